package org.pushmirror.core.shell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.Place;
import org.pushmirror.core.text.Severity;

/** What a shell file assigns, as far as it can be told without a running shell. Immutable. */
public final class ShellSettings {

    private static final Comparator<Place> IN_ORDER =
            Comparator.comparingInt(Place::line).thenComparing(Place::column);

    private final String file;
    private final Map<String, String> values;
    private final Map<String, Place> places;
    private final List<Unresolved> unresolved;
    private final List<Diagnostic> problems;

    ShellSettings(
            String file,
            Map<String, String> values,
            Map<String, Place> places,
            List<Unresolved> unresolved,
            List<Diagnostic> problems) {
        this.file = file;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.places = Map.copyOf(places);
        List<Unresolved> sorted = new ArrayList<>(unresolved);
        sorted.sort(Comparator.comparing(Unresolved::place, IN_ORDER));
        this.unresolved = List.copyOf(sorted);
        this.problems = List.copyOf(problems);
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
     * What would need a running shell: settings whose value cannot be told at the end of the file, and commands,
     * conditions and functions.
     *
     * @return in the order of the file; unmodifiable
     */
    public List<Unresolved> unresolved() {
        return unresolved;
    }

    /**
     * Whether a setting is assigned what only a running shell could tell.
     *
     * @param name its name
     * @return true if it is among the unresolved
     */
    public boolean isUnresolved(String name) {
        return unresolved.stream()
                .anyMatch(entry -> entry.name().filter(name::equals).isPresent());
    }

    /**
     * What the reader noticed: lines that the shell cannot read, variables that are used and not set, and what is
     * unresolved.
     *
     * @return the diagnostics, in the order of the file; unmodifiable
     */
    public List<Diagnostic> diagnostics() {
        List<Diagnostic> all = new ArrayList<>(problems);
        unresolved.forEach(
                entry -> all.add(new Diagnostic(entry.place(), Severity.ADVICE, "unresolved", entry.message())));
        all.sort(Comparator.comparing(Diagnostic::place, IN_ORDER));
        return List.copyOf(all);
    }
}
