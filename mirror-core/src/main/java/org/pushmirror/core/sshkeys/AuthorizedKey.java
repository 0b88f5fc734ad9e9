package org.pushmirror.core.sshkeys;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A key that may log in, and what it may do then: one line of an authorized_keys file. Immutable and thread-safe. A
 * value that exists can be written so that sshd reads back what was meant.
 *
 * <p>The line for a trigger key: {@code AuthorizedKey.of(key).restrict().command("/usr/local/bin/ftpsync").from("192.0.2.7")}.
 */
public final class AuthorizedKey {

    private final List<KeyOption> options;
    private final PublicKey key;

    private AuthorizedKey(List<KeyOption> options, PublicKey key) {
        this.options = List.copyOf(options);
        this.key = key;
    }

    /**
     * A key without options: whoever has it may log in and do everything.
     *
     * @param key the key; its comment is written, too
     * @return the line
     */
    public static AuthorizedKey of(PublicKey key) {
        return new AuthorizedKey(List.of(), key);
    }

    static AuthorizedKey of(List<KeyOption> options, PublicKey key) {
        return new AuthorizedKey(options, key);
    }

    /**
     * This key without terminal, forwarding and {@code ~/.ssh/rc}, whatever flags it had before.
     *
     * @return the changed copy, {@code restrict} first
     */
    public AuthorizedKey restrict() {
        List<KeyOption> changed = new ArrayList<>(List.of(KeyOption.flag(KeyOption.RESTRICT)));
        options.stream().filter(option -> option.value().isPresent()).forEach(changed::add);
        return new AuthorizedKey(changed, key);
    }

    /**
     * This key with a forced command, in place of one that it had.
     *
     * @param command what the login shell runs, whatever the client asks for
     * @return the changed copy
     * @throws IllegalArgumentException if the command has an LF or a NUL, or ends in a backslash
     */
    public AuthorizedKey command(String command) {
        return with(KeyOption.of(KeyOption.COMMAND, command));
    }

    /**
     * This key from some addresses only, in place of those that it had.
     *
     * @param sources addresses, networks such as {@code 192.0.2.0/24}, or names with {@code *} and {@code ?}; {@code !} in
     *     front of one excludes it
     * @return the changed copy
     * @throws IllegalArgumentException if there is none that lets anybody in, or sshd would refuse the list
     */
    public AuthorizedKey from(String... sources) {
        for (String source : sources) {
            AddressPattern.require(source);
        }
        if (Arrays.stream(sources).allMatch(source -> source.startsWith("!"))) {
            throw new IllegalArgumentException("The list of from= lets nobody in: it needs an item without \"!\".");
        }
        return with(KeyOption.of(KeyOption.FROM, String.join(",", sources)));
    }

    private AuthorizedKey with(KeyOption option) {
        List<KeyOption> changed = new ArrayList<>(options);
        changed.removeIf(old -> old.name().equals(option.name()));
        changed.add(option);
        return new AuthorizedKey(changed, key);
    }

    /**
     * The key.
     *
     * @return the key with its comment
     */
    public PublicKey key() {
        return key;
    }

    /**
     * The options, as they are written.
     *
     * @return the options in their order; unmodifiable
     */
    public List<KeyOption> options() {
        return options;
    }

    /**
     * The forced command.
     *
     * @return the command; empty if the client chooses
     */
    public Optional<String> command() {
        return value(KeyOption.COMMAND);
    }

    /**
     * Where the key may come from.
     *
     * @return the items of {@code from=}, unmodifiable; none if it may come from everywhere
     */
    public List<String> from() {
        return value(KeyOption.FROM).map(list -> List.of(list.split(",", -1))).orElse(List.of());
    }

    /**
     * What the flags leave open.
     *
     * @return the rights
     */
    public KeyRights rights() {
        return KeyRights.of(options);
    }

    private Optional<String> value(String name) {
        return options.stream()
                .filter(option -> option.name().equals(name))
                .findFirst()
                .flatMap(KeyOption::value);
    }

    /**
     * The line for the file, without a line end.
     *
     * @return options, type, base64 text and comment
     */
    public String line() {
        if (options.isEmpty()) {
            return key.toString();
        }
        return String.join(",", options.stream().map(KeyOption::toString).toList()) + " " + key;
    }

    /**
     * Compares options and key; comments do not count.
     *
     * @param other anything
     * @return true if it is the same key with the same options in the same order
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof AuthorizedKey line && options.equals(line.options) && key.equals(line.key);
    }

    @Override
    public int hashCode() {
        return 31 * options.hashCode() + key.hashCode();
    }

    /**
     * The line for the file.
     *
     * @return the same as {@link #line()}
     */
    @Override
    public String toString() {
        return line();
    }
}
