package org.pushmirror.rsync;

/** Why a run of rsync ended. Ask this before the exit code: a run that we stopped has some exit code, too. */
public enum RsyncReason {
    /** It ended by itself. */
    EXITED,
    /** It was cancelled. */
    CANCELLED,
    /** It was stopped at its deadline. */
    TIMED_OUT,
    /** It was stopped because it printed and read nothing for longer than was allowed. */
    STALLED,
    /** It was stopped because a consumer of its output threw. */
    CONSUMER_FAILED
}
