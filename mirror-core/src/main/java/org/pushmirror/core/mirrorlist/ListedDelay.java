package org.pushmirror.core.mirrorlist;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pushmirror.core.push.PushPause;

/**
 * A pause between two mirrors: {@code DELAY [seconds [stage1]]}. Immutable.
 *
 * @param duration how long, or how long at most
 * @param until what ends it
 */
public record ListedDelay(Duration duration, Until until) implements MirrorListEntry {

    /** The pause of a line without a number. */
    public static final Duration DEFAULT = Duration.ofSeconds(600);

    /** The word that begins the line. */
    static final String WORD = "DELAY";

    /** The word that ends the pause early. */
    static final String STAGE1 = "stage1";

    private static final Pattern SLEEP = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{0,9})?|\\.[0-9]{1,9})([smhd]?)");

    /** What ends a pause. */
    public enum Until {
        /** Its time. */
        ELAPSED,
        /** Its time, or the end of stage 1 on all staged mirrors, whichever comes first. */
        STAGE1_DONE
    }

    /**
     * Checks the duration.
     *
     * @param duration how long, or how long at most
     * @param until what ends it
     * @throws IllegalArgumentException if the duration is negative
     */
    public ListedDelay {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("A DELAY of " + duration + " is negative.");
        }
    }

    /** What {@code sleep} of GNU coreutils takes a word for: a number, with a unit or without. */
    static Optional<Duration> duration(String word) {
        Matcher matcher = SLEEP.matcher(word);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int unit = switch (matcher.group(2)) {
            case "m" -> 60;
            case "h" -> 3600;
            case "d" -> 86400;
            default -> 1;
        };
        BigDecimal millis = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(1000L * unit));
        return Optional.of(
                Duration.ofMillis(millis.setScale(0, RoundingMode.DOWN).longValueExact()));
    }

    /**
     * The pause of a push.
     *
     * @return the pause
     */
    public PushPause pause() {
        return new PushPause(
                duration, until == Until.STAGE1_DONE ? PushPause.Until.STAGE1_DONE : PushPause.Until.ELAPSED);
    }

    @Override
    public String text() {
        String seconds =
                BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
        return WORD + " " + seconds + (until == Until.STAGE1_DONE ? " " + STAGE1 : "");
    }
}
