package org.pushmirror.core.rsyncd;

import java.util.List;

/**
 * The groups of a transfer: the value of {@code gid}. Immutable.
 *
 * @param names names or numbers of groups, the first of which is the main one; {@code *}, for all groups of the user, may come
 *     first
 */
public record GroupList(List<String> names) {

    /**
     * Checks and copies the names.
     *
     * @param names names or numbers of groups
     * @throws IllegalArgumentException if there is none, one cannot be written, or {@code *} is not the first
     */
    public GroupList {
        names = List.copyOf(names);
        if (names.isEmpty() || names.lastIndexOf("*") > 0) {
            throw new IllegalArgumentException("A list of groups has at least one, and \"*\" comes first.");
        }
        names.forEach(name -> ConfWords.require(name, "group"));
    }

    /**
     * Reads the value of the parameter.
     *
     * @param value the value
     * @return the groups
     * @throws IllegalArgumentException if it names none, or {@code *} is not the first
     */
    public static GroupList parse(String value) {
        return new GroupList(ConfWords.of(value));
    }

    /**
     * The value of the parameter.
     *
     * @return the names, with commas
     */
    @Override
    public String toString() {
        return ConfWords.join(names);
    }
}
