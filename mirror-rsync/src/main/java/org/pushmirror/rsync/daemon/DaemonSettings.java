package org.pushmirror.rsync.daemon;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.rsyncd.RsyncdConf;

/**
 * How to start a daemon. Each method returns a changed copy. Immutable.
 */
public final class DaemonSettings {

    private static final Duration START_DEADLINE = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final @Nullable Path file;
    private final @Nullable RsyncdConf conf;
    private final InetAddress address;
    private final int port;
    private final Duration startDeadline;
    private final Duration grace;
    private final @Nullable Consumer<DaemonEvent> listener;

    private DaemonSettings(
            @Nullable Path file,
            @Nullable RsyncdConf conf,
            InetAddress address,
            int port,
            Duration startDeadline,
            Duration grace,
            @Nullable Consumer<DaemonEvent> listener) {
        this.file = file;
        this.conf = conf;
        this.address = address;
        this.port = port;
        this.startDeadline = startDeadline;
        this.grace = grace;
        this.listener = listener;
    }

    /**
     * A daemon that reads a configuration file, on the loopback address, at a port that is free.
     *
     * @param config the rsyncd.conf; its {@code port} and {@code address}, and the global {@code log file}, are
     *     overridden
     * @return the settings
     */
    public static DaemonSettings of(Path config) {
        return new DaemonSettings(config, null, InetAddress.getLoopbackAddress(), 0, START_DEADLINE, GRACE, null);
    }

    /**
     * A daemon with a configuration that is in no file: it is in a private temporary file while the daemon runs.
     *
     * @param conf the configuration; its {@code port} and {@code address}, and the global {@code log file}, are
     *     overridden
     * @return the settings
     */
    public static DaemonSettings of(RsyncdConf conf) {
        return new DaemonSettings(null, conf, InetAddress.getLoopbackAddress(), 0, START_DEADLINE, GRACE, null);
    }

    /**
     * Hears of what the daemon logs, of modules without a {@code log file} of their own.
     *
     * @param consumer takes the events, on a thread of the daemon; what it throws is logged
     * @return the changed copy
     */
    public DaemonSettings onEvent(Consumer<DaemonEvent> consumer) {
        return new DaemonSettings(file, conf, address, port, startDeadline, grace, consumer);
    }

    /**
     * Sets the address to listen at; the loopback address if not set.
     *
     * @param newAddress an address of this machine, or the wildcard address
     * @return the changed copy
     */
    public DaemonSettings address(InetAddress newAddress) {
        return new DaemonSettings(file, conf, newAddress, port, startDeadline, grace, listener);
    }

    /**
     * Sets the port to listen at; a free one if not set.
     *
     * @param newPort 1 to 65535
     * @return the changed copy
     * @throws IllegalArgumentException if it is out of range
     */
    public DaemonSettings port(int newPort) {
        if (newPort < 1 || newPort > 65535) {
            throw new IllegalArgumentException("The port " + newPort + " is not between 1 and 65535.");
        }
        return new DaemonSettings(file, conf, address, newPort, startDeadline, grace, listener);
    }

    /**
     * Sets how long the start may take; 30 seconds if not set.
     *
     * @param limit the limit
     * @return the changed copy
     */
    public DaemonSettings startDeadline(Duration limit) {
        return new DaemonSettings(file, conf, address, port, limit, grace, listener);
    }

    /**
     * Sets how long the daemon, and then its running transfers, have to end by themselves when it is stopped; 5
     * seconds if not set. Then they are killed.
     *
     * @param limit the limit
     * @return the changed copy
     */
    public DaemonSettings grace(Duration limit) {
        return new DaemonSettings(file, conf, address, port, startDeadline, limit, listener);
    }

    /**
     * The configuration file.
     *
     * @return its path; empty for a configuration that is in no file
     */
    public Optional<Path> config() {
        return Optional.ofNullable(file);
    }

    @Nullable
    RsyncdConf conf() {
        return conf;
    }

    @Nullable
    Consumer<DaemonEvent> listener() {
        return listener;
    }

    /**
     * The address to listen at.
     *
     * @return the address
     */
    public InetAddress address() {
        return address;
    }

    /**
     * The port to listen at.
     *
     * @return the port; empty for a free one
     */
    public OptionalInt port() {
        return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
    }

    /**
     * How long the start may take.
     *
     * @return the limit
     */
    public Duration startDeadline() {
        return startDeadline;
    }

    /**
     * How long the daemon has to end by itself when it is stopped.
     *
     * @return the limit
     */
    public Duration grace() {
        return grace;
    }
}
