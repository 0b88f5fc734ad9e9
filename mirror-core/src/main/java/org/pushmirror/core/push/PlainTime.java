package org.pushmirror.core.push;

import java.time.Duration;
import java.util.Locale;

/** Times in words. */
final class PlainTime {

    private PlainTime() {}

    /** For example {@code 1 h 30 min} or {@code 2.500 s}. */
    static String of(Duration time) {
        StringBuilder words = new StringBuilder();
        append(words, time.toHours(), "h");
        append(words, time.toMinutesPart(), "min");
        if (words.length() == 0 || time.toSecondsPart() > 0 || time.toMillisPart() > 0) {
            words.append(time.toSecondsPart());
            if (time.toMillisPart() > 0) {
                words.append(String.format(Locale.ROOT, ".%03d", time.toMillisPart()));
            }
            words.append(" s");
        }
        return words.toString().stripTrailing();
    }

    private static void append(StringBuilder words, long count, String unit) {
        if (count > 0) {
            words.append(count).append(' ').append(unit).append(' ');
        }
    }
}
