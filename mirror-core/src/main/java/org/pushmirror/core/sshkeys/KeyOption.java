package org.pushmirror.core.sshkeys;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.sshkeys.KeyOptionName.Form;

/**
 * An option of an authorized_keys line: a flag such as {@code restrict}, or a name with a value such as {@code
 * command="…"}. Immutable. A value that exists can be written so that sshd reads it back.
 */
public final class KeyOption {

    private static final String NO = "no-";

    private final KeyOptionName option;
    private final boolean negated;
    private final @Nullable String value;

    private KeyOption(KeyOptionName option, boolean negated, @Nullable String value) {
        this.option = option;
        this.negated = negated;
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
        boolean negated = key.startsWith(NO);
        KeyOptionName option = KeyOptionName.of(negated ? key.substring(NO.length()) : key);
        if (option == null || option.form() == Form.VALUE || negated && option.form() != Form.NEGATABLE_FLAG) {
            throw new IllegalArgumentException("\"" + name + "\" is no flag of authorized_keys; flags are "
                    + KeyOptionName.listed(Form.FLAG) + ", and with or without no- "
                    + KeyOptionName.listed(Form.NEGATABLE_FLAG) + ".");
        }
        return new KeyOption(option, negated, null);
    }

    /**
     * An option with a value.
     *
     * @param name its name in any case, for example {@code command}
     * @param value the value, without quotes
     * @return the option
     * @throws IllegalArgumentException if OpenSSH knows no such option, the value is not as the option needs it, or has an
     *     LF or a NUL or ends in a backslash, which cannot be written
     */
    public static KeyOption of(String name, String value) {
        KeyOptionName option = KeyOptionName.of(name);
        if (option == null || option.form() != Form.VALUE) {
            throw new IllegalArgumentException("\"" + name
                    + "\" is no option of authorized_keys that takes a value; those are "
                    + KeyOptionName.listed(Form.VALUE) + ".");
        }
        return of(option, value);
    }

    static KeyOption of(KeyOptionName option, String value) {
        if (value.endsWith("\\")) {
            throw new IllegalArgumentException(
                    "The value of " + option.word() + " ends in a backslash, which would escape its closing quote.");
        }
        if (value.indexOf('\n') >= 0 || value.indexOf(0) >= 0) {
            throw new IllegalArgumentException(
                    "The value of " + option.word() + " has a line feed or a NUL, which would end its line.");
        }
        OptionGrammar.require(option, value, OpenSshVersion.NEWEST_KNOWN);
        return new KeyOption(option, false, value);
    }

    /** An option that was read from a line, and so needs no check. */
    static KeyOption read(KeyOptionName option, boolean negated, @Nullable String value) {
        return new KeyOption(option, negated, value);
    }

    /**
     * Which option it is.
     *
     * @return the option, for {@code no-pty} as for {@code pty}
     */
    public KeyOptionName option() {
        return option;
    }

    /**
     * Whether it is a flag after {@code no-}.
     *
     * @return true for example for {@code no-pty}
     */
    public boolean isNegated() {
        return negated;
    }

    /**
     * Its name.
     *
     * @return the name in lower case, with its {@code no-}
     */
    public String name() {
        return option.key(negated);
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
        return other instanceof KeyOption that
                && option == that.option
                && negated == that.negated
                && Objects.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(option, negated, value);
    }

    /**
     * The option as it is written.
     *
     * @return the name, or the name and the quoted value
     */
    @Override
    public String toString() {
        return value == null ? name() : name() + "=\"" + value.replace("\"", "\\\"") + "\"";
    }
}
