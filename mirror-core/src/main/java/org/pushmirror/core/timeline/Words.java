package org.pushmirror.core.timeline;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.pushmirror.core.push.Elapsed;
import org.pushmirror.core.push.Outcome;

/** Numbers, times and outcomes as people write them. */
final class Words {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);
    private static final double MINUTE = 60;

    private Words() {}

    /** For example {@code 0.42 s}, {@code 17 s}, {@code 2 min 05 s}, {@code 3 h 10 min}. */
    static String duration(double seconds) {
        return Elapsed.words(Duration.ofNanos((long) (seconds * 1e9)));
    }

    /** A time on the axis: without decimals that say nothing. */
    static String tick(double seconds) {
        return seconds < MINUTE
                ? String.format(Locale.ROOT, "%s s", seconds == Math.rint(seconds) ? (Object) (long) seconds : seconds)
                : duration(seconds);
    }

    static String time(Instant time) {
        return TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** The kind of colour that an outcome has. */
    static String tone(Outcome outcome) {
        return switch (outcome) {
            case COMPLETE -> "good";
            case TRIGGERED, STAGE1_DONE -> "plain";
            case QUEUED, STALLED, TIMED_OUT, UNKNOWN -> "warn";
            case STAGE2_LOST, FAILED, UNREACHABLE, HOST_KEY_REJECTED, AUTHENTICATION_REFUSED -> "bad";
            case SKIPPED, CANCELLED -> "mute";
        };
    }

    /** A sign for those who do not see the colour. */
    static String sign(Outcome outcome) {
        return switch (tone(outcome)) {
            case "good" -> "✓";
            case "plain" -> "●";
            case "warn" -> "!";
            case "bad" -> "✕";
            default -> "–";
        };
    }
}
