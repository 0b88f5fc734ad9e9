package org.pushmirror.rsync;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;

/**
 * The rsync program. It is run with an environment of its own: {@code LC_ALL=C}, {@code TZ=UTC}, the path of this
 * process, a home that has no {@code .popt} file, and what {@link #environment(String, String)} adds; nothing is
 * inherited. Immutable, safe for use by several threads; each run is independent.
 */
public final class Rsync {

    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private final Path program;
    private final Map<String, String> environment;
    private final ThreadFactory threads;
    private final ProgramFacts facts;

    private Rsync(Path program, Map<String, String> environment, ThreadFactory threads, ProgramFacts facts) {
        this.program = program;
        this.facts = facts;
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
        Path absolute = program.toAbsolutePath();
        return new Rsync(absolute, environment, Rsync::daemonThread, new ProgramFacts(absolute));
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
        return new Rsync(program, more, threads, facts);
    }

    /**
     * The same program, whose runs take their threads (three each) from a factory; the default makes daemon
     * threads. One more thread of each run, which starts the program and waits for it, is always a platform thread of our
     * own: on Linux the system ends a program together with the thread that started it.
     *
     * @param factory makes the threads
     * @return the changed copy
     */
    public Rsync threads(ThreadFactory factory) {
        return new Rsync(program, environment, factory, facts);
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
        return capabilities().version();
    }

    /**
     * What the program says about itself, asked once.
     *
     * @return version, capabilities and algorithms
     * @throws RsyncException if the program cannot be run or is no rsync
     * @throws InterruptedException if the thread is interrupted
     */
    public RsyncCapabilities capabilities() throws InterruptedException {
        return facts.get(environment, threads);
    }

    /** Asks for the version only if an option needs more than the oldest rsync that this library drives. */
    void requireFor(RsyncOptions options) throws InterruptedException {
        for (OptionSetting setting : options.settings()) {
            String since = setting.option().row().since();
            if (!since.equals(OptionTable.OLDEST) && !version().isAtLeast(since)) {
                throw new RsyncException(
                        "rsync " + version() + " at " + program + " is too old for " + setting.option()
                                + ", which needs " + since + " or newer.",
                        null);
            }
        }
    }

    /**
     * Begins a pull.
     *
     * @param source what is pulled
     * @return the pull, still without a target
     */
    public RsyncCommand.From pull(RsyncSource source) {
        return new RsyncCommand.From(this, source);
    }

    /**
     * Begins a push from this machine.
     *
     * @param source what is pushed: {@link RsyncSource#local} or {@link RsyncSource#localItem}
     * @return the push, still without a target
     */
    public RsyncCommand.Push push(LocalPlace source) {
        return new RsyncCommand.Push(this, source);
    }

    /**
     * Begins a listing of what a source has.
     *
     * @param source the source
     * @param depth how deep to look
     * @return the listing, still to be run
     */
    public RsyncListing list(RsyncSource source, RsyncListing.Depth depth) {
        return RsyncListing.of(this, source, depth);
    }

    @Override
    public String toString() {
        return program.toString();
    }
}
