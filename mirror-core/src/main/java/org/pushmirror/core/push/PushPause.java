package org.pushmirror.core.push;

import java.time.Duration;

/**
 * A pause between two targets of a push, as a DELAY line asks for it: the targets after it are not started before it is
 * over. Immutable.
 *
 * @param duration how long, or how long at most
 * @param until what ends it
 */
public record PushPause(Duration duration, Until until) implements PushStep, PushOrder.Entry {

    /** What ends a pause. */
    public enum Until {
        /** Its time. */
        ELAPSED,
        /** Its time, or the end of stage 1 on every staged target started before it, whichever comes first. */
        STAGE1_DONE
    }

    /**
     * Checks the duration.
     *
     * @param duration how long, or how long at most
     * @param until what ends it
     * @throws IllegalArgumentException if the duration is negative
     */
    public PushPause {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("A pause of " + duration + " is negative.");
        }
    }

    @Override
    public String text() {
        return until == Until.ELAPSED
                ? "wait " + PlainTime.of(duration)
                : "wait until stage 1 is done on every staged target so far, at most " + PlainTime.of(duration);
    }
}
