package org.pushmirror.examples.conform;

/** One thing that is looked at to judge a {@link Must}. */
public enum Check {
    /** Stage 1 brings the data. */
    STAGE1_DATA(Must.TWO_STAGES, "stage1-data", "Stage 1 brings new data."),
    /** Stage 1 leaves the indices alone. */
    STAGE1_NO_INDICES(Must.TWO_STAGES, "stage1-no-indices", "Stage 1 brings no index."),
    /** Stage 1 deletes nothing. */
    STAGE1_NO_DELETION(Must.TWO_STAGES, "stage1-no-deletion", "Stage 1 deletes nothing."),
    /** Stage 2 finishes. */
    STAGE2_COMPLETES(Must.TWO_STAGES, "stage2-completes", "Stage 2 brings the indices and deletes what is gone."),
    /** Clients never see an index without its files. */
    INDICES_BEHIND_DATA(Must.TWO_STAGES, "indices-behind-data", "While it runs, no index names a missing file."),
    /** Not even then. */
    UPSTREAM_CHANGES(
            Must.TWO_STAGES, "upstream-changes", "Nor does one when upstream publishes between stage 1 and stage 2."),
    /** A mark of upstream is respected. */
    UPSTREAM_IN_PROGRESS(
            Must.TWO_STAGES,
            "upstream-in-progress",
            "It takes no index while upstream says that its update is in progress."),
    /** A second push. */
    SECOND_PUSH(
            Must.PUSH_DURING_A_RUN,
            "second-push",
            "What changed after the run had looked at upstream comes with a second push during it."),
    /** A second stage. */
    STAGE2_DURING_STAGE1(
            Must.PUSH_DURING_A_RUN,
            "stage2-during-stage1",
            "A stage 2 that is asked for during a stage 1 is done after it."),
    /** Everything at once. */
    ALL_IS_BOTH(Must.WORDS, "all-is-both", "sync:all does both stages."),
    /** A staged push counts on it. */
    ENDS_WHEN_DONE(Must.WORDS, "ends-when-done", "It ends when its work is done, not before."),
    /** New words may come. */
    UNKNOWN_WORDS(Must.WORDS, "unknown-words", "Words that it does not know are ignored."),
    /** The name of the trace. */
    TRACE_NAME(Must.TRACE, "trace-name", "The trace is named after the mirror."),
    /** The host in it. */
    TRACE_HOST(Must.TRACE, "trace-host", "\"Running on host\" is the real host name."),
    /** Its serial. */
    TRACE_SERIAL(
            Must.TRACE,
            "trace-serial",
            "After a whole sync the trace has upstream's serial; after a stage 1 it is as it was."),
    /** Nothing is run. */
    NO_COMMANDS(Must.FORCED_COMMAND, "no-commands", "No command in its words is run."),
    /** No path is followed. */
    NO_PATHS(Must.FORCED_COMMAND, "no-paths", "No archive name leads to a configuration elsewhere."),
    /** The line of the key. */
    KEY_OPTIONS(Must.FORCED_COMMAND, "key-options", "Its key has a forced command and is restricted."),
    /** The address. */
    ONE_ADDRESS(Must.ONE_UPSTREAM, "one-address", "Its upstream has one address.");

    private final Must must;
    private final String id;
    private final String title;

    Check(Must must, String id, String title) {
        this.must = must;
        this.id = id;
        this.title = title;
    }

    /**
     * What it is looked at for.
     *
     * @return the must
     */
    public Must must() {
        return must;
    }

    /**
     * Its stable name.
     *
     * @return in kebab case
     */
    public String id() {
        return id;
    }

    /**
     * What should hold.
     *
     * @return one sentence
     */
    public String title() {
        return title;
    }
}
