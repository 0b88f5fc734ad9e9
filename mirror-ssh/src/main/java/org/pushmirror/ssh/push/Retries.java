package org.pushmirror.ssh.push;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.ssh.TriggerException;

/**
 * How often a connection is tried, until a command has been sent; after that nothing is sent again. Each pause is twice
 * the one before, and drawn between half and all of it, so that targets do not come back together. Immutable.
 *
 * @param attempts how often in all, at least 1
 * @param pause the first pause
 * @param busyPause the first pause after a host said that it has too many connections
 */
public record Retries(int attempts, Duration pause, Duration busyPause) {

    /** Reasons that another attempt does not mend. */
    private static final Set<String> LASTING = Set.of("not-ssh", "no-common-algorithm", "protocol-error");

    private static final Duration LONGEST = Duration.ofMinutes(5);

    /**
     * Checks the values.
     *
     * @param attempts how often in all, at least 1
     * @param pause the first pause
     * @param busyPause the first pause after a host said that it has too many connections
     * @throws IllegalArgumentException if the count is below 1 or a pause is negative
     */
    public Retries {
        if (attempts < 1) {
            throw new IllegalArgumentException("The number of attempts " + attempts + " is below 1.");
        }
        if (pause.isNegative() || busyPause.isNegative()) {
            throw new IllegalArgumentException("A pause between attempts cannot be negative.");
        }
    }

    /**
     * Three attempts, the second about two seconds after the first, or fifteen after a busy host.
     *
     * @return the default
     */
    public static Retries standard() {
        return new Retries(3, Duration.ofSeconds(2), Duration.ofSeconds(15));
    }

    /**
     * One attempt.
     *
     * @return no retries
     */
    public static Retries none() {
        return new Retries(1, Duration.ZERO, Duration.ZERO);
    }

    /** Whether another attempt makes sense after so many. */
    boolean allow(TriggerException failure, int attemptsSoFar) {
        return attemptsSoFar < attempts
                && failure.outcome() == Outcome.UNREACHABLE
                && !LASTING.contains(failure.reason().code());
    }

    /** How long to wait after so many attempts. */
    Duration pauseAfter(TriggerException failure, int attemptsSoFar) {
        Duration first = failure.reason().code().equals("busy") ? busyPause : pause;
        return jittered(longestPauseAfter(first, attemptsSoFar));
    }

    /** How long to wait before a command whose connection was lost is sent again. */
    Duration pauseAfter(int attemptsSoFar) {
        return jittered(longestPauseAfter(pause, attemptsSoFar));
    }

    /** The longest that all pauses of one trigger can take. */
    Duration longest() {
        Duration first = pause.compareTo(busyPause) > 0 ? pause : busyPause;
        Duration sum = Duration.ZERO;
        for (int attempt = 1; attempt < attempts; attempt++) {
            sum = sum.plus(longestPauseAfter(first, attempt));
        }
        return sum;
    }

    static Duration longestPauseAfter(Duration first, int attemptsSoFar) {
        Duration doubled = first.multipliedBy(1L << Math.min(attemptsSoFar - 1, 20));
        return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }

    static Duration jittered(Duration longest) {
        return Duration.ofNanos(
                (long) (longest.toNanos() * (0.5 + ThreadLocalRandom.current().nextDouble() / 2)));
    }
}
