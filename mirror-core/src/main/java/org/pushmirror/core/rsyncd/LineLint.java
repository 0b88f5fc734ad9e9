package org.pushmirror.core.rsyncd;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.pushmirror.core.rsyncd.RsyncdLine.Kind;
import org.pushmirror.core.rsyncd.RsyncdParameter.Scope;
import org.pushmirror.core.rsyncd.RsyncdParameter.Type;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.Findings;
import org.pushmirror.core.text.SourceText;

/** What is odd about lines, and about where they stand. Is told of each line in the order in which rsync reads them. */
final class LineLint implements RsyncdEvaluation.LineWatcher {

    private final RsyncdSource main;
    private final RsyncVersion version;
    private final Findings findings;
    private final ValueLint values;
    private final BitSet opened = new BitSet();
    private final Set<RsyncdParameter<?>> setHere = new HashSet<>();

    /** The reader of the file that the last line was in. */
    private RsyncdGrammar reader;

    private RsyncdSource source;
    private int section = RsyncdEvaluation.GLOBAL;
    private boolean headerSeen;
    private boolean modulesSeen;
    private boolean includedInModule;
    private boolean lastWasInclude;
    private boolean inInclude;

    LineLint(RsyncdSource main, RsyncVersion version, VariableExpansion expansion, Findings findings) {
        this.main = main;
        this.version = version;
        this.findings = findings;
        this.values = new ValueLint(expansion, findings);
        this.source = main;
        this.reader = main.reader();
    }

    @Override
    public void met(RsyncdSource file, int number, int sectionAfter) {
        if (file != source) {
            inInclude = file != main && (inInclude || lastWasInclude);
            source = file;
            reader = file.reader();
        }
        RsyncdLine line = reader.read(file.start(number));
        lastWasInclude = false;
        switch (line.kind()) {
            case HEADER, OPEN_HEADER -> header(file.text(), line, sectionAfter);
            case PARAMETER -> parameter(file.text(), line);
            case DIRECTIVE -> directive(sectionAfter, line);
            case BAD -> {
                // The evaluation has said it.
            }
        }
        section = sectionAfter;
    }

    private void header(SourceText text, RsyncdLine line, int module) {
        headerSeen = true;
        includedInModule = false;
        setHere.clear();
        if (line.kind() == Kind.OPEN_HEADER || module == RsyncdEvaluation.GLOBAL) {
            return;
        }
        modulesSeen = true;
        String name = line.name();
        if (opened.get(module)) {
            add(
                    text,
                    line,
                    RsyncdRule.MODULE_REOPENED,
                    "rsync takes this for the module that has begun further up; give it another name, or put both together.");
        }
        opened.set(module);
        if (name.startsWith("#")) {
            add(
                    text,
                    line,
                    RsyncdRule.MODULE_NAME_HASH,
                    "No client can ask for a module whose name begins with \"#\"; rename it.");
        }
        if (ValueKind.hasVariable(name)) {
            add(
                    text,
                    line,
                    RsyncdRule.MODULE_NAME_VARIABLE,
                    "The name of the module changes with the environment of the daemon; write it out.");
        }
        if (EscapedUtf8.encode(name).length > RsyncdModule.MAX_NAME_BYTES) {
            add(
                    text,
                    line,
                    RsyncdRule.MODULE_NAME_LONG,
                    "No client can ask for a module whose name is longer than " + RsyncdModule.MAX_NAME_BYTES
                            + " bytes.");
        }
    }

    private void directive(int sectionAfter, RsyncdLine line) {
        boolean include = line.name().toLowerCase(Locale.ROOT).equals("&include");
        lastWasInclude = include;
        includedInModule |= include && section != RsyncdEvaluation.GLOBAL && sectionAfter == RsyncdEvaluation.GLOBAL;
        setHere.clear();
    }

    private void parameter(SourceText text, RsyncdLine line) {
        if (line.name().isEmpty()) {
            return;
        }
        RsyncdParameter<?> parameter = RsyncdParameter.named(line.name()).orElse(null);
        if (parameter == null) {
            String meant = RsyncdParameter.nearest(line.name())
                    .map(near -> "; did you mean \"" + near + "\"?")
                    .orElse(".");
            add(
                    text,
                    line,
                    RsyncdRule.UNKNOWN_PARAMETER,
                    "rsync knows no parameter " + Findings.quoted(line.name()) + " and ignores it" + meant);
            return;
        }
        if (section != RsyncdEvaluation.GLOBAL && parameter.scope() == Scope.GLOBAL) {
            add(
                    text,
                    line,
                    RsyncdRule.GLOBAL_IN_MODULE,
                    "rsync ignores \"" + parameter + "\" in a module; it belongs before the first module.");
            return;
        }
        if (version.before(parameter.since())) {
            add(
                    text,
                    line,
                    RsyncdRule.PARAMETER_TOO_NEW,
                    "rsync " + version + " ignores \"" + parameter + "\", which came with " + parameter.since() + ".");
            return;
        }
        place(text, line, parameter);
        values.check(text, line, parameter);
    }

    private void place(SourceText text, RsyncdLine line, RsyncdParameter<?> parameter) {
        if (section != RsyncdEvaluation.GLOBAL) {
            if (!setHere.add(parameter)) {
                add(
                        text,
                        line,
                        RsyncdRule.DUPLICATE_PARAMETER,
                        "The module sets \"" + parameter + "\" further up, too; this line replaces that one.");
            }
            if (parameter == RsyncdParameter.NAME) {
                add(
                        text,
                        line,
                        RsyncdRule.NAME_PARAMETER,
                        "\"name\" renames the module to " + Findings.quoted(line.value())
                                + "; change its header instead.");
            }
            return;
        }
        if (includedInModule && parameter.scope() == Scope.MODULE) {
            includedInModule = false;
            add(
                    text,
                    line,
                    RsyncdRule.DEFAULT_AFTER_INCLUDE,
                    "The include further up has ended the module, so \"" + parameter
                            + "\" and what follows are defaults of the modules to come; move the include, or use &merge.");
        }
        if (parameter.isReadByListener()) {
            placeOfListener(text, line, parameter);
        }
        boolean asText = parameter.type() == Type.STRING || parameter.type() == Type.PATH;
        if (modulesSeen && !asText && parameter.scope() == Scope.MODULE) {
            add(
                    text,
                    line,
                    RsyncdRule.LATE_GLOBAL_VALUE,
                    "\"" + parameter + "\" does not apply to the modules above this line; move it before them.");
        }
    }

    private void placeOfListener(SourceText text, RsyncdLine line, RsyncdParameter<?> parameter) {
        if (headerSeen) {
            add(
                    text,
                    line,
                    RsyncdRule.STARTUP_BEHIND_HEADER,
                    "The listener does not see \"" + parameter
                            + "\" here, because it reads up to the first header only; move it to the top.");
        } else if (inInclude) {
            add(
                    text,
                    line,
                    RsyncdRule.STARTUP_IN_INCLUDE,
                    "The listener takes \"" + parameter + "\" from this included file; set it in the main file.");
        }
    }

    private void add(SourceText text, RsyncdLine line, RsyncdRule rule, String message) {
        findings.add(text, line.start(), rule.rule(), message);
    }
}
