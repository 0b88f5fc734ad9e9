package org.pushmirror.core.sync;

/** How a sync ended, in one word. */
public enum SyncEnding {
    /** All that was asked for is done. */
    DONE("done"),
    /** Another process syncs the tree; the request has been recorded. */
    QUEUED("queued"),
    /** Stage 1 failed. */
    STAGE1_FAILED("stage1-failed"),
    /** Stage 2 failed. */
    STAGE2_FAILED("stage2-failed"),
    /** Upstream was being changed all the time. */
    UPSTREAM_BUSY("upstream-busy"),
    /** A guard refused to take what upstream has. */
    REFUSED("refused"),
    /** A hook failed. */
    HOOK_FAILED("hook-failed");

    private final String word;

    SyncEnding(String word) {
        this.word = word;
    }

    /**
     * The word in reports.
     *
     * @return for example {@code stage1-failed}
     */
    public String word() {
        return word;
    }

    /**
     * The ending with this word.
     *
     * @param word a word of a report
     * @return the ending
     * @throws IllegalArgumentException if there is none
     */
    public static SyncEnding of(String word) {
        for (SyncEnding ending : values()) {
            if (ending.word.equals(word)) {
                return ending;
            }
        }
        throw new IllegalArgumentException("There is no ending \"" + word + "\" of a sync.");
    }
}
