package org.pushmirror.core.sshkeys;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pushmirror.core.sshkeys.KeyOptionName.Form;

/**
 * A key that may log in, and what it may do then: one line of an authorized_keys file. Immutable and thread-safe. A
 * value that is made by hand can be written so that sshd reads back what was meant.
 *
 * <p>The line for a trigger key: {@code AuthorizedKey.trigger(key, "/usr/local/bin/ftpsync", "192.0.2.7")}.
 */
public final class AuthorizedKey {

    private static final Set<KeyOptionName> RIGHTS = Set.of(
            KeyOptionName.RESTRICT,
            KeyOptionName.PTY,
            KeyOptionName.PORT_FORWARDING,
            KeyOptionName.AGENT_FORWARDING,
            KeyOptionName.X11_FORWARDING,
            KeyOptionName.USER_RC);

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

    /**
     * A key that can start one command and do nothing else: {@code restrict}, {@code command} and {@code from}.
     *
     * @param key the key; its comment is written, too
     * @param command what the login shell runs, whatever the client asks for
     * @param sources where the key may come from, as {@link #from} takes it; none for everywhere
     * @return the line
     * @throws IllegalArgumentException if the command cannot be written, or sshd would refuse the sources
     */
    public static AuthorizedKey trigger(PublicKey key, String command, String... sources) {
        AuthorizedKey line = of(key).restrict().command(command);
        return sources.length == 0 ? line : line.from(sources);
    }

    static AuthorizedKey of(List<KeyOption> options, PublicKey key) {
        return new AuthorizedKey(options, key);
    }

    /**
     * This key without terminal, forwarding and {@code ~/.ssh/rc}, whatever flags it had for them before.
     *
     * @return the changed copy, {@code restrict} first
     */
    public AuthorizedKey restrict() {
        List<KeyOption> changed = new ArrayList<>(List.of(KeyOption.flag(KeyOptionName.RESTRICT.word())));
        options.stream().filter(option -> !RIGHTS.contains(option.option())).forEach(changed::add);
        return new AuthorizedKey(changed, key);
    }

    /**
     * This key with the same rights, closed with {@code restrict} and not one by one, so that rights of later releases
     * are closed, too. The five-flag form of older manuals becomes {@code restrict}, which also closes {@code ~/.ssh/rc}.
     *
     * @return the changed copy; this one if it leaves a terminal and all forwarding open
     */
    public AuthorizedKey improved() {
        KeyRights rights = rights();
        if (rights.pty() && rights.portForwarding() && rights.agentForwarding() && rights.x11Forwarding()) {
            return this;
        }
        AuthorizedKey restricted = restrict();
        List<KeyOption> changed = new ArrayList<>(restricted.options);
        addIf(changed, rights.pty(), KeyOptionName.PTY);
        addIf(changed, rights.portForwarding(), KeyOptionName.PORT_FORWARDING);
        addIf(changed, rights.agentForwarding(), KeyOptionName.AGENT_FORWARDING);
        addIf(changed, rights.x11Forwarding(), KeyOptionName.X11_FORWARDING);
        return new AuthorizedKey(changed, key);
    }

    private static void addIf(List<KeyOption> options, boolean open, KeyOptionName right) {
        if (open) {
            options.add(KeyOption.flag(right.word()));
        }
    }

    /**
     * This key with a forced command, in place of one that it had.
     *
     * @param command what the login shell runs, whatever the client asks for
     * @return the changed copy
     * @throws IllegalArgumentException if the command has an LF or a NUL, or ends in a backslash
     */
    public AuthorizedKey command(String command) {
        return with(KeyOption.of(KeyOptionName.COMMAND, command));
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
        return with(
                KeyOption.of(KeyOptionName.FROM, SourceList.of(List.of(sources)).toString()));
    }

    /**
     * This key until a moment only.
     *
     * @param lastSecond the last second in which it is good; written in UTC, which OpenSSH 9.1 and later read
     * @return the changed copy
     * @throws IllegalArgumentException if the moment is before 1970 or after the year 9999
     */
    public AuthorizedKey expires(Instant lastSecond) {
        return with(KeyOption.of(KeyOptionName.EXPIRY_TIME, ExpiryTime.written(lastSecond)));
    }

    /**
     * This key with one more or one changed option. An option that may stand once on a line replaces the one before, as
     * does a variable of the same name; a flag is written last, where it counts; {@code restrict} is written first.
     *
     * @param option the option
     * @return the changed copy
     */
    public AuthorizedKey with(KeyOption option) {
        List<KeyOption> changed = new ArrayList<>(options);
        changed.removeIf(old -> isReplacedBy(old, option));
        changed.add(option.option() == KeyOptionName.RESTRICT ? 0 : changed.size(), option);
        return new AuthorizedKey(changed, key);
    }

    static boolean isReplacedBy(KeyOption old, KeyOption option) {
        if (old.option() != option.option()) {
            return false;
        }
        return switch (option.option().repetition()) {
            case ADDS -> old.equals(option);
            case FIRST_OF_EACH_NAME_WINS -> variable(old).equals(variable(option));
            default -> true;
        };
    }

    private static String variable(KeyOption environment) {
        String value = environment.value().orElse("");
        return value.substring(0, value.indexOf('='));
    }

    /**
     * This key without an option.
     *
     * @param name the option; for a flag with and without {@code no-}
     * @return the changed copy
     */
    public AuthorizedKey without(KeyOptionName name) {
        return new AuthorizedKey(
                options.stream().filter(option -> option.option() != name).toList(), key);
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
        return value(KeyOptionName.COMMAND);
    }

    /**
     * Where the key may come from.
     *
     * @return the items of {@code from=}, unmodifiable; none if it may come from everywhere
     */
    public List<String> from() {
        return value(KeyOptionName.FROM)
                .map(list -> SourceList.parse(list).items())
                .orElse(List.of());
    }

    /**
     * The last second in which the key is good: the earliest of its expiry times.
     *
     * @param zone the time zone of the server, for times without {@code Z}
     * @return the moment; empty if it does not expire
     */
    public Optional<Instant> expiry(ZoneId zone) {
        return options.stream()
                .filter(option -> option.option() == KeyOptionName.EXPIRY_TIME)
                .flatMap(option -> option.value().stream())
                .map(value -> ExpiryTime.parse(value).instant(zone))
                .min(Instant::compareTo);
    }

    /**
     * The earliest of its expiry times as it is written, times without {@code Z} taken for those of this machine.
     *
     * @return for example {@code 20301231235959Z}; empty if it does not expire
     */
    public Optional<String> effectiveExpiry() {
        return options.stream()
                .filter(option -> option.option() == KeyOptionName.EXPIRY_TIME)
                .flatMap(option -> option.value().stream())
                .min(Comparator.comparing(value -> ExpiryTime.parse(value).instant(ZoneId.systemDefault())));
    }

    /**
     * Whether the key signs certificates, and does not log in itself.
     *
     * @return true with {@code cert-authority}
     */
    public boolean isAuthority() {
        return has(KeyOptionName.CERT_AUTHORITY);
    }

    /**
     * What the flags leave open.
     *
     * @return the rights
     */
    public KeyRights rights() {
        return KeyRights.of(options);
    }

    /**
     * What a session gets that logs in with this key.
     *
     * @return the effective view of the options
     */
    public KeyGrant grant() {
        return KeyGrant.of(options);
    }

    /**
     * Whether the rights are closed one by one, as older manuals have it, and not with {@code restrict}.
     *
     * @return true if neither a terminal nor any forwarding is left, and {@code restrict} is not there
     */
    public boolean isFlagByFlag() {
        return rights().commandOnly() && !has(KeyOptionName.RESTRICT);
    }

    boolean has(KeyOptionName name) {
        for (KeyOption option : options) {
            if (option.option() == name) {
                return true;
            }
        }
        return false;
    }

    Optional<String> value(KeyOptionName name) {
        return options.stream()
                .filter(option -> option.option() == name && name.form() == Form.VALUE)
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
