package org.pushmirror.rsync.daemon;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushmirror.rsync.DaemonPlace;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncSource;
import org.pushmirror.rsync.process.ProcessRun;
import org.pushmirror.rsync.process.StopReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An rsync daemon that runs in the foreground as a child of this process. Its log comes to us. Close it to end it, with
 * all its transfers. Safe for use by several threads.
 */
public final class RsyncDaemon implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RsyncDaemon.class);

    private final ProcessRun process;
    private final DaemonLog log;
    private final InetAddress address;
    private final int port;
    private final @Nullable Path own;

    RsyncDaemon(ProcessRun process, DaemonLog log, InetAddress address, int port, @Nullable Path own) {
        this.own = own;
        this.process = process;
        this.log = log;
        this.address = address;
        this.port = port;
        LOG.debug("rsync daemon {} listens at {}:{}", process.pid(), address.getHostAddress(), port);
    }

    /**
     * Starts a daemon, and waits until it has answered a client: it has then read its whole configuration.
     *
     * @param rsync the program
     * @param settings how to start it
     * @return the daemon, ready
     * @throws RsyncDaemonException if it cannot be started; no process is left
     * @throws InterruptedException if the thread is interrupted; no process is left
     */
    public static RsyncDaemon start(Rsync rsync, DaemonSettings settings) throws InterruptedException {
        return new DaemonStart(rsync, settings).start();
    }

    /**
     * The address that it listens at.
     *
     * @return the address
     */
    public InetAddress address() {
        return address;
    }

    /**
     * The port that it listens at.
     *
     * @return the port
     */
    public int port() {
        return port;
    }

    /**
     * The process id of the listener.
     *
     * @return the id
     */
    public long pid() {
        return process.pid();
    }

    /**
     * Whether it still runs.
     *
     * @return false once the listener has ended
     */
    public boolean isRunning() {
        return !process.end().isDone();
    }

    /**
     * One of its modules, as a source for a client on this machine.
     *
     * @param module the name of the module
     * @return the source, with address and port
     */
    public DaemonPlace source(String module) {
        InetAddress at = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        return RsyncSource.daemon(at.getHostAddress(), module).port(port);
    }

    /**
     * The last lines of its log, at most 500, as rsync wrote them.
     *
     * @return the lines
     */
    public List<String> recentLog() {
        return log.recent();
    }

    /** Ends the listener, and its transfers, and waits until nothing of it is left. A second close does nothing. */
    @Override
    public void close() {
        process.stop(StopReason.CANCELLED);
        process.awaitStopped();
        if (own != null) {
            OwnConf.remove(own);
        }
        LOG.debug("rsync daemon at port {} has ended", port);
    }
}
