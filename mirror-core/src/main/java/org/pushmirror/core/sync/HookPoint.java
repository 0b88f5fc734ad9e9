package org.pushmirror.core.sync;

/** The moments of a sync at which a hook may run: those of ftpsync.conf(5), in its order. */
public enum HookPoint {
    /** {@code HOOK1}: the lock is held, nothing has been pulled. */
    LOCKED,
    /** {@code HOOK2}: stage 1 is done; also when this run has no stage 1. */
    STAGE1_DONE,
    /** {@code HOOK3}: stage 2 is done; also when this run has no stage 2. */
    STAGE2_DONE,
    /** {@code HOOK4}: all is done and the trace is written; downstreams come next. */
    SYNCED,
    /** {@code HOOK5}: downstreams have been triggered; only on a hub. */
    PUSHED;

    /**
     * The number in the name of its setting.
     *
     * @return 1 to 5
     */
    public int number() {
        return ordinal() + 1;
    }
}
