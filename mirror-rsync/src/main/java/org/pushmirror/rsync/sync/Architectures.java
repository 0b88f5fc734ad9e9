package org.pushmirror.rsync.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.pushmirror.rsync.RsyncFilter;
import org.pushmirror.rsync.RsyncFilter.Rule;

/**
 * Which architectures of a Debian archive are mirrored, {@code source} being one. The names are those of files and
 * folders below {@code dists} and {@code pool}. Immutable.
 *
 * @param choice whether the names are those that are taken or those that are left out
 * @param names the names; empty for {@link Choice#ALL}
 */
public record Architectures(Choice choice, List<String> names) {

    /** What the names are for. */
    public enum Choice {
        /** Every architecture is taken. */
        ALL,
        /** Those that are named are taken, and {@code all} if one of them is not {@code source}. */
        INCLUDE,
        /** Those that are named are left out. */
        EXCLUDE
    }

    /** Every architecture. */
    public static final Architectures ALL = new Architectures(Choice.ALL, List.of());

    private static final String SOURCE = "source";

    /**
     * Checks the names.
     *
     * @param choice whether the names are those that are taken or those that are left out
     * @param names the names
     * @throws IllegalArgumentException if a name has another character than letters, digits, hyphen and underscore, or there
     *     are names for all, or none for the others
     */
    public Architectures {
        names = List.copyOf(names);
        for (String name : names) {
            if (!name.matches("[A-Za-z0-9_-]+")) {
                throw new IllegalArgumentException(
                        "The architecture \"" + name + "\" may have letters, digits, hyphen and underscore only.");
            }
        }
        if (names.isEmpty() != (choice == Choice.ALL)) {
            throw new IllegalArgumentException("Architectures are either all of them, or at least one that is named.");
        }
    }

    /**
     * Only these.
     *
     * @param names the names
     * @return the choice
     */
    public static Architectures including(List<String> names) {
        return new Architectures(Choice.INCLUDE, names);
    }

    /**
     * All but these.
     *
     * @param names the names
     * @return the choice
     */
    public static Architectures excluding(List<String> names) {
        return new Architectures(Choice.EXCLUDE, names);
    }

    /** The filters of ftpsync for it, in its order. */
    List<RsyncFilter> filters() {
        List<RsyncFilter> filters = new ArrayList<>();
        if (choice == Choice.EXCLUDE) {
            names.forEach(name -> add(filters, Rule.EXCLUDE, name));
            add(filters, Rule.INCLUDE, "*");
            add(filters, Rule.INCLUDE, SOURCE);
        } else if (choice == Choice.INCLUDE) {
            names.forEach(name -> add(filters, Rule.INCLUDE, name));
            if (names.stream().anyMatch(name -> !name.equals(SOURCE))) {
                add(filters, Rule.INCLUDE, "all");
            }
            add(filters, Rule.EXCLUDE, "*");
            add(filters, Rule.EXCLUDE, SOURCE);
        }
        return filters;
    }

    private static void add(List<RsyncFilter> filters, Rule rule, String name) {
        List<String> patterns = name.equals(SOURCE)
                ? List.of("/dists/**/source/", "/pool/**/*.tar.*", "/pool/**/*.diff.*", "/pool/**/*.dsc")
                : List.of(
                        "/dists/**/binary-" + name + "/",
                        "/dists/**/installer-" + name + "/",
                        "/dists/**/Contents-" + name + ".gz",
                        "/dists/**/Contents-udeb-" + name + ".gz",
                        "/dists/**/Contents-" + name + ".diff/",
                        "/indices/**/arch-" + name + ".files",
                        "/indices/**/arch-" + name + ".list.gz",
                        "/pool/**/*_" + name + ".deb",
                        "/pool/**/*_" + name + ".udeb",
                        "/pool/**/*_" + name + ".changes");
        patterns.forEach(pattern -> filters.add(new RsyncFilter(rule, pattern)));
    }

    /**
     * What a trace says of it in {@code Architectures-Configuration}.
     *
     * @return for example {@code INCLUDE amd64 source}
     */
    @Override
    public String toString() {
        // ftpsync leaves a blank at the end of its list
        return choice == Choice.ALL ? "ALL" : choice + " " + String.join(" ", new TreeSet<>(names)) + " ";
    }
}
