package org.pushmirror.core.shell;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.Severity;

/** What a program of the suite makes of its settings: those of the file, of the environment, and the defaults. */
final class SuiteView {

    private static final int NEAR = 2;

    private final String program;
    private final ShellSettings settings;
    private final HostContext host;
    private final List<SuiteSetting<?>> table;

    SuiteView(String program, ShellSettings settings, HostContext host, List<SuiteSetting<?>> table) {
        this.program = program;
        this.settings = settings;
        this.host = host;
        this.table = table;
    }

    /** The variables that a program of the suite sets before it reads its configuration. */
    static HostContext prepared(HostContext host, String program, String name) {
        HostContext named = host.program(program).preset("NAME", name);
        String home = host.environment().getOrDefault("HOME", "");
        return home.isEmpty()
                ? named
                : named.preset("LOGDIR", home + "/.local/log/ftpsync").preset("LOCKDIR", home + "/.local/lock/ftpsync");
    }

    /** The name of the configuration that a file name stands for: {@code ftpsync-NAME} of {@code ftpsync-NAME.conf}. */
    static String nameOf(String program, String file) {
        String last = file.substring(file.lastIndexOf('/') + 1);
        boolean own = last.startsWith(program) && last.endsWith(".conf");
        return own ? last.substring(0, last.length() - ".conf".length()) : program;
    }

    /** As the program does: of the file, else of the environment, and an empty value counts as none. */
    Optional<String> text(SuiteSetting<?> setting) {
        if (settings.isUnresolved(setting.name())) {
            return Optional.empty();
        }
        return settings.get(setting.name())
                .or(() -> Optional.ofNullable(host.environment().get(setting.name())))
                .filter(value -> !value.isEmpty())
                .or(() -> fallback(setting));
    }

    private Optional<String> fallback(SuiteSetting<?> setting) {
        if (setting.fallback().isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> known = new HashMap<>(host.environment());
        known.putAll(settings.values());
        String line = setting.name() + "=\"" + setting.fallback() + "\"\n";
        ShellFile file = ShellFile.parse(setting.name(), line.getBytes(StandardCharsets.UTF_8));
        return file.settings(host.environment(known)).get(setting.name()).filter(value -> !value.isEmpty());
    }

    /** What the program takes it for: what it does not understand counts as its default. */
    <T> Optional<T> get(SuiteSetting<T> setting) {
        return text(setting)
                .flatMap(setting::read)
                .or(() -> settings.isUnresolved(setting.name())
                        ? Optional.empty()
                        : fallback(setting).flatMap(setting::read));
    }

    List<Diagnostic> diagnostics() {
        List<Diagnostic> found = new ArrayList<>(settings.diagnostics());
        for (SuiteSetting<?> setting : table) {
            settings.get(setting.name())
                    .filter(value -> !value.isEmpty())
                    .filter(value -> setting.read(value).isEmpty())
                    .ifPresent(value -> found.add(new Diagnostic(
                            settings.place(setting.name()),
                            Severity.IGNORED,
                            "bad-value",
                            setting + " must be " + setting.allowed() + "; " + program
                                    + " does not understand this value.")));
        }
        settings.values().forEach((name, value) -> {
            if (value.indexOf('\r') >= 0) {
                found.add(diagnostic(
                        name,
                        Severity.HAZARD,
                        "carriage-return",
                        "The value of " + name
                                + " has a carriage return, which the shell keeps; end lines with LF only."));
            }
            misspelt(name)
                    .ifPresent(near -> found.add(diagnostic(
                            name,
                            Severity.IGNORED,
                            "misspelt-setting",
                            program + " reads no setting " + name + "; did you mean " + near + "?")));
        });
        return found;
    }

    Diagnostic diagnostic(String name, Severity severity, String rule, String message) {
        return new Diagnostic(settings.place(name), severity, rule, message);
    }

    private Optional<String> misspelt(String name) {
        if (table.stream().anyMatch(setting -> setting.name().equals(name)) || name.length() <= NEAR + 1) {
            return Optional.empty();
        }
        String wanted = name.toUpperCase(Locale.ROOT).replace("_", "");
        return table.stream()
                .map(SuiteSetting::name)
                .filter(known -> !settings.values().containsKey(known))
                .filter(known -> known.replace("_", "").equals(wanted)
                        || known.length() > 2 * NEAR && distance(known, name) <= 1)
                .findFirst();
    }

    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
