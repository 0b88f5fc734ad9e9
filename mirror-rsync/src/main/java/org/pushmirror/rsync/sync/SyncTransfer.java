package org.pushmirror.rsync.sync;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a sync moves data: the way to upstream, and the limits on it. Each method returns a changed copy. Immutable. */
public final class SyncTransfer {

    /** The most files that stage 2 deletes when nothing else is set, as in ftpsync. */
    public static final int DEFAULT_MAX_DELETE = 40_000;

    /** How long upstream may be silent when nothing else is set, as in ftpsync. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(120);

    /** How long rsync has to end by itself when nothing else is set. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

    /** The plain port, without a limit on bandwidth, and with ftpsync's other limits. */
    public static final SyncTransfer DEFAULT = new SyncTransfer(
            SyncTransport.PLAIN, null, 0, DEFAULT_MAX_DELETE, DEFAULT_TIMEOUT, DEFAULT_GRACE, SyncOptions.DEFAULT);

    private static final Pattern PROXY = Pattern.compile("[A-Za-z0-9._-]+:[0-9]{1,5}");

    private final SyncTransport transport;
    private final @Nullable String proxy;
    private final int bandwidth;
    private final int maxDelete;
    private final Duration timeout;
    private final Duration grace;
    private final SyncOptions options;

    private SyncTransfer(
            SyncTransport transport,
            @Nullable String proxy,
            int bandwidth,
            int maxDelete,
            Duration timeout,
            Duration grace,
            SyncOptions options) {
        this.transport = transport;
        this.proxy = proxy;
        this.bandwidth = bandwidth;
        this.maxDelete = maxDelete;
        this.timeout = timeout;
        this.grace = grace;
        this.options = options;
    }

    /**
     * Sets the way to upstream's daemon; {@link SyncTransport#PLAIN} if not set.
     *
     * @param way the way
     * @return the changed copy
     */
    public SyncTransfer transport(SyncTransport way) {
        return new SyncTransfer(way, proxy, bandwidth, maxDelete, timeout, grace, options);
    }

    /**
     * Sets a web proxy that connects to upstream for us; none if not set.
     *
     * @param hostAndPort {@code host:port}
     * @return the changed copy
     * @throws IllegalArgumentException if it has another form, for example with a password, which rsync takes from its
     *     environment only, where others may see it
     */
    public SyncTransfer proxy(String hostAndPort) {
        if (!PROXY.matcher(hostAndPort).matches()) {
            throw new IllegalArgumentException(
                    "The proxy of a sync is not of the form host:port, without a user or password.");
        }
        return new SyncTransfer(transport, hostAndPort, bandwidth, maxDelete, timeout, grace, options);
    }

    /**
     * Sets the most that may be transferred; no limit if not set.
     *
     * @param kibibytesPerSecond KiB a second; 0 for no limit
     * @return the changed copy
     * @throws IllegalArgumentException if it is negative
     */
    public SyncTransfer bandwidthLimit(int kibibytesPerSecond) {
        return new SyncTransfer(
                transport,
                proxy,
                notNegative("bandwidth limit", kibibytesPerSecond),
                maxDelete,
                timeout,
                grace,
                options);
    }

    /**
     * Sets the most files that stage 2 deletes; {@link #DEFAULT_MAX_DELETE} if not set. When there are more, stage 2
     * fails.
     *
     * @param files the limit
     * @return the changed copy
     * @throws IllegalArgumentException if it is negative
     */
    public SyncTransfer maxDelete(int files) {
        return new SyncTransfer(
                transport, proxy, bandwidth, notNegative("limit of deletions", files), timeout, grace, options);
    }

    private static int notNegative(String what, int number) {
        if (number < 0) {
            throw new IllegalArgumentException("A " + what + " of " + number + " is negative.");
        }
        return number;
    }

    /**
     * Sets how long upstream may be silent; {@link #DEFAULT_TIMEOUT} if not set. A {@code --timeout} among the options
     * counts instead.
     *
     * @param limit the limit, at least a second
     * @return the changed copy
     */
    public SyncTransfer timeout(Duration limit) {
        return new SyncTransfer(transport, proxy, bandwidth, maxDelete, limit, grace, options);
    }

    /**
     * Sets how long rsync has to end by itself when the sync is interrupted; {@link #DEFAULT_GRACE} if not set.
     *
     * @param limit the limit
     * @return the changed copy
     */
    public SyncTransfer grace(Duration limit) {
        return new SyncTransfer(transport, proxy, bandwidth, maxDelete, timeout, limit, options);
    }

    /**
     * Sets options of rsync as words; {@link SyncOptions#DEFAULT} if not set.
     *
     * @param words the options
     * @return the changed copy
     */
    public SyncTransfer options(SyncOptions words) {
        return new SyncTransfer(transport, proxy, bandwidth, maxDelete, timeout, grace, words);
    }

    /**
     * The way to upstream's daemon.
     *
     * @return the way
     */
    public SyncTransport transport() {
        return transport;
    }

    /**
     * The web proxy.
     *
     * @return {@code host:port}; empty for none
     */
    public Optional<String> proxy() {
        return Optional.ofNullable(proxy);
    }

    /**
     * The most that may be transferred.
     *
     * @return KiB a second; 0 for no limit
     */
    public int bandwidthLimit() {
        return bandwidth;
    }

    /**
     * The most files that stage 2 deletes.
     *
     * @return the limit
     */
    public int maxDelete() {
        return maxDelete;
    }

    /**
     * How long upstream may be silent.
     *
     * @return the limit
     */
    public Duration timeout() {
        return timeout;
    }

    /**
     * How long rsync has to end by itself when the sync is interrupted.
     *
     * @return the limit
     */
    public Duration grace() {
        return grace;
    }

    /**
     * Options of rsync as words.
     *
     * @return the options
     */
    public SyncOptions options() {
        return options;
    }

    @Override
    public String toString() {
        return transport.word();
    }
}
