package org.pushmirror.rsync.daemon;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.rsyncd.RsyncdConf;
import org.pushmirror.rsync.DaemonListing;
import org.pushmirror.rsync.DaemonPlace;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncException;
import org.pushmirror.rsync.RsyncSource;
import org.pushmirror.rsync.process.Launch;
import org.pushmirror.rsync.process.OutputPiece;
import org.pushmirror.rsync.process.ProcessException;
import org.pushmirror.rsync.process.ProcessInput;
import org.pushmirror.rsync.process.ProcessLauncher;
import org.pushmirror.rsync.process.StopReason;
import org.pushmirror.rsync.wire.DaemonAnswer;

/**
 * A daemon without a port: each connection is a process of its own, which talks over pipes. It says what the real rsync
 * makes of a configuration, and serves clients of this machine in tests. Between connections nothing runs. Safe for use by
 * several threads.
 */
public final class PipedDaemon implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int LONGEST = 1024 * 1024;
    private static final int LOG_LINES = 100;

    private final Rsync rsync;
    private final Path config;
    private final @Nullable Path own;

    private PipedDaemon(Rsync rsync, Path config, @Nullable Path own) {
        this.rsync = rsync;
        this.config = config.toAbsolutePath();
        this.own = own;
    }

    /**
     * A daemon that reads a configuration file.
     *
     * @param rsync the program
     * @param config the file, read anew for each connection
     * @return the daemon
     */
    public static PipedDaemon of(Rsync rsync, Path config) {
        return new PipedDaemon(rsync, config, null);
    }

    /**
     * A daemon with a configuration of its own, which is in a private temporary file until this is closed.
     *
     * @param rsync the program
     * @param conf the configuration; a relative {@code &include} starts from the working directory of this process
     * @return the daemon
     */
    public static PipedDaemon of(Rsync rsync, RsyncdConf conf) {
        Path file = OwnConf.write(conf);
        return new PipedDaemon(rsync, file, file);
    }

    /**
     * Says what the real rsync makes of a configuration.
     *
     * @param rsync the program
     * @param conf the configuration; a relative {@code &include} starts from the working directory of this process
     * @param within how long it may take in all
     * @return the verdict
     * @throws RsyncException if rsync cannot be run
     * @throws InterruptedException if the thread is interrupted
     */
    public static ConfVerdict validate(Rsync rsync, RsyncdConf conf, Duration within) throws InterruptedException {
        try (PipedDaemon daemon = of(rsync, conf)) {
            return daemon.verdict(within);
        }
    }

    /**
     * Says what the real rsync makes of the configuration.
     *
     * @param within how long it may take in all
     * @return the verdict
     * @throws RsyncException if rsync cannot be run
     * @throws InterruptedException if the thread is interrupted
     */
    public ConfVerdict verdict(Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        DaemonAnswer list = ask(DaemonAnswer.LIST, within, log);
        if (list.end() != DaemonAnswer.End.EXIT) {
            return new ConfVerdict(null, log);
        }
        Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
        DaemonAnswer message = ask(DaemonAnswer.NOTHING, left, new ArrayList<>());
        return new ConfVerdict(DaemonListing.parse(list.protocol(), list.digests(), list.text(), message.text()), log);
    }

    /**
     * Asks for a module, as a client that has no address.
     *
     * @param module its name
     * @param within how long it may take
     * @return the answer
     * @throws RsyncException if rsync cannot be run
     * @throws InterruptedException if the thread is interrupted
     */
    public ModuleAnswer ask(String module, Duration within) throws InterruptedException {
        RsyncSource.daemon("localhost", module);
        DaemonAnswer answer = ask(module, within, new ArrayList<>());
        return switch (answer.end()) {
            case OK -> new ModuleAnswer(ModuleAnswer.Kind.OPEN, "");
            case LOGIN -> new ModuleAnswer(ModuleAnswer.Kind.LOGIN, "");
            case ERROR -> new ModuleAnswer(ModuleAnswer.Kind.REFUSED, answer.lastLine());
            default -> new ModuleAnswer(ModuleAnswer.Kind.CLOSED, "");
        };
    }

    private DaemonAnswer ask(String request, Duration within, List<String> log) throws InterruptedException {
        Launch launch = new Launch(
                List.of(
                        rsync.program().toString(),
                        "--server",
                        "--daemon",
                        "--config=" + config,
                        "--dparam=logfile=/dev/stderr",
                        "."),
                rsync.environment(),
                ProcessInput.of(DaemonAnswer.question(request)),
                new Launch.Limits(within, null, GRACE),
                rsync.threads());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            StopReason reason = ProcessLauncher.standard()
                    .launch(launch, piece -> keep(piece, out), piece -> note(piece, log))
                    .await()
                    .reason();
            if (reason == StopReason.TIMED_OUT) {
                throw new RsyncException("rsync did not answer in time with the configuration " + config + ".", null);
            }
            return DaemonAnswer.read(new ByteArrayInputStream(out.toByteArray()));
        } catch (ProcessException | IOException e) {
            throw new RsyncException(e.getMessage(), e);
        }
    }

    private static void keep(OutputPiece piece, ByteArrayOutputStream out) {
        if (out.size() < LONGEST) {
            out.writeBytes(piece.bytes());
            out.write('\n');
        }
    }

    private static void note(OutputPiece piece, List<String> log) {
        if (log.size() < LOG_LINES) {
            log.add(DaemonLog.bare(piece.text().replaceAll("\\p{Cntrl}", "?")));
        }
    }

    /**
     * The program, for clients of this daemon: whatever host they name, they talk to it.
     *
     * @return a copy of the program with another environment
     */
    public Rsync client() {
        return rsync.environment(
                "RSYNC_CONNECT_PROG", quoted(rsync.program()) + " --daemon --config=" + quoted(config));
    }

    /** For a shell. */
    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }

    /**
     * One of its modules, as a source or target for {@link #client()}.
     *
     * @param module the name of the module
     * @return the module
     */
    public DaemonPlace source(String module) {
        return RsyncSource.daemon("localhost", module);
    }

    /** Removes its own configuration file, if it has one. */
    @Override
    public void close() {
        if (own != null) {
            OwnConf.remove(own);
        }
    }

    @Override
    public String toString() {
        return "rsync daemon over pipes with " + config + (Files.exists(config) ? "" : " (missing)");
    }
}
