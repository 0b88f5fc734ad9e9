package org.pushmirror.core.push;

import java.util.Locale;

/** How a target of a push ended. Facts decide, in this order: a witness, the remote exit status, the ssh layer. */
public enum Outcome {
    /** A witness says that the mirror has our state. */
    COMPLETE,
    /** The command ended with 0, and no witness was asked for or waited for. */
    TRIGGERED,
    /** Stage 1 is done, and stage 2 belongs to a later run. */
    STAGE1_DONE,
    /** The lock was held: the downstream recorded the request. */
    QUEUED,
    /** The command ended with 0, and at the receipt deadline the witness still showed the old state. */
    STALLED,
    /** Stage 1 is proven, stage 2 is not, and nothing is under way. */
    STAGE2_LOST,
    /** The exit status or signal of the command says so. */
    FAILED,
    /** The connection was lost after the command had been sent. */
    UNKNOWN,
    /** The name, the connection or the banner failed. */
    UNREACHABLE,
    /** The host key is unknown, changed or revoked. */
    HOST_KEY_REJECTED,
    /** The host did not take our key. */
    AUTHENTICATION_REFUSED,
    /** A deadline passed; the reason has the phase. */
    TIMED_OUT,
    /** A canary, the barrier or a hold said no. */
    SKIPPED,
    /** The run was cancelled first. */
    CANCELLED;

    /**
     * The word in reports.
     *
     * @return for example {@code host-key-rejected}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The outcome with this word.
     *
     * @param word a word of a report
     * @return the outcome
     * @throws IllegalArgumentException if there is none
     */
    public static Outcome of(String word) {
        for (Outcome outcome : values()) {
            if (outcome.word().equals(word)) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("There is no outcome \"" + word + "\".");
    }

    /**
     * Whether an operator may leave it at that.
     *
     * @return true for {@link #COMPLETE}, {@link #TRIGGERED} and {@link #STAGE1_DONE}
     */
    public boolean endedWell() {
        return this == COMPLETE || this == TRIGGERED || this == STAGE1_DONE;
    }
}
