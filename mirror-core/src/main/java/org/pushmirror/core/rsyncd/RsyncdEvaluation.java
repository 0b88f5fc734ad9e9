package org.pushmirror.core.rsyncd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pushmirror.core.rsyncd.RsyncdParameter.Scope;
import org.pushmirror.core.rsyncd.RsyncdParameter.Type;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.Severity;
import org.pushmirror.core.text.SourceText;

/** Walks the lines of an rsyncd.conf as rsync does for a connection: which module each line is in, and what it sets. */
final class RsyncdEvaluation {

    /** The section of lines outside modules. */
    static final int GLOBAL = -1;

    /** A module: its listed name, its first header, the defaults that it copied there, and the lines that set something in it. */
    static final class Module {
        final RsyncdLine header;
        final Map<RsyncdParameter<?>, Object> inherited;
        final List<RsyncdLine> settings = new ArrayList<>();
        String name;

        Module(RsyncdLine header, Map<RsyncdParameter<?>, Object> inherited) {
            this.header = header;
            this.inherited = inherited;
            this.name = header.name();
        }
    }

    private static final String GLOBAL_KEY = "global";
    private static final Pattern PLAIN_INTEGER = Pattern.compile("\\s*[+-]?[0-9]{1,10}\\s*");

    private final SourceText text;
    private final List<RsyncdLine> lines;
    private final int[] sections;
    private final List<Module> modules = new ArrayList<>();
    private final Map<String, Integer> moduleByKey = new HashMap<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    /** The values set outside modules so far. Modules share it until it changes: then it is copied. */
    private Map<RsyncdParameter<?>, Object> defaults = new HashMap<>();

    private boolean defaultsShared;
    private int section = GLOBAL;

    RsyncdEvaluation(SourceText text, RsyncdGrammar.Lines grammar) {
        this.text = text;
        this.lines = grammar.lines();
        this.sections = new int[lines.size()];
        for (int i = 0; i < sections.length; i++) {
            RsyncdLine line = lines.get(i);
            switch (line.kind()) {
                case HEADER -> enter(line);
                case OPEN_HEADER ->
                    report(line, Severity.FATAL, "unclosed-header", "The header is not closed by \"]\" on its line.");
                case PARAMETER -> set(line);
                case DIRECTIVE -> direct(line);
                case BAD ->
                    report(
                            line,
                            Severity.IGNORED,
                            "badly-formed-line",
                            "rsync ignores a line that is no header and has no \"=\".");
            }
            sections[i] = section;
        }
        if (grammar.liveEnd() < text.length()) {
            diagnostics.add(new Diagnostic(
                    text.place(grammar.liveEnd()),
                    Severity.IGNORED,
                    "nul",
                    "rsync reads no further than this NUL; remove it."));
        }
    }

    List<Module> modules() {
        return modules;
    }

    /** The module that is in this section of lines, by any spelling that rsync takes for the same. */
    Optional<Integer> section(String moduleName) {
        return Optional.ofNullable(moduleByKey.get(RsyncdParameter.key(moduleName)));
    }

    /** The section that a line is in: the number of its module, or {@link #GLOBAL}. */
    int sectionOf(int line) {
        return sections[line];
    }

    /** What is set outside modules at the end of the file. */
    Map<RsyncdParameter<?>, Object> defaults() {
        return defaults;
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    static boolean isGlobal(String sectionName) {
        return RsyncdParameter.key(sectionName).equals(GLOBAL_KEY);
    }

    private void enter(RsyncdLine header) {
        String name = header.name();
        if (name.isEmpty()) {
            report(header, Severity.FATAL, "empty-module-name", "The module has no name.");
        } else if (isGlobal(name)) {
            section = GLOBAL;
        } else if (name.contains("/")) {
            report(header, Severity.FATAL, "invalid-module-name", "The name of a module cannot have a slash.");
        } else {
            if (ValueKind.hasVariable(name)) {
                reportVariable(header);
            }
            section = moduleByKey.computeIfAbsent(RsyncdParameter.key(name), key -> {
                modules.add(new Module(header, defaults));
                defaultsShared = true;
                return modules.size() - 1;
            });
        }
    }

    private void set(RsyncdLine line) {
        if (line.name().isEmpty()) {
            report(line, Severity.FATAL, "empty-parameter-name", "The line has no name before its \"=\".");
            return;
        }
        Optional<RsyncdParameter<?>> known = RsyncdParameter.named(line.name());
        if (known.isEmpty()) {
            report(
                    line,
                    Severity.IGNORED,
                    "unknown-parameter",
                    "rsync knows no parameter \"" + line.name() + "\" and ignores it.");
            return;
        }
        RsyncdParameter<?> parameter = known.get();
        if (section != GLOBAL && parameter.scope() == Scope.GLOBAL) {
            report(
                    line,
                    Severity.IGNORED,
                    "global-in-module",
                    "rsync ignores \"" + parameter + "\" in a module; it belongs before the first module.");
            return;
        }
        Optional<?> value = parameter.read(line.value());
        diagnoseValue(line, parameter, value);
        if (section != GLOBAL) {
            modules.get(section).settings.add(line);
            if (parameter == RsyncdParameter.NAME) {
                rename(line);
            }
        } else if (value.isPresent()) {
            if (defaultsShared) {
                defaults = new HashMap<>(defaults);
                defaultsShared = false;
            }
            defaults.put(parameter, value.get());
        }
    }

    /** A module that is renamed is no longer found under its old name: a later header of that name begins another one. */
    private void rename(RsyncdLine line) {
        Module module = modules.get(section);
        moduleByKey.remove(RsyncdParameter.key(module.name), section);
        module.name = line.value();
        moduleByKey.putIfAbsent(RsyncdParameter.key(module.name), section);
        report(
                line,
                Severity.HAZARD,
                "name-parameter",
                "\"name\" renames the module \"" + module.header.name() + "\"; change its header instead.");
    }

    private void diagnoseValue(RsyncdLine line, RsyncdParameter<?> parameter, Optional<?> value) {
        if (ValueKind.hasVariable(line.value()) && parameter != RsyncdParameter.LOG_FORMAT) {
            reportVariable(line);
        }
        if (value.isEmpty()) {
            String allowed = parameter.type() == Type.ENUM
                    ? "a syslog facility or a positive number"
                    : "yes, no, true, false, 1 or 0";
            report(
                    line,
                    Severity.IGNORED,
                    "bad-" + parameter.type().name().toLowerCase(Locale.ROOT).replace("_or_unset", ""),
                    "The value of \"" + parameter + "\" is not " + allowed + ", so rsync keeps the one from before.");
        } else if (parameter.type() == Type.INTEGER
                && !PLAIN_INTEGER.matcher(line.value()).matches()) {
            report(
                    line,
                    Severity.IGNORED,
                    "odd-integer",
                    "rsync reads the value of \"" + parameter + "\" as " + ValueKind.atoi(line.value()) + ".");
        }
    }

    private void direct(RsyncdLine line) {
        String name = line.name().toLowerCase(Locale.ROOT);
        boolean include = name.equals("&include");
        if (!include && !name.equals("&merge")) {
            report(line, Severity.FATAL, "unknown-directive", "rsync knows the directives &include and &merge only.");
            return;
        }
        if (line.value().isEmpty()) {
            report(line, Severity.FATAL, "empty-directive", "The directive names no file or folder.");
            return;
        }
        report(
                line,
                Severity.HAZARD,
                "include-not-followed",
                "What \"" + line.value() + "\" sets is not read here, so modules and values from there are missing.");
        if (include) {
            section = GLOBAL;
        }
    }

    private void reportVariable(RsyncdLine line) {
        report(
                line,
                Severity.ADVICE,
                "variable-not-expanded",
                "rsync replaces a %NAME% by the environment variable of that name if there is one; it is shown as it is written here.");
    }

    private void report(RsyncdLine line, Severity severity, String rule, String message) {
        diagnostics.add(new Diagnostic(text.place(line.start()), severity, rule, message));
    }
}
