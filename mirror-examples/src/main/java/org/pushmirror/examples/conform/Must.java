package org.pushmirror.examples.conform;

/** What a downstream of push mirroring must do, as the README of Debian's archvsync has it. */
public enum Must {
    /** Two stages, so that no index is ever ahead of its files. */
    TWO_STAGES("A sync has two stages; the first deletes nothing and leaves out the indices."),
    /** No push is lost. */
    PUSH_DURING_A_RUN("A push that arrives during a run is not ignored; the run is repeated."),
    /** The words of the trigger. */
    WORDS("It understands sync:stage1, sync:stage2 and sync:all."),
    /** The trace. */
    TRACE("It leaves a trace that is named after the mirror and tells its real host."),
    /** The key of the hub. */
    FORCED_COMMAND("The hub's key can start a sync and nothing else."),
    /** The upstream. */
    ONE_UPSTREAM("The name of its upstream resolves to one address.");

    private final String text;

    Must(String text) {
        this.text = text;
    }

    /**
     * The must in words.
     *
     * @return one sentence
     */
    public String text() {
        return text;
    }

    /**
     * Its number.
     *
     * @return 1 to 6
     */
    public int number() {
        return ordinal() + 1;
    }
}
