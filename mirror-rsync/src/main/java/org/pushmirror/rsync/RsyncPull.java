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
 * A pull that can be run: the content of a source into a local folder. Each method returns a changed copy, and each
 * {@link #start()} is a new run. Immutable, safe for use by several threads. Its text is a command that can be pasted
 * into a shell, without the password.
 */
public final class RsyncPull {

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
         * @param target the folder that takes the content of the source; rsync creates it, but not its parents
         * @return a pull with {@link RsyncOptions#plain()}
         */
        public RsyncPull into(Path target) {
            return new RsyncPull(this, target, RsyncOptions.plain(), null, null, DEFAULT_GRACE, null);
        }
    }

    private final From from;
    private final Path target;
    private final RsyncOptions options;
    private final @Nullable Duration deadline;
    private final @Nullable Duration silence;
    private final Duration grace;
    private final @Nullable Consumer<RsyncProgress> progress;

    private RsyncPull(
            From from,
            Path target,
            RsyncOptions options,
            @Nullable Duration deadline,
            @Nullable Duration silence,
            Duration grace,
            @Nullable Consumer<RsyncProgress> progress) {
        this.from = from;
        this.target = target;
        this.options = options;
        this.deadline = deadline;
        this.silence = silence;
        this.grace = grace;
        this.progress = progress;
    }

    /**
     * Sets the options.
     *
     * @param newOptions the options, in place of those before
     * @return the changed copy
     */
    public RsyncPull options(RsyncOptions newOptions) {
        return new RsyncPull(from, target, newOptions, deadline, silence, grace, progress);
    }

    /**
     * Sets how long a run may take in all; no limit if not set, since a first sync may take days. A silent server
     * ends a run by {@link RsyncOptions#timeout}.
     *
     * @param limit the limit; when it has passed, the run is stopped
     * @return the changed copy
     */
    public RsyncPull deadline(Duration limit) {
        return new RsyncPull(from, target, options, limit, silence, grace, progress);
    }

    /**
     * Sets how long a run may print nothing; no limit if not set. Of use with progress only, and generous even then:
     * rsync is rightly silent while it scans or deletes.
     *
     * @param limit the limit; when it has passed, the run is stopped
     * @return the changed copy
     */
    public RsyncPull silence(Duration limit) {
        return new RsyncPull(from, target, options, deadline, limit, grace, progress);
    }

    /**
     * Sets how long rsync has to end by itself when it is stopped; 5 seconds if not set. Then it is killed.
     *
     * @param limit the grace time
     * @return the changed copy
     */
    public RsyncPull grace(Duration limit) {
        return new RsyncPull(from, target, options, deadline, silence, limit, progress);
    }

    /**
     * Asks rsync for its progress.
     *
     * @param consumer called at most about once a second and once for each file, on a thread of the run; if it
     *     throws, the run is stopped
     * @return the changed copy
     */
    public RsyncPull onProgress(Consumer<RsyncProgress> consumer) {
        return new RsyncPull(from, target, options, deadline, silence, grace, consumer);
    }

    /**
     * Runs the pull and waits for its end.
     *
     * @return how it ended; a failed transfer is a result, not an exception
     * @throws RsyncException if the program cannot be started
     * @throws InterruptedException if the thread is interrupted; rsync has then been stopped
     */
    public RsyncResult run() throws InterruptedException {
        return start().await();
    }

    /**
     * Starts the pull.
     *
     * @return the run
     * @throws RsyncException if the program cannot be started
     */
    public RsyncRun start() {
        Launch launch = new Launch(
                command(),
                from.rsync().environment(),
                input(),
                new Launch.Limits(deadline, silence, grace),
                from.rsync().threads());
        try {
            return RsyncRun.start(launch, from.source(), target, progress);
        } catch (ProcessException e) {
            throw new RsyncException(e.getMessage(), e);
        }
    }

    /**
     * The program and its arguments, exactly as they are passed. The password is not among them.
     *
     * @return the words of the command
     */
    public List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(from.rsync().program().toString());
        if (from.source() instanceof DaemonSource) {
            // with it, a daemon that asks for a password that we do not have is refused, instead of asking a terminal
            command.add("--password-file=-");
            command.add("--no-motd");
        }
        if (progress != null) {
            command.add("--info=progress2");
        }
        command.addAll(options.arguments(from.source()));
        command.add("--");
        command.add(from.source().argument());
        command.add(LocalFolder.argument(target));
        return List.copyOf(command);
    }

    private ProcessInput input() {
        Password password = from.source() instanceof DaemonSource daemon ? daemon.password() : null;
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
        return command().stream().map(RsyncPull::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
