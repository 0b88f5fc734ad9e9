package org.pushmirror.rsync;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How the value of an option is written on a command line. Immutable.
 *
 * @param word its name in the table
 * @param text writes a value
 * @param grammar what rsync itself takes at all; whether a value makes sense is for rsync to say
 */
record OptionKind<T>(String word, Function<T, String> text, Pattern grammar) {

    private static final Pattern ANYTHING = Pattern.compile("[^\\x00]*", Pattern.DOTALL);
    private static final Pattern NUMBER_TEXT = Pattern.compile("\\s*[+-]?(0[xX][0-9a-fA-F]{1,8}|\\d{1,11})");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm", Locale.ROOT);

    static final OptionKind<Void> FLAG = new OptionKind<>("flag", none -> "", ANYTHING);
    static final OptionKind<String> TEXT = new OptionKind<>("text", Function.identity(), ANYTHING);
    static final OptionKind<Integer> NUMBER = new OptionKind<>("int", number -> Integer.toString(number), NUMBER_TEXT);
    static final OptionKind<Path> PATH = new OptionKind<>("path", Path::toString, ANYTHING);
    static final OptionKind<Duration> SECONDS =
            new OptionKind<>("seconds", limit -> Long.toString(ceiling(limit, Duration.ofSeconds(1))), NUMBER_TEXT);
    static final OptionKind<Duration> MINUTES =
            new OptionKind<>("minutes", limit -> Long.toString(ceiling(limit, Duration.ofMinutes(1))), ANYTHING);
    static final OptionKind<LocalDateTime> TIME = new OptionKind<>("time", MINUTE::format, ANYTHING);

    private static long ceiling(Duration limit, Duration unit) {
        return limit.plus(unit).minusNanos(1).dividedBy(unit);
    }

    boolean takesValue() {
        return !word.equals(FLAG.word);
    }
}
