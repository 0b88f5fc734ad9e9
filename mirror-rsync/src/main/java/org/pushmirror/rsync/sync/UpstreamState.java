package org.pushmirror.rsync.sync;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What tells one state of an archive from another: its master trace and its indices, with size and time, and the in-progress
 * marks of others. Immutable.
 *
 * @param files size and time of each file, by its path
 * @param marks the names in the marks
 * @param role whether it is the archive itself
 */
record UpstreamState(Map<String, String> files, List<String> marks, Role role) {

    /** What an upstream is. */
    enum Role {
        /** The archive itself, or nothing that says otherwise. */
        ARCHIVE,
        /** A mirror of it: it has the list of those that it comes from. */
        MIRROR
    }

    static final String MASTER = "project/trace/master";

    /** What ftpsync leaves in every mirror. */
    static final String HIERARCHY = "project/trace/_hierarchy";

    UpstreamState {
        files = new TreeMap<>(files);
        marks = List.copyOf(marks);
    }

    /** Whether the archive has a release file, which names all its other indices. */
    boolean hasRelease() {
        return files.keySet().stream().anyMatch(UpstreamState::isRelease);
    }

    /** Whether a file is one that names the other indices of its suite. */
    static boolean isRelease(String name) {
        return name.matches("dists/(.*/)?(In)?Release");
    }

    /** The master trace alone. */
    String master() {
        return files.getOrDefault(MASTER, "");
    }

    /** The state as one line of text. */
    String print() {
        return files.isEmpty() ? "" : files.toString();
    }

    /** The files that are there in one of two states and not, or not the same, in the other. */
    List<String> difference(UpstreamState other) {
        TreeMap<String, String> all = new TreeMap<>(files);
        all.putAll(other.files);
        return all.keySet().stream()
                .filter(name -> !files.getOrDefault(name, "").equals(other.files.getOrDefault(name, "")))
                .toList();
    }
}
