package org.pushmirror.rsync.probe;

import java.util.List;

/**
 * What a mirror has of the files that it should have. Immutable.
 *
 * @param missing the names that it does not have as regular files, in order
 * @param different the files whose size is another, in the order of rsync
 */
public record FileComparison(List<String> missing, List<Difference> different) {

    /**
     * A file of another size.
     *
     * @param name its name
     * @param expected the size that it should have, in bytes
     * @param actual the size that it has, in bytes
     */
    public record Difference(String name, long expected, long actual) {}

    /**
     * Copies the lists.
     *
     * @param missing the missing names
     * @param different the files of another size
     */
    public FileComparison {
        missing = List.copyOf(missing);
        different = List.copyOf(different);
    }

    /**
     * Whether everything is there.
     *
     * @return true if nothing is missing or different
     */
    public boolean isComplete() {
        return missing.isEmpty() && different.isEmpty();
    }
}
