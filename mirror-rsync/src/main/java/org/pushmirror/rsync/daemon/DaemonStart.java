package org.pushmirror.rsync.daemon;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.daemon.RsyncDaemonException.Reason;
import org.pushmirror.rsync.process.Launch;
import org.pushmirror.rsync.process.ProcessException;
import org.pushmirror.rsync.process.ProcessInput;
import org.pushmirror.rsync.process.ProcessLauncher;
import org.pushmirror.rsync.process.ProcessRun;
import org.pushmirror.rsync.process.StopReason;
import org.pushmirror.rsync.wire.DaemonAnswer;
import org.pushmirror.rsync.wire.DaemonCall;

/** Starts a daemon and waits until it is ready, or until it is clear that it will not be. For one start. */
final class DaemonStart {

    private static final int FREE_PORT_ATTEMPTS = 5;
    private static final long POLL_MILLIS = 20;
    private static final Duration OWN_LOG_PATIENCE = Duration.ofSeconds(2);
    private static final String LIST_REQUEST = "module-list request";
    private static final String BIND_FAILED = "bind() failed";

    private final Rsync rsync;
    private final DaemonSettings settings;
    private final @Nullable Path own;
    private final Path config;
    private final long deadline;

    DaemonStart(Rsync rsync, DaemonSettings settings) {
        this.rsync = rsync;
        this.settings = settings;
        this.own = settings.conf() == null ? null : OwnConf.write(settings.conf());
        this.config = settings.config().orElse(own);
        this.deadline = System.nanoTime() + settings.startDeadline().toNanos();
    }

    RsyncDaemon start() throws InterruptedException {
        boolean started = false;
        try {
            RsyncDaemon daemon = find();
            started = true;
            return daemon;
        } finally {
            if (!started && own != null) {
                OwnConf.remove(own);
            }
        }
    }

    private RsyncDaemon find() throws InterruptedException {
        if (!Files.isReadable(config)) {
            throw new RsyncDaemonException(
                    Reason.BROKEN_CONFIG,
                    "The rsync daemon cannot start: its configuration " + config + " cannot be read.",
                    null);
        }
        if (settings.port().isPresent()) {
            int port = settings.port().getAsInt();
            requireFree(port);
            return attempt(port);
        }
        for (int i = 1; i < FREE_PORT_ATTEMPTS; i++) {
            try {
                return attempt(freePort());
            } catch (RsyncDaemonException e) {
                // someone was faster; another port is as good
                if (e.reason() != Reason.PORT_BUSY) {
                    throw e;
                }
            }
        }
        return attempt(freePort());
    }

    private void requireFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(settings.address(), port));
        } catch (IOException e) {
            throw new RsyncDaemonException(
                    Reason.PORT_BUSY,
                    "The rsync daemon cannot listen at " + where(port) + ": " + e.getMessage() + ".",
                    e);
        }
    }

    private int freePort() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(settings.address(), 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new RsyncDaemonException(
                    Reason.PORT_BUSY,
                    "No port is free at " + settings.address().getHostAddress() + ": " + e.getMessage() + ".",
                    e);
        }
    }

    private RsyncDaemon attempt(int port) throws InterruptedException {
        DaemonLog log = new DaemonLog(zone(), settings.listener());
        ProcessRun process = launch(port, log);
        boolean ready = false;
        try {
            awaitReady(process, port, log);
            ready = true;
            return new RsyncDaemon(process, log, settings.address(), port, own);
        } finally {
            if (!ready) {
                process.stop(StopReason.CANCELLED);
                process.awaitStopped();
            }
        }
    }

    private ZoneId zone() {
        try {
            return ZoneId.of(rsync.environment().getOrDefault("TZ", "UTC"));
        } catch (DateTimeException e) {
            // a form of TZ that only C libraries know
            return ZoneOffset.UTC;
        }
    }

    private ProcessRun launch(int port, DaemonLog log) {
        List<String> command = List.of(
                rsync.program().toString(),
                "--daemon",
                "--no-detach",
                "--config=" + config.toAbsolutePath(),
                "--address=" + settings.address().getHostAddress(),
                "--port=" + port,
                "--dparam=logfile=/dev/stderr");
        Launch launch = new Launch(
                command,
                rsync.environment(),
                ProcessInput.none(),
                new Launch.Limits(null, null, settings.grace()),
                rsync.threads());
        try {
            return ProcessLauncher.standard().launch(launch, log::add, log::add);
        } catch (ProcessException e) {
            throw new RsyncDaemonException(Reason.ENDED, e.getMessage(), e);
        }
    }

    private void awaitReady(ProcessRun process, int port, DaemonLog log) throws InterruptedException {
        InetAddress address =
                settings.address().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : settings.address();
        InetSocketAddress at = new InetSocketAddress(address, port);
        while (true) {
            requireAlive(process, port, log);
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (left.isNegative() || left.isZero()) {
                throw new RsyncDaemonException(
                        Reason.TIMED_OUT,
                        "The rsync daemon at " + where(port) + " was not ready within "
                                + settings.startDeadline().toSeconds() + " s; " + log.tail() + ".",
                        null);
            }
            switch (answer(at, left)) {
                case READY -> {
                    awaitOwnLog(process, port, log);
                    return;
                }
                case NOTHING -> Thread.sleep(POLL_MILLIS);
                case CLOSED -> throw broken(process, port, log);
            }
        }
    }

    /** What a port answered. */
    private enum Answer {
        /** A greeting, and a list of modules: a daemon is ready. */
        READY,
        /** Nothing listens, or not yet. */
        NOTHING,
        /** It accepted and did not talk as a daemon does: its configuration is broken. */
        CLOSED
    }

    private static Answer answer(InetSocketAddress address, Duration limit) {
        try {
            DaemonAnswer answer = DaemonCall.ask(address, DaemonAnswer.LIST, limit);
            return answer.end() == DaemonAnswer.End.EXIT ? Answer.READY : Answer.CLOSED;
        } catch (DaemonCall.ConnectFailed e) {
            return Answer.NOTHING;
        } catch (IOException e) {
            return Answer.CLOSED;
        }
    }

    /** A daemon answers; that it is ours shows in its log, or in its being alive where a failed bind had ended it. */
    private void awaitOwnLog(ProcessRun process, int port, DaemonLog log) throws InterruptedException {
        long end = System.nanoTime() + OWN_LOG_PATIENCE.toNanos();
        while (!log.contains(LIST_REQUEST) && System.nanoTime() - end < 0) {
            requireAlive(process, port, log);
            Thread.sleep(POLL_MILLIS);
        }
        requireAlive(process, port, log);
    }

    private void requireAlive(ProcessRun process, int port, DaemonLog log) throws InterruptedException {
        if (!process.end().isDone()) {
            return;
        }
        int exit = process.await().exitCode();
        if (log.contains(BIND_FAILED) || log.contains("unable to bind")) {
            throw new RsyncDaemonException(
                    Reason.PORT_BUSY,
                    "The rsync daemon cannot listen at " + where(port) + ": " + log.tail() + ".",
                    null);
        }
        throw new RsyncDaemonException(
                Reason.ENDED,
                "The rsync daemon with the configuration " + config + " ended before it was ready, with exit " + exit
                        + "; " + log.tail() + ".",
                null);
    }

    private RsyncDaemonException broken(ProcessRun process, int port, DaemonLog log) throws InterruptedException {
        // the connection closes before its last log line has reached us
        Thread.sleep(10 * POLL_MILLIS);
        requireAlive(process, port, log);
        return new RsyncDaemonException(
                Reason.BROKEN_CONFIG,
                "The rsync daemon at " + where(port) + " takes no connection, so its configuration " + config
                        + " is broken; " + log.tail() + ".",
                null);
    }

    private String where(int port) {
        return settings.address().getHostAddress() + ":" + port;
    }
}
