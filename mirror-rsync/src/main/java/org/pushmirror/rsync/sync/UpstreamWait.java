package org.pushmirror.rsync.sync;

import java.time.Duration;

/**
 * What to do when upstream is being changed: wait, and ask again. Immutable.
 *
 * @param pause how long to wait each time
 * @param retries how often to ask again, at most
 */
public record UpstreamWait(Duration pause, int retries) {

    /** What ftpsync does: three times twenty minutes. */
    public static final UpstreamWait DEFAULT = new UpstreamWait(Duration.ofMinutes(20), 3);

    /**
     * Checks the values.
     *
     * @param pause how long to wait each time
     * @param retries how often to ask again, at most
     * @throws IllegalArgumentException if one of them is negative
     */
    public UpstreamWait {
        if (pause.isNegative() || retries < 0) {
            throw new IllegalArgumentException(
                    "Waiting for upstream takes a pause and a number that are not negative.");
        }
    }
}
