package org.pushmirror.rsync;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.pushmirror.rsync.process.Launch;
import org.pushmirror.rsync.process.ProcessEnd;
import org.pushmirror.rsync.process.ProcessException;
import org.pushmirror.rsync.process.ProcessInput;
import org.pushmirror.rsync.process.ProcessLauncher;
import org.pushmirror.rsync.process.StopReason;

/**
 * The rsync program. It is run with an environment of its own: {@code LC_ALL=C}, {@code TZ=UTC}, the path of this
 * process, a home that has no {@code .popt} file, and what {@link #environment(String, String)} adds; nothing is
 * inherited. Immutable, safe for use by several threads; each run is independent.
 */
public final class Rsync {

    private static final Duration VERSION_DEADLINE = Duration.ofSeconds(20);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private final Path program;
    private final Map<String, String> environment;
    private final ThreadFactory threads;
    private final AtomicReference<@Nullable RsyncVersion> version = new AtomicReference<>();

    private Rsync(Path program, Map<String, String> environment, ThreadFactory threads) {
        this.program = program;
        this.environment = Map.copyOf(environment);
        this.threads = threads;
    }

    /**
     * Finds rsync in the path of this process.
     *
     * @return the program
     * @throws RsyncException if there is none; the message says how to install it
     */
    public static Rsync find() {
        for (String folder : path().split(File.pathSeparator)) {
            Path candidate = Path.of(folder.isEmpty() ? "." : folder, "rsync");
            if (isProgram(candidate)) {
                return at(candidate);
            }
        }
        throw new RsyncException(
                "rsync is missing: it is in no folder of PATH (" + path()
                        + "); install it, for example with: apt-get install rsync",
                null);
    }

    /**
     * The rsync at a path.
     *
     * @param program the program
     * @return the program
     * @throws RsyncException if there is no such file, or it cannot be executed
     */
    public static Rsync at(Path program) {
        if (!isProgram(program)) {
            throw new RsyncException("There is no rsync that can be executed at " + program + ".", null);
        }
        Map<String, String> environment = new TreeMap<>();
        environment.put("LC_ALL", "C");
        environment.put("TZ", "UTC");
        environment.put("PATH", path());
        // nothing can be below it, so no ~/.popt can change what an option means
        environment.put("HOME", "/dev/null");
        return new Rsync(program.toAbsolutePath(), environment, Rsync::daemonThread);
    }

    private static String path() {
        String path = System.getenv("PATH");
        return path == null || path.isBlank() ? DEFAULT_PATH : path;
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private static Thread daemonThread(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * The same program with one more environment variable, for example {@code RSYNC_PROXY} or {@code TMPDIR}.
     *
     * @param name the name of the variable
     * @param value its value
     * @return the changed copy
     * @throws IllegalArgumentException for {@code RSYNC_PASSWORD}, which others could read there, for {@code LC_ALL},
     *     which the reading of rsync's output relies on, or if the name is empty or has an equals sign, or one of
     *     them has a NUL
     */
    public Rsync environment(String name, String value) {
        if (name.equals("RSYNC_PASSWORD") || name.equals("LC_ALL")) {
            throw new IllegalArgumentException("The environment variable " + name + " of rsync cannot be set here.");
        }
        if (name.isEmpty() || name.indexOf('=') >= 0 || (name + value).indexOf('\0') >= 0) {
            throw new IllegalArgumentException("\"" + name + "\" cannot be the name of an environment variable.");
        }
        Map<String, String> more = new TreeMap<>(environment);
        more.put(name, value);
        return new Rsync(program, more, threads);
    }

    /**
     * The same program, whose runs take their threads (four each) from a factory; the default makes daemon threads.
     *
     * @param factory makes the threads
     * @return the changed copy
     */
    public Rsync threads(ThreadFactory factory) {
        return new Rsync(program, environment, factory);
    }

    /**
     * The program.
     *
     * @return its absolute path
     */
    public Path program() {
        return program;
    }

    /**
     * The whole environment that rsync is run with.
     *
     * @return an unmodifiable map
     */
    public Map<String, String> environment() {
        return environment;
    }

    /**
     * What makes the threads of runs.
     *
     * @return the factory
     */
    public ThreadFactory threads() {
        return threads;
    }

    /**
     * The version of the program, asked once.
     *
     * @return the version
     * @throws RsyncException if the program cannot be run or is no rsync
     * @throws InterruptedException if the thread is interrupted
     */
    public RsyncVersion version() throws InterruptedException {
        RsyncVersion known = version.get();
        if (known == null) {
            known = askVersion();
            version.set(known);
        }
        return known;
    }

    private RsyncVersion askVersion() throws InterruptedException {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        Launch launch = new Launch(
                List.of(program.toString(), "--version"),
                environment,
                ProcessInput.none(),
                new Launch.Limits(VERSION_DEADLINE, null, GRACE),
                threads);
        try {
            ProcessEnd end = ProcessLauncher.standard()
                    .launch(
                            launch,
                            line -> {
                                if (lines.isEmpty()) {
                                    lines.add(line.text());
                                }
                            },
                            line -> {})
                    .await();
            String first = lines.isEmpty() ? "" : lines.get(0);
            return RsyncVersion.parse(first)
                    .filter(found -> end.reason() == StopReason.EXITED)
                    .orElseThrow(() -> new RsyncException(
                            program + " is no rsync: it did not answer --version as rsync does.", null));
        } catch (ProcessException e) {
            throw new RsyncException(e.getMessage(), e);
        }
    }

    /**
     * Begins a pull.
     *
     * @param source what is pulled
     * @return the pull, still without a target
     */
    public RsyncPull.From pull(RsyncSource source) {
        return new RsyncPull.From(this, source);
    }

    @Override
    public String toString() {
        return program.toString();
    }
}
