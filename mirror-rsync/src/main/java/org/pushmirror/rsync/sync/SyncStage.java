package org.pushmirror.rsync.sync;

/** The two stages of a sync. */
public enum SyncStage {
    /** Data only: no index files, nothing deleted. */
    STAGE1,
    /** Everything: index files, then deletions. */
    STAGE2;

    /**
     * The number of the stage.
     *
     * @return 1 or 2
     */
    public int number() {
        return ordinal() + 1;
    }

    @Override
    public String toString() {
        return "stage " + number();
    }
}
