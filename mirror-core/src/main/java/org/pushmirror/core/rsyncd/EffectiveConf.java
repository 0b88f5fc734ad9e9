package org.pushmirror.core.rsyncd;

import java.util.AbstractList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.pushmirror.core.text.Place;

/**
 * What rsync makes of an rsyncd.conf for a connection. Immutable and thread-safe.
 *
 * <p>Files that are included and environment variables count if the document was read as a {@link RsyncdTree}; a lone document has
 * diagnostics that say where something is missing. The listener reads less than this: {@link StartupConf}.
 */
public final class EffectiveConf {

    private final String file;
    private final RsyncdEvaluation evaluation;

    EffectiveConf(String file, RsyncdEvaluation evaluation) {
        this.file = file;
        this.evaluation = evaluation;
    }

    /**
     * All modules, unlisted ones too.
     *
     * @return the modules in the order of a listing; unmodifiable
     */
    public List<EffectiveModule> modules() {
        return new AbstractList<>() {
            @Override
            public EffectiveModule get(int index) {
                return new EffectiveModule(evaluation, evaluation.modules().get(index));
            }

            @Override
            public int size() {
                return evaluation.modules().size();
            }
        };
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
                        "There is no module \"" + name + "\" in " + file + ", only " + someModules() + "."));
    }

    private String someModules() {
        int shown = Math.min(evaluation.modules().size(), 20);
        String names = modules().subList(0, shown).toString();
        return shown < evaluation.modules().size()
                ? names + " and " + (evaluation.modules().size() - shown) + " more"
                : names;
    }

    /**
     * A module, if there is one.
     *
     * @param name its name as it is written; case and blanks do not count
     * @return the module; empty if there is none
     */
    public Optional<EffectiveModule> findModule(String name) {
        return evaluation.section(name).map(section -> modules().get(section));
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
        int setting = evaluation.defaults().setting(parameter);
        return setting == SettingLog.NONE
                ? parameter.defaultValue()
                : evaluation.log().value(setting, parameter);
    }

    /**
     * Where that value is set.
     *
     * @param parameter the parameter
     * @return the place; empty if it is the default
     */
    public Optional<Place> origin(RsyncdParameter<?> parameter) {
        int setting = evaluation.defaults().setting(parameter);
        return setting == SettingLog.NONE
                ? Optional.empty()
                : Optional.of(evaluation.log().place(setting));
    }
}
