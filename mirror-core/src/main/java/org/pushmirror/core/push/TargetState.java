package org.pushmirror.core.push;

import java.util.Locale;

/** Where a target is during a push. */
public enum TargetState {
    /** Nothing has happened yet. */
    PLANNED,
    /** A connection is being made. */
    CONNECTING,
    /** The one trigger of a target that is not staged is running. */
    RUNNING,
    /** Stage 1 is running. */
    STAGE1_RUNNING,
    /** Stage 1 met a held lock and will be sent again. */
    STAGE1_QUEUED,
    /** Stage 1 is done; the target waits for the others. */
    WAITING,
    /** Stage 2 is running. */
    STAGE2_RUNNING,
    /** A repair with both stages is running. */
    REPAIRING,
    /** Every trigger has ended well; the witness is asked. */
    TRIGGERED,
    /** The target has its outcome. */
    ENDED;

    /**
     * The word in logs and on screens.
     *
     * @return for example {@code stage1-running}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
