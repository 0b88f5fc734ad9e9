package org.pushmirror.core.rsyncd;

import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.rsyncd.RsyncdEvaluation.View;
import org.pushmirror.core.rsyncd.RsyncdParameter.Scope;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.DocumentException;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.text.LintRule;
import org.pushmirror.core.text.Severity;
import org.pushmirror.core.text.SourceText;
import org.pushmirror.core.text.Span;

/**
 * An rsyncd.conf, every byte of it, and what rsync 3.5.0 makes of it. Immutable and thread-safe: an edit returns a new
 * document, in which only the lines are changed that must be.
 *
 * <p>Reading never fails on content: what rsync would refuse, ignore or read otherwise than meant becomes a diagnostic.
 * Not supported: {@code &include} and {@code &merge} are not followed, and {@code %VAR%} is not expanded; both are said in
 * diagnostics.
 *
 * <p>Where rsync differs from its manual: {@code ;} begins a comment, too; {@code [global]} hides everything after it
 * from the listener; a text that is unset when a module begins falls back to what is set outside modules at the end of the file.
 */
public final class RsyncdConf {

    private static final String DEFAULT_NAME = "rsyncd.conf";

    private final SourceText text;
    private final RsyncdSource source;
    private volatile @Nullable RsyncdEvaluation evaluation;

    private RsyncdConf(SourceText text) {
        this.text = text;
        this.source = new RsyncdSource(text);
    }

    RsyncdSource source() {
        return source;
    }

    /** Made when it is first asked for. */
    private RsyncdEvaluation evaluation() {
        RsyncdEvaluation known = evaluation;
        if (known == null) {
            known = RsyncdEvaluation.of(RsyncdFiles.alone(source), View.CONNECTION);
            evaluation = known;
        }
        return known;
    }

    /**
     * An empty file.
     *
     * @return the document
     */
    public static RsyncdConf create() {
        return new RsyncdConf(SourceText.of(DEFAULT_NAME, ""));
    }

    /**
     * Reads the content of a file.
     *
     * @param name the name of the file in diagnostics
     * @param bytes any bytes; copied
     * @return the document
     */
    public static RsyncdConf parse(String name, byte[] bytes) {
        return new RsyncdConf(SourceText.of(name, bytes));
    }

    /**
     * Reads a file.
     *
     * @param path the file
     * @return the document
     * @throws FileException if it cannot be read
     */
    public static RsyncdConf read(Path path) {
        return new RsyncdConf(SourceText.read(path));
    }

    /**
     * What rsync makes of it for a connection.
     *
     * @return modules and values, with what is inherited and with defaults
     */
    public EffectiveConf effective() {
        return new EffectiveConf(text.name(), evaluation());
    }

    /**
     * What the listener makes of it when it starts.
     *
     * @return the parameters of the listener, with defaults
     */
    public StartupConf startup() {
        return new StartupConf(RsyncdEvaluation.of(RsyncdFiles.alone(source), View.STARTUP));
    }

    /**
     * The rules that diagnostics of an rsyncd.conf name.
     *
     * @return the rules; unmodifiable
     */
    public static List<LintRule> rules() {
        return RsyncdRule.all();
    }

    /**
     * What rsync refuses, ignores or reads otherwise than meant.
     *
     * @return the diagnostics in the order of the file; unmodifiable
     */
    public List<Diagnostic> diagnostics() {
        return RsyncdLint.findings(RsyncdFiles.alone(source), evaluation(), RsyncVersion.NEWEST)
                .list();
    }

    /**
     * Whether rsync serves connections with it.
     *
     * @return true if it does
     */
    public boolean accepted() {
        return evaluation().accepted();
    }

    /**
     * Refuses a file with which rsync would serve nobody.
     *
     * @return this document
     * @throws DocumentException if a diagnostic is fatal; it lists all that are
     */
    public RsyncdConf requireAccepted() {
        if (!accepted()) {
            throw new DocumentException(fatal());
        }
        return this;
    }

    private List<Diagnostic> fatal() {
        return evaluation().findings().list().stream()
                .filter(diagnostic -> diagnostic.severity() == Severity.FATAL)
                .toList();
    }

    /**
     * Sets a parameter of a module. Where the module sets it already, its last, effective line is changed; otherwise a
     * line is added after the last one of the module.
     *
     * @param module the name of the module; case and blanks do not count
     * @param parameter a parameter of modules
     * @param value its value
     * @param <T> the type of its values
     * @return the changed document; this one if the module sets this value already
     * @throws NoSuchElementException if there is no such module
     * @throws IllegalArgumentException if the parameter is global or {@code name}, or rsync could not read the value back
     */
    public <T> RsyncdConf with(String module, RsyncdParameter<T> parameter, T value) {
        RsyncdModule.requireInModule(parameter);
        String written = parameter.write(value);
        EffectiveModule before = effective().module(module);
        Optional<T> wanted = parameter.read(written);
        if (before.set().contains(parameter) && before.find(parameter).equals(wanted)) {
            return this;
        }
        RsyncdConf changed = new RsyncdConf(edit().setInModule(section(module), parameter, written));
        return changed.requireEffective(
                changed.effective().module(module).find(parameter).equals(wanted), parameter);
    }

    /**
     * Sets a global parameter, or the default of a module parameter for all modules. Where it is set already, its
     * effective line is changed; otherwise a line is added before the first module.
     *
     * @param parameter the parameter
     * @param value its value
     * @param <T> the type of its values
     * @return the changed document
     * @throws IllegalArgumentException if rsync could not read the value back, or the parameter is {@code name}
     */
    public <T> RsyncdConf with(RsyncdParameter<T> parameter, T value) {
        if (parameter == RsyncdParameter.NAME) {
            throw new IllegalArgumentException("\"name\" has no effect outside modules.");
        }
        String written = parameter.write(value);
        RsyncdConf changed = new RsyncdConf(edit().setGlobal(parameter, written));
        // What the listener reads, and the defaults of modules, may rightly be set otherwise further down.
        boolean everywhere = parameter.scope() == Scope.GLOBAL && !parameter.isReadByListener();
        boolean effectiveNow = changed.effective().find(parameter).equals(parameter.read(written));
        return changed.requireEffective(!everywhere || effectiveNow, parameter);
    }

    /**
     * Removes a parameter from a module: all lines that set it there.
     *
     * @param module the name of the module; case and blanks do not count
     * @param parameter a parameter of modules
     * @return the changed document; this one if the module does not set it
     * @throws NoSuchElementException if there is no such module
     */
    public RsyncdConf without(String module, RsyncdParameter<?> parameter) {
        if (!effective().module(module).set().contains(parameter)) {
            return this;
        }
        return new RsyncdConf(edit().unset(section(module), parameter));
    }

    /**
     * Removes a parameter from the part outside modules: all lines that set it there.
     *
     * @param parameter the parameter
     * @return the changed document
     */
    public RsyncdConf without(RsyncdParameter<?> parameter) {
        return new RsyncdConf(edit().unset(RsyncdEvaluation.GLOBAL, parameter));
    }

    /**
     * Adds a module at the end.
     *
     * @param module the module
     * @return the changed document
     * @throws IllegalArgumentException if there is a module whose name differs by case and blanks at most
     * @throws DocumentException if the file ends in a backslash, which would swallow what is added
     */
    public RsyncdConf withModule(RsyncdModule module) {
        if (evaluation().section(module.name()).isPresent()) {
            throw new IllegalArgumentException("There is a module \"" + module.name() + "\" in " + text.name()
                    + " already; set its parameters one by one.");
        }
        RsyncdConf changed = new RsyncdConf(edit().append(module));
        EffectiveModule added = changed.effective().module(module.name());
        return changed.requireEffective(added.set().equals(module.settings().keySet()), module);
    }

    /**
     * Removes a module: its headers, what it sets, and the comments in it and right above it.
     *
     * @param module the name of the module; case and blanks do not count
     * @return the changed document
     * @throws NoSuchElementException if there is no such module
     */
    public RsyncdConf withoutModule(String module) {
        effective().module(module);
        return new RsyncdConf(edit().removeModule(section(module)));
    }

    /**
     * Adds a comment line at the top, below the comment lines that are there.
     *
     * @param remark the text, written after {@code "# "}
     * @return the changed document
     * @throws IllegalArgumentException if the text has an LF or a NUL
     */
    public RsyncdConf remark(String remark) {
        return new RsyncdConf(edit().addRemark(RsyncdModule.requireRemark(remark)));
    }

    private int section(String module) {
        return evaluation().section(module).orElseThrow();
    }

    private RsyncdEdit edit() {
        return RsyncdEdit.of(RsyncdFiles.alone(source), source);
    }

    /** The last guard of every edit: what was read back is what was meant. */
    private RsyncdConf requireEffective(boolean is, Object what) {
        if (!is) {
            throw new IllegalStateException("The change of " + what + " in " + text.name()
                    + " would not take effect, because of lines around it; nothing was changed.");
        }
        return this;
    }

    /**
     * The file.
     *
     * @return a copy of its bytes
     */
    public byte[] bytes() {
        return text.bytes();
    }

    /**
     * Writes the file, atomically.
     *
     * @param path the file; a new one gets mode 0644 less the umask
     * @throws FileException if it cannot be written
     */
    public void write(Path path) {
        text.write(path);
    }

    /**
     * The file as text.
     *
     * @return its content; bytes that are not UTF-8 appear as U+DC80 to U+DCFF
     */
    @Override
    public String toString() {
        return text.text(new Span(0, text.length()));
    }
}
