package org.pushmirror.core.shell;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.pushmirror.core.secrets.Password;

/**
 * A setting of ftpsync.conf or runmirrors.conf: its name, its type and its default. Immutable and thread-safe.
 *
 * @param <T> the type of its values
 */
public final class SuiteSetting<T> {

    private static final int MAX_DIGITS = 9;

    private final String name;
    private final String fallback;
    private final String allowed;
    private final Function<String, Optional<T>> reader;

    private SuiteSetting(String name, String fallback, String allowed, Function<String, Optional<T>> reader) {
        this.name = name;
        this.fallback = fallback;
        this.allowed = allowed;
        this.reader = reader;
    }

    /** Any text; the default is a shell word, empty for none. */
    static SuiteSetting<String> text(String name, String fallback) {
        return new SuiteSetting<>(name, fallback, "any text", Optional::of);
    }

    static SuiteSetting<Password> password(String name) {
        return new SuiteSetting<>(
                name, "", "one line of at most " + Password.MAX_BYTES + " bytes", SuiteSetting::secret);
    }

    private static Optional<Password> secret(String text) {
        try {
            return Optional.of(Password.of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static SuiteSetting<List<String>> words(String name, String fallback) {
        return new SuiteSetting<>(
                name,
                fallback,
                "words",
                text -> Optional.of(Arrays.stream(text.split("[ \t\n]+"))
                        .filter(word -> !word.isEmpty())
                        .toList()));
    }

    static SuiteSetting<Boolean> flag(String name, String fallback) {
        return new SuiteSetting<>(name, fallback, "true or false", text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    static SuiteSetting<Integer> number(String name, String fallback) {
        return new SuiteSetting<>(name, fallback, "a whole number", SuiteSetting::digits);
    }

    static SuiteSetting<Duration> seconds(String name, String fallback) {
        return new SuiteSetting<>(
                name,
                fallback,
                "a whole number of seconds",
                text -> digits(text).map(Duration::ofSeconds));
    }

    static SuiteSetting<String> choice(String name, String fallback, List<String> choices) {
        return new SuiteSetting<>(
                name,
                fallback,
                "one of " + String.join(", ", choices),
                text -> choices.contains(text) ? Optional.of(text) : Optional.empty());
    }

    private static Optional<Integer> digits(String text) {
        boolean plain = !text.isEmpty()
                && text.length() <= MAX_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.equals("0") || !text.startsWith("0"));
        return plain ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    /**
     * The name in the file.
     *
     * @return for example {@code RSYNC_HOST}
     */
    public String name() {
        return name;
    }

    /**
     * What the program takes when the file sets nothing, as a shell would write it.
     *
     * @return for example {@code $(hostname -f)}; empty if there is no default
     */
    public String fallback() {
        return fallback;
    }

    /**
     * What its values are.
     *
     * @return a few words, for messages
     */
    public String allowed() {
        return allowed;
    }

    /** The value that a text stands for; empty if it stands for none. */
    Optional<T> read(String text) {
        return reader.apply(text);
    }

    @Override
    public String toString() {
        return name;
    }
}
