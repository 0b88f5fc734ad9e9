package org.pushmirror.core.trace;

import java.time.Duration;
import java.util.Optional;

/**
 * A port: asks a mirror what its trace says now. mirror-rsync has one that asks over rsync; a test can stand one in.
 * Implementations must be safe for use by several threads at once.
 */
@FunctionalInterface
public interface TraceSource {

    /**
     * Reads the trace of a mirror.
     *
     * @param site which mirror
     * @param within how long it may take in all
     * @return the trace; empty if the mirror answers and has no trace of that name
     * @throws TraceException if the mirror cannot be looked at; its message is one sentence for the operator
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    Optional<TraceFile> trace(MirrorSite site, Duration within) throws InterruptedException;

    /**
     * Reads what a mirror shows, with one connection where the source can do that. Unless overridden it is the trace
     * alone.
     *
     * @param site which mirror
     * @param within how long it may take in all
     * @return the state
     * @throws TraceException if the mirror cannot be looked at; its message is one sentence for the operator
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    default MirrorState state(MirrorSite site, Duration within) throws InterruptedException {
        return MirrorState.of(trace(site, within).orElse(null));
    }
}
