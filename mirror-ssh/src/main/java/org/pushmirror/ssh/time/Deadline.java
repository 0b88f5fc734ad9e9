package org.pushmirror.ssh.time;

import java.time.Duration;

/** A moment by which something must be over, on the monotonic clock. Immutable. */
public final class Deadline {

    /** Longer waits are cut to this, so that the arithmetic cannot overflow. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    private final long endNanos;

    private Deadline(long endNanos) {
        this.endNanos = endNanos;
    }

    /**
     * A deadline from now on.
     *
     * @param duration how long from now; what is negative has passed already
     * @return the deadline
     */
    public static Deadline in(Duration duration) {
        Duration bounded = duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
        return new Deadline(System.nanoTime() + (bounded.isNegative() ? 0 : bounded.toNanos()));
    }

    /**
     * The earlier of two deadlines.
     *
     * @param other another
     * @return this or the other
     */
    public Deadline or(Deadline other) {
        return other.endNanos - endNanos < 0 ? other : this;
    }

    /**
     * The time that is left.
     *
     * @return the time; zero if the deadline has passed
     */
    public Duration remaining() {
        return Duration.ofNanos(remainingNanos());
    }

    /**
     * The time that is left.
     *
     * @return nanoseconds; 0 if the deadline has passed
     */
    public long remainingNanos() {
        return Math.max(0, endNanos - System.nanoTime());
    }

    /**
     * The time that is left, for calls to which 0 means for ever.
     *
     * @return milliseconds, rounded up; at least 1
     */
    public int remainingMillis() {
        long millis = (remainingNanos() + 999_999) / 1_000_000;
        return (int) Math.max(1, Math.min(millis, Integer.MAX_VALUE));
    }

    /**
     * Whether it has passed.
     *
     * @return true if no time is left
     */
    public boolean hasPassed() {
        return remainingNanos() == 0;
    }
}
