package org.pushmirror.core.rsyncd;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.pushmirror.core.rsyncd.RsyncdParameter.Scope;
import org.pushmirror.core.rsyncd.RsyncdParameter.Type;
import org.pushmirror.core.text.Place;

/** A module as rsync serves it: its values, with those that it inherits and the defaults. Immutable and thread-safe. */
public final class EffectiveModule {

    private final String name;
    private final Place place;
    private final List<RsyncdLine> settings;
    private final Map<RsyncdParameter<?>, Object> inherited;
    private final Map<RsyncdParameter<?>, Object> lateDefaults;

    EffectiveModule(RsyncdEvaluation.Module module, Place place, Map<RsyncdParameter<?>, Object> lateDefaults) {
        this.name = module.name;
        this.place = place;
        this.settings = List.copyOf(module.settings);
        this.inherited = module.inherited;
        this.lateDefaults = lateDefaults;
    }

    /**
     * Its name.
     *
     * @return the name as the listing shows it
     */
    public String name() {
        return name;
    }

    /**
     * Where its first header stands.
     *
     * @return the place
     */
    public Place place() {
        return place;
    }

    /**
     * Whether a listing shows it.
     *
     * @return the value of {@code list}
     */
    public boolean listed() {
        return get(RsyncdParameter.LIST);
    }

    /**
     * The value of a parameter.
     *
     * @param parameter a parameter of modules
     * @param <T> the type of its values
     * @return the value that rsync uses
     * @throws NoSuchElementException if it is not set and has no default
     * @throws IllegalArgumentException if it is a global parameter
     */
    public <T> T get(RsyncdParameter<T> parameter) {
        return find(parameter)
                .orElseThrow(() -> new NoSuchElementException("The module \"" + name + "\" of " + place.file()
                        + " does not set \"" + parameter + "\", which has no default."));
    }

    /**
     * The value of a parameter, if it has one.
     *
     * @param parameter a parameter of modules
     * @param <T> the type of its values
     * @return the value that rsync uses; empty if it is not set and has no default
     * @throws IllegalArgumentException if it is a global parameter
     */
    public <T> Optional<T> find(RsyncdParameter<T> parameter) {
        if (parameter.scope() == Scope.GLOBAL) {
            throw new IllegalArgumentException("\"" + parameter + "\" is a global parameter: no module has it.");
        }
        if (parameter == RsyncdParameter.NAME) {
            return parameter.read(name);
        }
        for (int i = settings.size() - 1; i >= 0; i--) {
            if (RsyncdParameter.named(settings.get(i).name()).orElseThrow() == parameter) {
                Optional<T> value = parameter.read(settings.get(i).value());
                if (value.isPresent()) {
                    return value;
                }
            }
        }
        return inherited(parameter);
    }

    /** A text that was set nowhere when the module began is looked for once more among the defaults at the end of the file. */
    private <T> Optional<T> inherited(RsyncdParameter<T> parameter) {
        Optional<T> value = parameter.in(inherited).or(parameter::defaultValue);
        boolean text = parameter.type() == Type.STRING || parameter.type() == Type.PATH;
        return value.isEmpty() && text ? parameter.in(lateDefaults) : value;
    }

    /**
     * The parameters that the module itself sets.
     *
     * @return the parameters in the order of their first lines; unmodifiable
     */
    public Set<RsyncdParameter<?>> set() {
        Set<RsyncdParameter<?>> set = new LinkedHashSet<>();
        settings.forEach(line -> RsyncdParameter.named(line.name()).ifPresent(set::add));
        return Collections.unmodifiableSet(set);
    }

    /**
     * A short description.
     *
     * @return the name in brackets
     */
    @Override
    public String toString() {
        return "[" + name + "]";
    }
}
