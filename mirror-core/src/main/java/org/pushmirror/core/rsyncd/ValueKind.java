package org.pushmirror.core.rsyncd;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.pushmirror.core.rsyncd.RsyncdParameter.Type;
import org.pushmirror.core.text.EscapedUtf8;

/** A type of value: how rsync reads its text, and how to write it so that rsync reads it back. */
record ValueKind<T>(Type type, Function<String, Optional<T>> reader, Function<T, String> writer) {

    static final ValueKind<String> STRING = new ValueKind<>(Type.STRING, Optional::of, ValueKind::checked);

    static final ValueKind<String> PATH =
            new ValueKind<>(Type.PATH, text -> Optional.of(cutSlashes(text)), path -> checked(cutSlashes(path)));

    static final ValueKind<Integer> INTEGER =
            new ValueKind<>(Type.INTEGER, text -> Optional.of(atoi(text)), value -> Integer.toString(value));

    static final ValueKind<Duration> SECONDS =
            new ValueKind<>(Type.INTEGER, text -> Optional.of(Duration.ofSeconds(atoi(text))), ValueKind::writeSeconds);

    static final ValueKind<Boolean> BOOLEAN =
            new ValueKind<>(Type.BOOLEAN, ValueKind::readBoolean, value -> value ? "yes" : "no");

    static final ValueKind<TriState> TRI_STATE = new ValueKind<>(
            Type.BOOLEAN_OR_UNSET,
            ValueKind::readTriState,
            value -> value.name().toLowerCase(Locale.ROOT));

    static final ValueKind<String> FACILITY =
            new ValueKind<>(Type.ENUM, ValueKind::readFacility, ValueKind::writeFacility);

    private static final Set<String> TRUE = Set.of("yes", "true", "1");
    private static final Set<String> FALSE = Set.of("no", "false", "0");
    private static final Set<String> UNSET = Set.of("unset", "-1");
    private static final Set<String> FACILITIES = Set.of(
            "auth",
            "authpriv",
            "cron",
            "daemon",
            "ftp",
            "kern",
            "lpr",
            "mail",
            "news",
            "security",
            "syslog",
            "user",
            "uucp",
            "local0",
            "local1",
            "local2",
            "local3",
            "local4",
            "local5",
            "local6",
            "local7");

    /** What an environment variable could be called, between two percent signs. */
    private static final Pattern VARIABLE = Pattern.compile("%[A-Z][^%=]*%");

    private static final Pattern PLAIN_INTEGER = Pattern.compile("[+-]?[0-9]{1,10}");

    Optional<T> read(String text) {
        return reader.apply(text);
    }

    /** Throws IllegalArgumentException whose message goes on after "The value of … ". */
    String write(T value) {
        return writer.apply(value);
    }

    /** A path after variables are put in, which rsync does after it has cut the slashes. */
    @SuppressWarnings("unchecked")
    T expanded(T path, VariableExpansion expansion) {
        // The values of this kind are text.
        return type == Type.PATH ? (T) expansion.expand((String) path).orElse((String) path) : path;
    }

    /** What a value must be, as the end of a sentence. */
    String allowed() {
        return switch (type) {
            case BOOLEAN -> "yes, no, true, false, 1 or 0";
            case BOOLEAN_OR_UNSET -> "yes, no, true, false, 1, 0 or unset";
            case INTEGER -> "a whole number";
            case ENUM -> "a syslog facility such as daemon or local0, or a positive number";
            default -> "text";
        };
    }

    /** Whether rsync reads these digits as what they say. */
    static boolean isPlainInteger(String text) {
        String digits = text.strip();
        if (!PLAIN_INTEGER.matcher(digits).matches()) {
            return false;
        }
        long number = Long.parseLong(digits);
        return number == (int) number;
    }

    /** Whether rsync would put the value of an environment variable here if there is one of the name. */
    static boolean hasVariable(String text) {
        return text.indexOf('%') >= 0 && VARIABLE.matcher(text).find();
    }

    private static String checked(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\n' || c == '\r' || c == 0) {
                throw new IllegalArgumentException(
                        "has a line feed, a carriage return or a NUL, which rsync cannot read back.");
            }
        }
        if (!value.isEmpty()
                && (RsyncdGrammar.isSpace(value.charAt(0))
                        || RsyncdGrammar.isSpace(value.charAt(value.length() - 1)))) {
            throw new IllegalArgumentException("begins or ends with a blank, which rsync drops.");
        }
        if (value.endsWith("\\")) {
            throw new IllegalArgumentException("ends in a backslash, which would join the next line to it.");
        }
        if (hasVariable(value)) {
            throw new IllegalArgumentException("has a %NAME% that rsync replaces by an environment variable.");
        }
        EscapedUtf8.encode(value);
        return value;
    }

    private static String cutSlashes(String path) {
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    /** As the atoi of C libraries with a long of 64 bits: saturates there, then keeps the lower 32 bits. */
    static int atoi(String text) {
        int at = 0;
        while (at < text.length() && RsyncdGrammar.isSpace(text.charAt(at))) {
            at++;
        }
        boolean negative = text.startsWith("-", at);
        if (negative || text.startsWith("+", at)) {
            at++;
        }
        long value = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            int digit = text.charAt(at++) - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                return (int) (negative ? Long.MIN_VALUE : Long.MAX_VALUE);
            }
            value = value * 10 + digit;
        }
        return (int) (negative ? -value : value);
    }

    private static String writeSeconds(Duration duration) {
        if (duration.isNegative() || duration.getNano() != 0 || duration.getSeconds() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("is not a whole number of seconds from 0 to " + Integer.MAX_VALUE + ".");
        }
        return Long.toString(duration.getSeconds());
    }

    private static Optional<Boolean> readBoolean(String text) {
        String word = FoldedName.of(text);
        if (TRUE.contains(word)) {
            return Optional.of(true);
        }
        return FALSE.contains(word) ? Optional.of(false) : Optional.empty();
    }

    private static Optional<TriState> readTriState(String text) {
        if (UNSET.contains(FoldedName.of(text))) {
            return Optional.of(TriState.UNSET);
        }
        return readBoolean(text).map(yes -> yes ? TriState.YES : TriState.NO);
    }

    private static Optional<String> readFacility(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (FACILITIES.contains(word)) {
            return Optional.of(word);
        }
        int number = atoi(text);
        return number > 0 ? Optional.of(Integer.toString(number)) : Optional.empty();
    }

    private static String writeFacility(String facility) {
        return readFacility(facility)
                .filter(read -> read.equalsIgnoreCase(facility))
                .orElseThrow(() -> new IllegalArgumentException(
                        "is no syslog facility such as daemon or local0, and no positive number."));
    }
}
