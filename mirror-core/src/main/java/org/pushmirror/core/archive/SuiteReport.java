package org.pushmirror.core.archive;

import java.util.List;

/**
 * Whether the indices of one suite fit together. Immutable.
 *
 * @param suite the folder of the suite, from {@code dists}, for example {@code stable}
 * @param checked how many indices were there and looked at
 * @param absent indices of which no form is there, compressed or not, as on mirrors that leave architectures out
 * @param problems what does not fit
 */
public record SuiteReport(String suite, int checked, List<String> absent, List<Problem> problems) {

    /** How closely to look. */
    public enum Depth {
        /** Sizes only, which reads no index. */
        SIZES,
        /** Sizes and SHA-256 sums, which reads every index. */
        CONTENT
    }

    /** What does not fit. */
    public enum Kind {
        /** The index has another size. */
        SIZE,
        /** The index has another SHA-256 sum. */
        SUM,
        /** {@code InRelease} and {@code Release} name different indices. */
        RELEASE,
        /** The path leads out of the suite, and was not opened. */
        PATH
    }

    /**
     * An index that does not fit.
     *
     * @param path where it is, from the folder of the suite
     * @param kind what does not fit
     * @param message one sentence
     */
    public record Problem(String path, Kind kind, String message) {}

    /**
     * Copies the lists.
     *
     * @param suite the folder of the suite, from {@code dists}
     * @param checked how many indices were there and looked at
     * @param absent indices of which no form is there
     * @param problems what does not fit
     */
    public SuiteReport {
        absent = List.copyOf(absent);
        problems = List.copyOf(problems);
    }

    /**
     * Whether a client sees one state of the suite.
     *
     * @return true if there is no problem
     */
    public boolean isConsistent() {
        return problems.isEmpty();
    }
}
