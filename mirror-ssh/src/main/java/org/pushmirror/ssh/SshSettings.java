package org.pushmirror.ssh;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.PushTarget;

/**
 * How one host is reached, where that differs from what target and connector say. Immutable; methods with a parameter
 * return a changed copy.
 *
 * <p>{@link ConfiguredHosts} makes them from ssh_config and the options of ssh.
 */
public final class SshSettings {

    /** Nothing differs. */
    public static final SshSettings DEFAULT = new SshSettings(new Draft());

    private final Draft values;

    /** The values; changed only between a copy and the settings that it becomes. */
    private static final class Draft {
        private @Nullable String host;
        private int port;
        private @Nullable Identity identity;
        private @Nullable HostKeys hostKeys;
        private @Nullable String hostKeyAlias;
        private @Nullable Duration connectTimeout;
        private @Nullable Duration keepAlive;
        private int silentIntervals = 3;
        private AddressFamily addressFamily = AddressFamily.ANY;
        private @Nullable InetAddress bindAddress;
        private List<SshHop> hops = List.of();
        private @Nullable String keyExchanges;
        private @Nullable String hostKeyAlgorithms;

        private Draft copy() {
            Draft copy = new Draft();
            copy.host = host;
            copy.port = port;
            copy.identity = identity;
            copy.hostKeys = hostKeys;
            copy.hostKeyAlias = hostKeyAlias;
            copy.connectTimeout = connectTimeout;
            copy.keepAlive = keepAlive;
            copy.silentIntervals = silentIntervals;
            copy.addressFamily = addressFamily;
            copy.bindAddress = bindAddress;
            copy.hops = hops;
            copy.keyExchanges = keyExchanges;
            copy.hostKeyAlgorithms = hostKeyAlgorithms;
            return copy;
        }
    }

    private SshSettings(Draft values) {
        this.values = values;
    }

    /**
     * The host to connect to in place of that of the target. Known hosts are looked up by it.
     *
     * @param host a name or an address
     * @return the changed copy
     */
    public SshSettings withHost(String host) {
        Draft copy = values.copy();
        copy.host = host;
        return new SshSettings(copy);
    }

    /**
     * The port to connect to in place of that of the target.
     *
     * @param port 1 to 65535
     * @return the changed copy
     * @throws IllegalArgumentException if it is out of range
     */
    public SshSettings withPort(int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("The port " + port + " is not between 1 and 65535.");
        }
        Draft copy = values.copy();
        copy.port = port;
        return new SshSettings(copy);
    }

    /**
     * The key to log in with in place of that of the connector.
     *
     * @param identity the one key that is offered
     * @return the changed copy
     */
    public SshSettings withIdentity(Identity identity) {
        Draft copy = values.copy();
        copy.identity = identity;
        return new SshSettings(copy);
    }

    /**
     * Which host keys are believed in place of those of the connector.
     *
     * @param hostKeys the policy
     * @return the changed copy
     */
    public SshSettings withHostKeys(HostKeys hostKeys) {
        Draft copy = values.copy();
        copy.hostKeys = hostKeys;
        return new SshSettings(copy);
    }

    /**
     * The name under which the host key is known, in place of host and port.
     *
     * @param alias the name, without a port
     * @return the changed copy
     */
    public SshSettings withHostKeyAlias(String alias) {
        Draft copy = values.copy();
        copy.hostKeyAlias = alias;
        return new SshSettings(copy);
    }

    /**
     * How long connecting may take at most, from the name to the login, where the caller allows more.
     *
     * @param timeout more than zero
     * @return the changed copy
     * @throws IllegalArgumentException if it is zero or negative
     */
    public SshSettings withConnectTimeout(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("The connect time-out " + timeout + " is not more than zero.");
        }
        Draft copy = values.copy();
        copy.connectTimeout = timeout;
        return new SshSettings(copy);
    }

    /**
     * When a silent session is given up.
     *
     * @param interval how long it may be silent before it is asked for a sign of life, 100 ms to a day
     * @param silentIntervals how many such questions may stay without an answer, at least 1
     * @return the changed copy
     * @throws IllegalArgumentException if one is out of range
     */
    public SshSettings withKeepAlive(Duration interval, int silentIntervals) {
        if (interval.compareTo(Duration.ofMillis(100)) < 0 || interval.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "The keepalive interval " + interval + " is not between 100 ms and a day.");
        }
        if (silentIntervals < 1) {
            throw new IllegalArgumentException("The number of silent intervals " + silentIntervals + " is below 1.");
        }
        Draft copy = values.copy();
        copy.keepAlive = interval;
        copy.silentIntervals = silentIntervals;
        return new SshSettings(copy);
    }

    /**
     * Which addresses of the host may be used.
     *
     * @param family the addresses
     * @return the changed copy
     */
    public SshSettings withAddressFamily(AddressFamily family) {
        Draft copy = values.copy();
        copy.addressFamily = family;
        return new SshSettings(copy);
    }

    /**
     * The address of this machine to connect from.
     *
     * @param address an address of this machine
     * @return the changed copy
     */
    public SshSettings withBindAddress(InetAddress address) {
        Draft copy = values.copy();
        copy.bindAddress = address;
        return new SshSettings(copy);
    }

    /**
     * The hosts on the way.
     *
     * @param hops in the order in which they are passed; none for a direct connection
     * @return the changed copy
     */
    public SshSettings withHops(List<SshHop> hops) {
        Draft copy = values.copy();
        copy.hops = List.copyOf(hops);
        return new SshSettings(copy);
    }

    /**
     * The key exchanges to offer. Those that are not known here are left out.
     *
     * @param list names with commas between, in order; with a {@code +}, {@code -} or {@code ^} in front it changes the
     *     default, as in ssh_config
     * @return the changed copy
     * @throws IllegalArgumentException if none of them is known here
     */
    public SshSettings withKeyExchanges(String list) {
        Algorithms.KEY_EXCHANGES.changedBy(list);
        Draft copy = values.copy();
        copy.keyExchanges = list;
        return new SshSettings(copy);
    }

    /**
     * The algorithms of host keys to accept. Those that are not known here are left out.
     *
     * @param list names with commas between, in order; with a {@code +}, {@code -} or {@code ^} in front it changes the
     *     default, as in ssh_config
     * @return the changed copy
     * @throws IllegalArgumentException if none of them is known here
     */
    public SshSettings withHostKeyAlgorithms(String list) {
        Algorithms.HOST_KEYS.changedBy(list);
        Draft copy = values.copy();
        copy.hostKeyAlgorithms = list;
        return new SshSettings(copy);
    }

    /**
     * The host in place of that of the target.
     *
     * @return the host; empty if that of the target counts
     */
    public Optional<String> host() {
        return Optional.ofNullable(values.host);
    }

    /**
     * The port in place of that of the target.
     *
     * @return the port; empty if that of the target counts
     */
    public OptionalInt port() {
        return values.port == 0 ? OptionalInt.empty() : OptionalInt.of(values.port);
    }

    /**
     * The key in place of that of the connector.
     *
     * @return the key; empty if that of the connector counts
     */
    public Optional<Identity> identity() {
        return Optional.ofNullable(values.identity);
    }

    /**
     * The host keys in place of those of the connector.
     *
     * @return the policy; empty if that of the connector counts
     */
    public Optional<HostKeys> hostKeys() {
        return Optional.ofNullable(values.hostKeys);
    }

    /**
     * The name under which the host key is known.
     *
     * @return the alias; empty if host and port count
     */
    public Optional<String> hostKeyAlias() {
        return Optional.ofNullable(values.hostKeyAlias);
    }

    /**
     * How long connecting may take at most.
     *
     * @return the time; empty if only the caller limits it
     */
    public Optional<Duration> connectTimeout() {
        return Optional.ofNullable(values.connectTimeout);
    }

    /**
     * How long a session may be silent.
     *
     * @return the interval; empty if that of the connector counts
     */
    public Optional<Duration> keepAlive() {
        return Optional.ofNullable(values.keepAlive);
    }

    /**
     * How many questions for a sign of life may stay without an answer.
     *
     * @return the number, 3 unless said otherwise
     */
    public int silentIntervals() {
        return values.silentIntervals;
    }

    /**
     * Which addresses of the host may be used.
     *
     * @return the addresses
     */
    public AddressFamily addressFamily() {
        return values.addressFamily;
    }

    /**
     * The address of this machine to connect from.
     *
     * @return the address; empty if the system chooses
     */
    public Optional<InetAddress> bindAddress() {
        return Optional.ofNullable(values.bindAddress);
    }

    /**
     * The hosts on the way.
     *
     * @return the hops in their order; none for a direct connection; unmodifiable
     */
    public List<SshHop> hops() {
        return values.hops;
    }

    /** The names of the key exchanges to offer. */
    String keyExchanges() {
        return values.keyExchanges == null
                ? Algorithms.KEY_EXCHANGES.defaults()
                : Algorithms.KEY_EXCHANGES.changedBy(values.keyExchanges);
    }

    /** Those of the key exchanges that not every Java has. */
    String untriedKeyExchanges() {
        return values.keyExchanges == null ? "" : Algorithms.KEY_EXCHANGES.optionalOf(keyExchanges());
    }

    /** The names of the algorithms of host keys to accept. */
    String hostKeyAlgorithms() {
        return values.hostKeyAlgorithms == null
                ? Algorithms.HOST_KEYS.defaults()
                : Algorithms.HOST_KEYS.changedBy(values.hostKeyAlgorithms);
    }

    /** Where a target really is. */
    PushTarget placeOf(PushTarget target) {
        if (values.host == null && values.port == 0) {
            return target;
        }
        return new PushTarget(
                target.name(),
                values.host == null ? target.host() : values.host,
                values.port == 0 ? target.port() : values.port,
                target.user(),
                target.type());
    }
}
