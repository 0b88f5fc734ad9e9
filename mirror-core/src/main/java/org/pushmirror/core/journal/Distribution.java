package org.pushmirror.core.journal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long something took that was asked for a number of times, and did not always come. Immutable.
 *
 * @param times how long it took when it came, the shortest first
 * @param asked how often it was asked for, at least as often as it came
 */
public record Distribution(List<Duration> times, int asked) {

    /**
     * Copies and sorts the times.
     *
     * @param times how long it took when it came
     * @param asked how often it was asked for, at least as often as it came
     */
    public Distribution {
        times = times.stream().sorted().toList();
    }

    /**
     * A distribution.
     *
     * @param times how long it took when it came, in any order
     * @param asked how often it was asked for, at least as often as it came
     * @return the distribution
     */
    public static Distribution of(List<Duration> times, int asked) {
        return new Distribution(times, asked);
    }

    /**
     * The time in which a share of those that came had come.
     *
     * @param share 0 to 1, for example 0.5 for the median
     * @return the time; empty if it never came
     */
    public Optional<Duration> quantile(double share) {
        if (times.isEmpty()) {
            return Optional.empty();
        }
        int index = (int) Math.ceil(share * times.size()) - 1;
        return Optional.of(times.get(Math.min(Math.max(index, 0), times.size() - 1)));
    }

    /**
     * The longest time.
     *
     * @return the time; empty if it never came
     */
    public Optional<Duration> longest() {
        return quantile(1);
    }

    /**
     * How often it came in time, of all the times that it was asked for.
     *
     * @param limit how long it may take
     * @return a share, 0 to 1; 0 if it was never asked for
     */
    public double shareWithin(Duration limit) {
        long within = within(limit);
        return asked == 0 ? 0 : (double) within / asked;
    }

    /**
     * How often it came in time.
     *
     * @param limit how long it may take
     * @return the count
     */
    public long within(Duration limit) {
        return times.stream().filter(time -> time.compareTo(limit) <= 0).count();
    }
}
