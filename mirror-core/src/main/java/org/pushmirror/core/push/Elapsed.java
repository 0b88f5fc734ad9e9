package org.pushmirror.core.push;

import java.time.Duration;
import java.util.Locale;

/** How people write how long something took. */
public final class Elapsed {

    private static final long MINUTE = 60;
    private static final long HOUR = 3600;

    private Elapsed() {}

    /**
     * A time in two units at most, rounded.
     *
     * @param time the time; negative counts as nothing
     * @return for example {@code 42 ms}, {@code 0.42 s}, {@code 17 s}, {@code 2 min 05 s} or {@code 3 h 10 min}
     */
    public static String words(Duration time) {
        double seconds = time.isNegative() ? 0 : time.toNanos() / 1e9;
        if (seconds < 0.0995) {
            return String.format(Locale.ROOT, "%.0f ms", seconds * 1000);
        }
        if (seconds < 9.95) {
            return String.format(Locale.ROOT, seconds < 0.995 ? "%.2f s" : "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < MINUTE) {
            return whole + " s";
        }
        if (whole < HOUR) {
            return two(whole / 60, "min", whole % 60, "s");
        }
        long minutes = whole / 60;
        return two(minutes / 60, "h", minutes % 60, "min");
    }

    private static String two(long large, String unit, long small, String smallUnit) {
        return large + " " + unit + (small == 0 ? "" : String.format(Locale.ROOT, " %02d %s", small, smallUnit));
    }
}
