package org.pushmirror.rsync;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.rsync.process.Launch;
import org.pushmirror.rsync.process.ProcessException;
import org.pushmirror.rsync.process.ProcessInput;

/**
 * A run of rsync that can be started: a pull into a folder of this machine, or a push from one. Each method returns a
 * changed copy, and each {@link #start()} is a new run. Immutable, safe for use by several threads. Its text is a command
 * that can be pasted into a shell, without the password.
 */
public final class RsyncCommand {

    /** How many changes a result keeps unless {@link #keepChanges} says otherwise: {@value}. */
    public static final int DEFAULT_KEPT_CHANGES = 50_000;

    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

    /**
     * A pull whose target is not yet named. Immutable.
     *
     * @param rsync the program
     * @param source what is pulled
     */
    public record From(Rsync rsync, RsyncSource source) {

        /**
         * Names the target.
         *
         * @param target the folder that takes what the source has; rsync creates it, but not its parents
         * @return a pull with {@link RsyncOptions#plain()}
         */
        public RsyncCommand into(Path target) {
            return of(rsync, new Ends(source, LocalPlace.content(target)));
        }
    }

    /**
     * A push whose target is not yet named. Immutable.
     *
     * @param rsync the program
     * @param source what is pushed
     */
    public record Push(Rsync rsync, LocalPlace source) {

        /**
         * Names the target.
         *
         * @param target the folder that takes what the source has
         * @return a push with {@link RsyncOptions#plain()}
         * @throws IllegalArgumentException if the place cannot be a target
         */
        public RsyncCommand to(RsyncTarget target) {
            target.targetArgument();
            return of(rsync, new Ends(source, target));
        }
    }

    private final Rsync rsync;
    private final Ends ends;
    private final RsyncOptions options;
    private final Launch.Limits limits;
    private final RunOutput.Hearing hearing;

    private RsyncCommand(
            Rsync rsync, Ends ends, RsyncOptions options, Launch.Limits limits, RunOutput.Hearing hearing) {
        this.rsync = rsync;
        this.ends = ends;
        this.options = options;
        this.limits = limits;
        this.hearing = hearing;
    }

    private static RsyncCommand of(Rsync rsync, Ends ends) {
        return new RsyncCommand(
                rsync,
                ends,
                RsyncOptions.plain(),
                new Launch.Limits(null, null, DEFAULT_GRACE),
                RunOutput.Hearing.of(DEFAULT_KEPT_CHANGES));
    }

    /**
     * Sets the options.
     *
     * @param newOptions the options, in place of those before
     * @return the changed copy
     */
    public RsyncCommand options(RsyncOptions newOptions) {
        return new RsyncCommand(rsync, ends, newOptions, limits, hearing);
    }

    /**
     * Sets how long a run may take in all; no limit if not set, since a first sync may take days. A silent server
     * ends a run by {@link RsyncOptions#timeout}.
     *
     * @param limit the limit; when it has passed, the run is stopped
     * @return the changed copy
     */
    public RsyncCommand deadline(Duration limit) {
        return limits(new Launch.Limits(limit, limits.silence(), limits.grace()));
    }

    /**
     * Sets how long a run may print nothing, read nothing and compute nothing; no limit if not set. This ends a pull from a
     * server that is frozen in the middle of a file: the timeout of rsync 3.5.0 does not, since its own signs of life are
     * still taken by the network. Where the system does not say what a program does (other than on Linux), only what it
     * prints counts: then it is of use with progress only, and generous even so.
     *
     * @param limit the limit, a second or more; when it has passed, the run is stopped
     * @return the changed copy
     */
    public RsyncCommand silence(Duration limit) {
        return limits(new Launch.Limits(limits.deadline(), limit, limits.grace()));
    }

    /**
     * Sets how long rsync has to end by itself when it is stopped; 5 seconds if not set. Then it is killed.
     *
     * @param limit the grace time
     * @return the changed copy
     */
    public RsyncCommand grace(Duration limit) {
        return limits(new Launch.Limits(limits.deadline(), limits.silence(), limit));
    }

    private RsyncCommand limits(Launch.Limits newLimits) {
        return new RsyncCommand(rsync, ends, options, newLimits, hearing);
    }

    private RsyncCommand hearing(RunOutput.Hearing newHearing) {
        return new RsyncCommand(rsync, ends, options, limits, newHearing);
    }

    /**
     * Asks rsync for its progress.
     *
     * @param consumer called at most about once a second and once for each file, on a thread of the run; if it
     *     throws, the run is stopped
     * @return the changed copy
     */
    public RsyncCommand onProgress(Consumer<RsyncProgress> consumer) {
        return hearing(hearing.progress(consumer));
    }

    /**
     * Hears of every change, also of those that the result has no room for.
     *
     * @param consumer called for each, on a thread of the run; if it throws, the run is stopped
     * @return the changed copy
     */
    public RsyncCommand onChange(Consumer<RsyncChange> consumer) {
        return hearing(hearing.changes(consumer));
    }

    /**
     * Hears what rsync and the other end say.
     *
     * @param consumer called for each line, on two threads of the run; if it throws, the run is stopped
     * @return the changed copy
     */
    public RsyncCommand onMessage(Consumer<RsyncMessage> consumer) {
        return hearing(hearing.messages(consumer));
    }

    /**
     * Hears everything: progress, changes and messages.
     *
     * @param listener the listener, in place of consumers that were set before
     * @return the changed copy
     */
    public RsyncCommand listener(RsyncListener listener) {
        return onProgress(listener::progressed).onChange(listener::changed).onMessage(listener::said);
    }

    /**
     * Sets how many changes the result keeps, the first ones; {@link #DEFAULT_KEPT_CHANGES} if not set. Each takes about
     * 150 bytes of memory.
     *
     * @param most the most that are kept, 0 or more
     * @return the changed copy
     * @throws IllegalArgumentException if it is negative
     */
    public RsyncCommand keepChanges(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("A result cannot keep " + most + " changes.");
        }
        return hearing(hearing.kept(most));
    }

    /**
     * Has rsync print no changes, for runs of many files of which only the statistics count.
     *
     * @return the changed copy, whose result has no changes and counts none
     */
    public RsyncCommand withoutChanges() {
        return format("");
    }

    /** The same with lines of another form, which the changes then hold. */
    RsyncCommand format(String format) {
        return hearing(hearing.format(format));
    }

    /**
     * Runs it and waits for its end.
     *
     * @return how it ended; a failed transfer is a result, not an exception
     * @throws RsyncException if the program cannot be started, or is too old for an option
     * @throws IllegalArgumentException as for {@link #command()}
     * @throws InterruptedException if the thread is interrupted; rsync has then been stopped
     */
    public RsyncResult run() throws InterruptedException {
        rsync.requireFor(options);
        return launch().await();
    }

    /**
     * Starts it.
     *
     * @return the run
     * @throws RsyncException if the program cannot be started, or is too old for an option
     * @throws IllegalArgumentException as for {@link #command()}
     */
    public RsyncRun start() {
        try {
            rsync.requireFor(options);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RsyncException("rsync was not started, since the thread was interrupted.", e);
        }
        return launch();
    }

    private RsyncRun launch() {
        Launch launch = new Launch(command(), rsync.environment(), input(), limits, rsync.threads());
        try {
            return RsyncRun.start(launch, ends, hearing);
        } catch (ProcessException e) {
            throw new RsyncException(e.getMessage(), e);
        }
    }

    /**
     * The program and its arguments, exactly as they are passed. The password is not among them.
     *
     * @return the words of the command
     * @throws IllegalArgumentException if the options are such that rsync refuses them together, or with these ends
     */
    public List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(rsync.program().toString());
        if (ends.hasDaemon()) {
            addPasswordFile(command);
            command.add("--no-motd");
        }
        if (hearing.progress() != null) {
            command.add("--info=progress2");
        }
        if (!hearing.format().isEmpty()) {
            command.add("--out-format=" + hearing.format());
        }
        command.addAll(options.arguments(ends));
        command.add("--");
        command.add(ends.source().argument());
        command.add(ends.target().targetArgument());
        return List.copyOf(command);
    }

    /** With it, a daemon that asks for a password that we do not have is refused, instead of asking a terminal. */
    private void addPasswordFile(List<String> command) {
        boolean named = options.names(RsyncOption.PASSWORD_FILE);
        if (named && password() != null) {
            throw new IllegalArgumentException(
                    "The run to or from " + ends.daemon().orElseThrow()
                            + " has both a password and the option --password-file; give it one of them.");
        }
        if (!named) {
            command.add("--password-file=-");
        }
    }

    private @Nullable Password password() {
        return ends.daemon().map(DaemonPlace::password).orElse(null);
    }

    private ProcessInput input() {
        Password password = password();
        if (password == null) {
            return ProcessInput.none();
        }
        byte[] bytes = password.bytes();
        try {
            return ProcessInput.of(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public String toString() {
        return command().stream().map(RsyncCommand::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
