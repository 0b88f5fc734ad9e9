package org.pushmirror.core.rsyncd;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.pushmirror.core.rsyncd.RsyncdEvaluation.View;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.text.Findings;
import org.pushmirror.core.text.Severity;
import org.pushmirror.core.text.SourceText;

/**
 * An rsyncd.conf with the files that it includes and the environment of the daemon, and what rsync 3.5.0 makes of all that.
 * Immutable; of one thread at a time. An edit returns a new tree, and changes one line of one file.
 *
 * <p>Where rsync differs from its manual: the listener knows no isolation of {@code &include}; an include of an empty folder does not
 * even leave the module that it stands in; {@code %%} is no escape. What rsync would follow until it crashes (circles, more than 1500 files deep) is fatal here.
 */
public final class RsyncdTree {

    private final Path path;
    private final RsyncdFiles files;
    private final IncludedFiles includes;
    private final RsyncdEvaluation evaluation;

    /** What each changed file held when it was read. */
    private final Map<Path, SourceText> before;

    private RsyncdTree(
            Path path,
            RsyncdSource main,
            IncludedFiles includes,
            Map<String, String> variables,
            Map<Path, SourceText> before) {
        this.path = path;
        this.includes = includes;
        this.files = new RsyncdFiles(main, includes.identity(path), includes, variables);
        this.evaluation = RsyncdEvaluation.of(files, View.CONNECTION);
        this.before = before;
    }

    /**
     * Reads a file and those that it includes.
     *
     * @param path the file
     * @param surroundings the folder and the environment of the daemon
     * @return the tree; a file that cannot be included is a diagnostic
     * @throws FileException if the file itself cannot be read
     */
    public static RsyncdTree read(Path path, RsyncdSurroundings surroundings) {
        return of(path, AtomicFile.read(path), surroundings);
    }

    /**
     * A tree whose main file has been read already.
     *
     * @param path the file, for diagnostics and to see whether it includes itself; need not exist
     * @param bytes its content; copied
     * @param surroundings the folder and the environment of the daemon
     * @return the tree
     */
    public static RsyncdTree of(Path path, byte[] bytes, RsyncdSurroundings surroundings) {
        RsyncdSource main = new RsyncdSource(SourceText.of(path.toString(), bytes));
        return new RsyncdTree(
                path, main, new IncludedFiles(surroundings.folder(), Map.of()), surroundings.variables(), Map.of());
    }

    /**
     * What rsync makes of it for a connection.
     *
     * @return modules and values of all files
     */
    public EffectiveConf effective() {
        return new EffectiveConf(path.toString(), evaluation);
    }

    /**
     * What the listener makes of it when it starts.
     *
     * @return the parameters of the listener, with defaults
     */
    public StartupConf startup() {
        return new StartupConf(RsyncdEvaluation.of(files, View.STARTUP));
    }

    /**
     * Whether rsync serves connections with it.
     *
     * @return true if it does
     */
    public boolean accepted() {
        return evaluation.accepted();
    }

    /**
     * What rsync refuses, ignores or reads otherwise than meant, and what opens more than it should; from the files of the configuration alone.
     *
     * @return the diagnostics, file by file in the order in which rsync reads them; unmodifiable
     */
    public List<Diagnostic> diagnostics() {
        return RsyncdLint.findings(files, evaluation, RsyncVersion.NEWEST).list();
    }

    /**
     * The diagnostics, with those for a release of rsync, and with those of the files that the configuration names: secrets, motd, patterns.
     *
     * @param version the release that reads it
     * @return the diagnostics, file by file in the order in which rsync reads them; unmodifiable
     */
    public List<Diagnostic> check(RsyncVersion version) {
        Findings findings = RsyncdLint.findings(files, evaluation, version);
        new NamedFilesLint(evaluation, effective(), includes, findings).check();
        return findings.list();
    }

    /**
     * All files, the main one first, in the order in which rsync first opens them.
     *
     * @return their names as diagnostics show them; unmodifiable
     */
    public List<String> files() {
        return evaluation.sources().stream().map(source -> source.text().name()).toList();
    }

    /**
     * Where a parameter of a module is set, or would be added.
     *
     * @param module the name of the module; case and blanks do not count
     * @param parameter a parameter of modules
     * @return the file that {@link #with(String, RsyncdParameter, Object)} would change
     * @throws NoSuchElementException if there is no such module
     */
    public Path fileOf(String module, RsyncdParameter<?> parameter) {
        return pathOf(target(module, parameter));
    }

    /**
     * Where a parameter outside modules is set, or would be added.
     *
     * @param parameter the parameter
     * @return the file of its effective line if that is an included one, otherwise the main file
     */
    public Path fileOf(RsyncdParameter<?> parameter) {
        return pathOf(target(parameter));
    }

    /**
     * Sets a parameter of a module, in the file where it is set or where the module begins.
     *
     * @param module the name of the module; case and blanks do not count
     * @param parameter a parameter of modules
     * @param value its value
     * @param <T> the type of its values
     * @return the changed tree; this one if the module sets this value already
     * @throws NoSuchElementException if there is no such module
     * @throws IllegalArgumentException if the parameter is global or {@code name}, or rsync could not read the value back
     * @throws IllegalStateException if the change would not take effect, because of lines around it
     */
    public <T> RsyncdTree with(String module, RsyncdParameter<T> parameter, T value) {
        RsyncdModule.requireInModule(parameter);
        String written = parameter.write(value);
        Optional<T> wanted = parameter.read(written);
        EffectiveModule old = effective().module(module);
        if (old.set().contains(parameter) && old.find(parameter).equals(wanted)) {
            return this;
        }
        RsyncdSource target = target(module, parameter);
        RsyncdTree changed =
                changed(target, RsyncdEdit.of(files, target).setInModule(section(module), parameter, written));
        requireEffect(changed.effective().module(module).find(parameter).equals(wanted), parameter, target);
        return changed;
    }

    /**
     * Sets a global parameter, or the default of a module parameter, in the file where it is set; otherwise before the first
     * module of the main file.
     *
     * @param parameter the parameter
     * @param value its value
     * @param <T> the type of its values
     * @return the changed tree
     * @throws IllegalArgumentException if rsync could not read the value back, or the parameter is {@code name}
     */
    public <T> RsyncdTree with(RsyncdParameter<T> parameter, T value) {
        if (parameter == RsyncdParameter.NAME) {
            throw new IllegalArgumentException("\"name\" has no effect outside modules.");
        }
        RsyncdSource target = target(parameter);
        return changed(target, RsyncdEdit.of(files, target).setGlobal(parameter, parameter.write(value)));
    }

    /**
     * Removes a parameter from a module: all lines that set it there, in the file where it is set.
     *
     * @param module the name of the module; case and blanks do not count
     * @param parameter a parameter of modules
     * @return the changed tree; this one if the module does not set it
     * @throws NoSuchElementException if there is no such module
     */
    public RsyncdTree without(String module, RsyncdParameter<?> parameter) {
        if (!effective().module(module).set().contains(parameter)) {
            return this;
        }
        RsyncdSource target = target(module, parameter);
        return changed(target, RsyncdEdit.of(files, target).unset(section(module), parameter));
    }

    /**
     * Removes a parameter from the part outside modules: all lines that set it there, in the file where it is set.
     *
     * @param parameter the parameter
     * @return the changed tree
     */
    public RsyncdTree without(RsyncdParameter<?> parameter) {
        RsyncdSource target = target(parameter);
        return changed(target, RsyncdEdit.of(files, target).unset(RsyncdEvaluation.GLOBAL, parameter));
    }

    /**
     * The files that edits have changed.
     *
     * @return their paths; unmodifiable
     */
    public List<Path> changedFiles() {
        return List.copyOf(before.keySet());
    }

    /**
     * Writes the changed files, each atomically, one after the other.
     *
     * @throws FileException if one cannot be written, or has been changed by others since it was read; those before it are written then
     */
    public void write() {
        before.forEach((file, old) ->
                AtomicFile.replace(file, old.bytes(), current(file).bytes()));
    }

    private SourceText current(Path file) {
        return file.equals(path) ? files.main().text() : includes.source(file).text();
    }

    private RsyncdTree changed(RsyncdSource target, SourceText text) {
        Path file = pathOf(target);
        Map<Path, SourceText> texts = new LinkedHashMap<>(before);
        texts.putIfAbsent(file, target.text());
        RsyncdSource source = new RsyncdSource(text);
        boolean main = target == files.main();
        IncludedFiles others = main ? includes : includes.with(file, source);
        return new RsyncdTree(path, main ? source : files.main(), others, files.variables(), texts);
    }

    private RsyncdSource target(String module, RsyncdParameter<?> parameter) {
        EffectiveModule found = effective().module(module);
        List<Integer> settings = new ArrayList<>(found.settings());
        settings.removeIf(setting -> !evaluation.log().sets(setting, parameter));
        return settings.isEmpty() ? found.source() : evaluation.log().source(settings.get(settings.size() - 1));
    }

    private RsyncdSource target(RsyncdParameter<?> parameter) {
        int setting = evaluation.defaults().setting(parameter);
        return setting == SettingLog.NONE ? files.main() : evaluation.log().source(setting);
    }

    private Path pathOf(RsyncdSource source) {
        return source == files.main() ? path : includes.path(source);
    }

    private int section(String module) {
        return evaluation.section(module).orElseThrow();
    }

    private static void requireEffect(boolean is, RsyncdParameter<?> parameter, RsyncdSource target) {
        if (!is) {
            throw new IllegalStateException(
                    "The change of " + parameter + " in " + target.text().name()
                            + " would not take effect, because of lines around it; nothing was changed.");
        }
    }

    /**
     * What makes rsync refuse it.
     *
     * @return the fatal diagnostics, in the order in which rsync meets them; unmodifiable
     */
    public List<Diagnostic> fatal() {
        return evaluation.findings().list().stream()
                .filter(diagnostic -> diagnostic.severity() == Severity.FATAL)
                .toList();
    }
}
