package org.pushmirror.core.shell;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.Place;

/**
 * What a shell file assigns, as far as it can be told without a running shell. Immutable.
 */
public final class ShellSettings {

    private final String file;
    private final Map<String, String> values;
    private final Map<String, Place> places;
    private final List<Diagnostic> unresolved;

    ShellSettings(String file, Map<String, String> values, Map<String, Place> places, List<Diagnostic> unresolved) {
        this.file = file;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.places = Map.copyOf(places);
        this.unresolved = List.copyOf(unresolved);
    }

    /**
     * The value of a setting.
     *
     * @param name its name
     * @return the value after expansion, which may be the empty string; empty if the file does not assign it, or
     *     assigns what only a running shell could tell
     */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * Every setting whose value can be told.
     *
     * @return names and values, in the order of their first assignment
     */
    public Map<String, String> values() {
        return values;
    }

    /**
     * Where a setting got its value.
     *
     * @param name its name
     * @return the place of its last assignment; the beginning of the file if there is none
     */
    public Place place(String name) {
        return places.getOrDefault(name, new Place(file, 1, 1));
    }

    /**
     * What would need a running shell: each with its place, and the name of the setting where there is one.
     *
     * @return the diagnostics, in the order of the file
     */
    public List<Diagnostic> unresolved() {
        return unresolved;
    }
}
