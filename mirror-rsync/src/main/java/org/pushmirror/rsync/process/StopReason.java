package org.pushmirror.rsync.process;

/** Why a process ended. Recorded once for a run; the first reason stays. */
public enum StopReason {
    /** It ended by itself; the exit code says how. */
    EXITED,
    /** We stopped it because someone asked for that. */
    CANCELLED,
    /** We stopped it at its deadline. */
    TIMED_OUT,
    /** We stopped it because it printed and read nothing for too long. */
    STALLED,
    /** We stopped it because the consumer of its output threw. */
    CONSUMER_FAILED
}
