package org.pushmirror.rsync;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An option with its value, as one argument of a command. Immutable. */
public final class OptionSetting {

    private final RsyncOption<?> option;
    private final String argument;
    private final @Nullable String value;
    private final boolean opposite;

    private OptionSetting(RsyncOption<?> option, String argument, @Nullable String value, boolean opposite) {
        this.option = option;
        this.argument = argument;
        this.value = value;
        this.opposite = opposite;
    }

    static OptionSetting on(RsyncOption<?> option) {
        return new OptionSetting(option, option.toString(), null, false);
    }

    static <T> OptionSetting of(RsyncOption<T> option, T value) {
        return valued(option, option.toString(), option.kind().text().apply(value));
    }

    static OptionSetting off(RsyncOption<?> option) {
        if (option.opposites().isEmpty()) {
            throw new IllegalArgumentException("rsync has no opposite of " + option + ".");
        }
        return new OptionSetting(option, option.opposites().get(0), null, true);
    }

    static OptionSetting valued(RsyncOption<?> option, String spelling, String value) {
        if (!option.kind().grammar().matcher(value).matches()) {
            throw new IllegalArgumentException("The value of the rsync option " + option + " is not "
                    + (value.indexOf('\0') < 0 ? "a whole number." : "free of NUL."));
        }
        // popt takes what follows the letter of an option as its value, with or without an equals sign
        return new OptionSetting(option, spelling + "=" + value, value, false);
    }

    /**
     * Reads one argument as typed on a command line. Every spelling that rsync 3.5.0 knows is known here, that of
     * opposites included.
     *
     * @param argument for example {@code --perms}, {@code --no-p}, {@code -H}, {@code --bwlimit=10M} or {@code -T=/tmp}
     * @return the setting
     * @throws IllegalArgumentException if rsync has no such option, or it lacks a value, or has one that it cannot have
     */
    public static OptionSetting parse(String argument) {
        int equals = argument.indexOf('=');
        String spelling = equals < 0 ? argument : argument.substring(0, equals);
        RsyncOption<?> option = RsyncOption.named(spelling)
                .orElseThrow(() -> new IllegalArgumentException("rsync 3.5.0 has no option " + spelling + "."));
        boolean opposite = option.opposites().contains(spelling);
        boolean takesValue = option.kind().takesValue() && !opposite;
        if (takesValue != equals >= 0) {
            throw new IllegalArgumentException("The rsync option " + spelling
                    + (takesValue ? " needs a value, after an equals sign." : " has no value."));
        }
        return takesValue
                ? valued(option, spelling, argument.substring(equals + 1))
                : new OptionSetting(option, argument, null, opposite);
    }

    /**
     * Which option it is.
     *
     * @return the option
     */
    public RsyncOption<?> option() {
        return option;
    }

    /**
     * Its value.
     *
     * @return the value as rsync gets it; empty for an option without one
     */
    public Optional<String> value() {
        return Optional.ofNullable(value);
    }

    /**
     * Whether it is the opposite of the option, as {@code --no-perms} is of {@code --perms}.
     *
     * @return true for an opposite
     */
    public boolean isOpposite() {
        return opposite;
    }

    List<String> words() {
        return List.of(argument);
    }

    @Override
    public String toString() {
        return argument;
    }
}
