package org.pushmirror.core.sshkeys;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An option of an authorized_keys line: a flag such as {@code restrict}, or a name with a value such as {@code
 * command="…"}. Immutable. A value that exists can be written so that sshd reads it back.
 */
public final class KeyOption {

    static final String COMMAND = "command";
    static final String FROM = "from";
    static final String PRINCIPALS = "principals";
    static final String RESTRICT = "restrict";

    private static final Set<String> NEGATABLE = Set.of(
            "agent-forwarding",
            "port-forwarding",
            "pty",
            "x11-forwarding",
            "user-rc",
            "touch-required",
            "verify-required");
    private static final Set<String> FLAGS = Set.of(RESTRICT, "cert-authority");
    private static final Set<String> WITH_VALUE =
            Set.of(COMMAND, FROM, PRINCIPALS, "expiry-time", "environment", "permitopen", "permitlisten", "tunnel");

    private final String name;
    private final @Nullable String value;

    private KeyOption(String name, @Nullable String value) {
        this.name = name;
        this.value = value;
    }

    /**
     * A flag.
     *
     * @param name its name in any case, for example {@code no-pty}
     * @return the option
     * @throws IllegalArgumentException if OpenSSH knows no such flag
     */
    public static KeyOption flag(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        String positive = key.startsWith("no-") ? key.substring("no-".length()) : key;
        if (!FLAGS.contains(key) && !NEGATABLE.contains(positive)) {
            throw new IllegalArgumentException("\"" + name + "\" is no flag of authorized_keys; flags are "
                    + sorted(FLAGS) + ", and with or without no- " + sorted(NEGATABLE) + ".");
        }
        return new KeyOption(key, null);
    }

    /**
     * An option with a value.
     *
     * @param name its name in any case, for example {@code command}
     * @param value the value, without quotes
     * @return the option
     * @throws IllegalArgumentException if OpenSSH knows no such option, or the value has an LF or a NUL or ends in a
     *     backslash, which cannot be written
     */
    public static KeyOption of(String name, String value) {
        String key = name.toLowerCase(Locale.ROOT);
        if (!WITH_VALUE.contains(key)) {
            throw new IllegalArgumentException("\"" + name
                    + "\" is no option of authorized_keys that takes a value; those are " + sorted(WITH_VALUE) + ".");
        }
        if (value.endsWith("\\")) {
            throw new IllegalArgumentException(
                    "The value of " + key + " ends in a backslash, which would escape its closing quote.");
        }
        if (value.indexOf('\n') >= 0 || value.indexOf(0) >= 0) {
            throw new IllegalArgumentException(
                    "The value of " + key + " has a line feed or a NUL, which would end its line.");
        }
        return new KeyOption(key, value);
    }

    private static String sorted(Set<String> names) {
        return String.join(", ", new TreeSet<>(names));
    }

    /**
     * Its name.
     *
     * @return the name in lower case
     */
    public String name() {
        return name;
    }

    /**
     * Its value.
     *
     * @return the value without quotes; empty for a flag
     */
    public Optional<String> value() {
        return Optional.ofNullable(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyOption option && name.equals(option.name) && Objects.equals(value, option.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, value);
    }

    /**
     * The option as it is written.
     *
     * @return the name, or the name and the quoted value
     */
    @Override
    public String toString() {
        return value == null ? name : name + "=\"" + value.replace("\"", "\\\"") + "\"";
    }
}
