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

    private static final int EVERYBODY = 100;

    private final int percent;

    private Barrier(int percent) {
        this.percent = percent;
    }

    /**
     * Whoever has stage 1 goes on; whoever failed, or is not done when the time is up, is left out. The default.
     *
     * @return the policy
     */
    public static Barrier withoutFailed() {
        return new Barrier(0);
    }

    /**
     * All go on, or none: one target that fails stage 1, or is not done when the time is up, keeps every other back.
     *
     * @return the policy
     */
    public static Barrier allOrNone() {
        return new Barrier(EVERYBODY);
    }

    /**
     * Whoever has stage 1 goes on if, when all have answered or the time is up, enough have it; else nobody does.
     *
     * @param percent how many of a hundred staged targets must have stage 1, 1 to 100
     * @return the policy
     * @throws IllegalArgumentException if the number is out of range
     */
    public static Barrier quorum(int percent) {
        if (percent < 1 || percent > EVERYBODY) {
            throw new IllegalArgumentException("The quorum " + percent + " is not between 1 and 100 percent.");
        }
        return new Barrier(percent);
    }

    /**
     * Decides from the counts.
     *
     * @param members how many stand at the barrier in all
     * @param failed how many have failed or were left out
     * @param pending how many have no answer yet
     * @param timeIsUp whether the waiting has lasted long enough
     */
    Verdict decide(int members, int failed, int pending, boolean timeIsUp) {
        int needed = (members * percent + EVERYBODY - 1) / EVERYBODY;
        int lost = timeIsUp ? failed + pending : failed;
        if (members - lost < needed) {
            return Verdict.REFUSE;
        }
        return pending > 0 && !timeIsUp ? Verdict.WAIT : Verdict.OPEN;
    }

    /** Who must have stage 1, in words. */
    String demand() {
        return percent == EVERYBODY ? "all or none may pass" : percent + " percent must have stage 1 for any to pass";
    }

    /** The word on command lines. */
    @Override
    public String toString() {
        return switch (percent) {
            case 0 -> "without-failed";
            case EVERYBODY -> "all-or-none";
            default -> "quorum=" + percent;
        };
    }
}
