package org.pushmirror.core.rsyncd;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.pushmirror.core.text.SourceText;

/**
 * What rsync makes of an rsyncd.conf for a connection. Immutable and thread-safe.
 *
 * <p>Files that are included are not followed, and environment variables are not put in; the document has diagnostics
 * that say where. The listener reads less than this: see {@link RsyncdParameter#isReadByListener()}.
 */
public final class EffectiveConf {

    private final String file;
    private final List<EffectiveModule> modules;
    private final Map<String, EffectiveModule> modulesByKey = new HashMap<>();
    private final Map<RsyncdParameter<?>, Object> globals;

    EffectiveConf(SourceText text, RsyncdEvaluation evaluation) {
        this.file = text.name();
        this.globals = evaluation.defaults();
        this.modules = evaluation.modules().stream()
                .map(module -> new EffectiveModule(module, text.place(module.header.start()), globals))
                .toList();
        modules.forEach(module -> modulesByKey.putIfAbsent(RsyncdParameter.key(module.name()), module));
    }

    /**
     * All modules, unlisted ones too.
     *
     * @return the modules in the order of a listing; unmodifiable
     */
    public List<EffectiveModule> modules() {
        return modules;
    }

    /**
     * A module.
     *
     * @param name its name; case and blanks do not count
     * @return the module
     * @throws NoSuchElementException if there is none; the message lists the names
     */
    public EffectiveModule module(String name) {
        return findModule(name)
                .orElseThrow(() -> new NoSuchElementException(
                        "There is no module \"" + name + "\" in " + file + ", only " + modules + "."));
    }

    /**
     * A module, if there is one.
     *
     * @param name its name; case and blanks do not count
     * @return the module; empty if there is none
     */
    public Optional<EffectiveModule> findModule(String name) {
        return Optional.ofNullable(modulesByKey.get(RsyncdParameter.key(name)));
    }

    /**
     * The value of a global parameter, or the default that a module parameter has at the end of the file.
     *
     * @param parameter the parameter
     * @param <T> the type of its values
     * @return the value
     * @throws NoSuchElementException if it is not set and has no default
     */
    public <T> T get(RsyncdParameter<T> parameter) {
        return find(parameter)
                .orElseThrow(() -> new NoSuchElementException(
                        file + " does not set \"" + parameter + "\" outside modules, and it has no default."));
    }

    /**
     * The value of a global parameter, or the default that a module parameter has at the end of the file, if it has one.
     *
     * @param parameter the parameter
     * @param <T> the type of its values
     * @return the value; empty if it is not set and has no default
     */
    public <T> Optional<T> find(RsyncdParameter<T> parameter) {
        return parameter.in(globals).or(parameter::defaultValue);
    }
}
