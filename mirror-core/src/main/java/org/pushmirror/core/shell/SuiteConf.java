package org.pushmirror.core.shell;

import java.util.List;
import java.util.Optional;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.Severity;

/**
 * What a program of the ftpsync suite makes of its configuration: the settings of the file, else of the environment, else the
 * documented defaults. Immutable.
 */
public abstract sealed class SuiteConf permits FtpsyncConf, RunmirrorsConf {

    private final ShellSettings settings;
    private final SuiteView view;

    SuiteConf(ShellSettings settings, SuiteView view) {
        this.settings = settings;
        this.view = view;
    }

    /**
     * The value of a setting.
     *
     * @param setting which one
     * @param <T> its type
     * @return the value, or the default where the file sets none or one that the program does not understand; empty if there
     *     is no default either, or the value cannot be told without a running shell
     */
    public <T> Optional<T> get(SuiteSetting<T> setting) {
        return view.get(setting);
    }

    /**
     * What the file assigns, of any name.
     *
     * @return the settings as written
     */
    public ShellSettings written() {
        return settings;
    }

    /**
     * Whether the program would start with this file.
     *
     * @return true if nothing in it is fatal
     */
    public boolean isAccepted() {
        return diagnostics().stream().noneMatch(diagnostic -> diagnostic.severity() == Severity.FATAL);
    }

    /**
     * What is wrong with the file, or will not do what it seems to.
     *
     * @return the diagnostics; unmodifiable
     */
    public abstract List<Diagnostic> diagnostics();

    /** What reading the file and its values found, whichever program it is for. */
    final List<Diagnostic> readingDiagnostics() {
        return view.diagnostics();
    }

    final Diagnostic diagnostic(String name, Severity severity, String rule, String message) {
        return view.diagnostic(name, severity, rule, message);
    }
}
