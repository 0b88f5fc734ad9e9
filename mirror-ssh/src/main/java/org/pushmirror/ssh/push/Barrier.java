package org.pushmirror.ssh.push;

/**
 * Who may pass from stage 1 to stage 2, and when: the barrier opens for all at once, when every staged target has an
 * answer or its time is up. Whoever failed stage 1 never gets stage 2. Immutable.
 */
public final class Barrier {

    /** What a barrier decides. */
    enum Verdict {
        WAIT,
        OPEN,
        REFUSE
    }

    private enum Policy {
        WITHOUT_FAILED,
        ALL_OR_NONE
    }

    private final Policy policy;

    private Barrier(Policy policy) {
        this.policy = policy;
    }

    /**
     * Whoever has stage 1 goes on; whoever failed, or is not done when the time is up, is left out. The default.
     *
     * @return the policy
     */
    public static Barrier withoutFailed() {
        return new Barrier(Policy.WITHOUT_FAILED);
    }

    /**
     * All go on, or none: one target that fails stage 1, or is not done when the time is up, keeps every other back.
     *
     * @return the policy
     */
    public static Barrier allOrNone() {
        return new Barrier(Policy.ALL_OR_NONE);
    }

    /**
     * Decides from the counts.
     *
     * @param failed how many have failed or were left out
     * @param pending how many have no answer yet
     * @param timeIsUp whether the waiting has lasted long enough
     */
    Verdict decide(int failed, int pending, boolean timeIsUp) {
        if (policy == Policy.ALL_OR_NONE && (failed > 0 || pending > 0 && timeIsUp)) {
            return Verdict.REFUSE;
        }
        return pending > 0 && !timeIsUp ? Verdict.WAIT : Verdict.OPEN;
    }

    /** The word on command lines. */
    @Override
    public String toString() {
        return policy == Policy.ALL_OR_NONE ? "all-or-none" : "without-failed";
    }
}
