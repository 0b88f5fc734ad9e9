package org.pushmirror.rsync;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.rsync.process.ProcessEnd;

/** How a run of rsync ended. Immutable; without secrets. */
public final class RsyncResult {

    private final RsyncSource source;
    private final Path target;
    private final RsyncReason reason;
    private final int code;
    private final Duration duration;
    private final @Nullable Throwable failure;
    private final @Nullable RsyncStats stats;
    private final List<String> errors;

    RsyncResult(RsyncSource source, Path target, ProcessEnd end, Optional<RsyncStats> stats, List<String> errors) {
        this.source = source;
        this.target = target;
        this.reason = RsyncReason.valueOf(end.reason().name());
        this.code = end.exitCode();
        this.duration = end.duration();
        this.failure = end.failure();
        this.stats = stats.orElse(null);
        this.errors = List.copyOf(errors);
    }

    /**
     * Whether it ended by itself with exit 0.
     *
     * @return true if everything was done
     */
    public boolean succeeded() {
        return reason == RsyncReason.EXITED && exit() == RsyncExit.SUCCESS;
    }

    /**
     * Why it ended.
     *
     * @return the reason
     */
    public RsyncReason reason() {
        return reason;
    }

    /**
     * What its exit code means.
     *
     * @return the meaning
     */
    public RsyncExit exit() {
        return RsyncExit.of(code);
    }

    /**
     * Its exit code.
     *
     * @return the code; 128 + n for death by signal n
     */
    public int code() {
        return code;
    }

    /**
     * Its statistics.
     *
     * @return the statistics; empty if it did not get to print them
     */
    public Optional<RsyncStats> stats() {
        return Optional.ofNullable(stats);
    }

    /**
     * The last lines that it wrote to standard error, at most 40, control characters replaced.
     *
     * @return the lines
     */
    public List<String> errors() {
        return errors;
    }

    /**
     * How long it ran.
     *
     * @return the time
     */
    public Duration duration() {
        return duration;
    }

    /**
     * What the consumer of its output threw.
     *
     * @return the exception; empty for other reasons than {@link RsyncReason#CONSUMER_FAILED}
     */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * What was pulled.
     *
     * @return the source
     */
    public RsyncSource source() {
        return source;
    }

    /**
     * Where it was pulled to.
     *
     * @return the target folder
     */
    public Path target() {
        return target;
    }

    /**
     * How it ended, for an operator.
     *
     * @return one sentence that names the source and, for a failure, the cause
     */
    public String message() {
        return new RunMessage(this).text();
    }

    /**
     * Turns anything but success into an exception.
     *
     * @return this
     * @throws RsyncException if it did not succeed, with {@link #message()}
     */
    public RsyncResult requireSuccess() {
        if (!succeeded()) {
            throw new RsyncException(message(), failure);
        }
        return this;
    }

    @Override
    public String toString() {
        return message();
    }
}
