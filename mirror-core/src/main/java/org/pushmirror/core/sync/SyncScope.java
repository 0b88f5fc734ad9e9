package org.pushmirror.core.sync;

/** How much of a sync a trigger asks for. */
public enum SyncScope {
    /** Both stages ({@code sync:all}, and what ftpsync does when no stage is named). */
    ALL("sync:all"),
    /** Data only: no index files, nothing deleted ({@code sync:stage1}). */
    STAGE1("sync:stage1"),
    /** Index files and deletions; ends with the real trace ({@code sync:stage2}). */
    STAGE2("sync:stage2");

    private final String word;

    SyncScope(String word) {
        this.word = word;
    }

    /**
     * The word on the wire.
     *
     * @return for example {@code sync:stage1}
     */
    public String word() {
        return word;
    }

    /**
     * Whether data (stage 1) is pulled.
     *
     * @return true for {@link #ALL} and {@link #STAGE1}
     */
    public boolean hasStage1() {
        return this != STAGE2;
    }

    /**
     * Whether indices (stage 2) are pulled.
     *
     * @return true for {@link #ALL} and {@link #STAGE2}
     */
    public boolean hasStage2() {
        return this != STAGE1;
    }

    /**
     * The least scope that does what both ask for.
     *
     * @param other another scope
     * @return this scope if both are the same, else {@link #ALL}
     */
    public SyncScope and(SyncScope other) {
        return this == other ? this : ALL;
    }
}
