package org.pushmirror.rsync;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.rsync.process.ProcessEnd;

/** How a run of rsync ended. Immutable; without secrets. */
public final class RsyncResult {

    private final Ends ends;
    private final RsyncReason reason;
    private final int code;
    private final Duration duration;
    private final @Nullable Throwable failure;
    private final @Nullable RsyncStats stats;
    private final List<RsyncChange> changes;
    private final long changeCount;
    private final List<RsyncMessage> messages;

    RsyncResult(Ends ends, ProcessEnd end, RunOutput output) {
        this.ends = ends;
        this.reason = RsyncReason.valueOf(end.reason().name());
        this.code = end.exitCode();
        this.duration = end.duration();
        this.failure = end.failure();
        this.stats = output.stats().orElse(null);
        this.changes = output.changes();
        this.changeCount = output.changeCount();
        this.messages = output.lastErrors();
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
     * What it changed, or would have changed in a dry run, in the order in which rsync said so. Empty if an option took
     * away the format of rsync's output.
     *
     * @return the first changes, as many as {@link RsyncCommand#keepChanges} allows
     */
    public List<RsyncChange> changes() {
        return changes;
    }

    /**
     * How many changes there were, also those that are not kept.
     *
     * @return the count
     */
    public long changeCount() {
        return changeCount;
    }

    /**
     * The last lines that it wrote to standard error, at most 40, control characters replaced.
     *
     * @return the lines
     */
    public List<String> errors() {
        return messages.stream().map(RsyncMessage::text).toList();
    }

    /**
     * The last lines that it wrote to standard error, at most 40, with what they say.
     *
     * @return the messages
     */
    public List<RsyncMessage> messages() {
        return messages;
    }

    /**
     * What went wrong, as far as rsync's words show it.
     *
     * @return the cause; empty if it succeeded, or the words say no more than the exit code does
     */
    public Optional<RsyncCause> cause() {
        return succeeded() ? Optional.empty() : RsyncCause.of(this);
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
     * What was read.
     *
     * @return the source
     */
    public RsyncSource source() {
        return ends.source();
    }

    /**
     * Where it was written.
     *
     * @return the target folder
     */
    public RsyncTarget target() {
        return ends.target();
    }

    Ends ends() {
        return ends;
    }

    /**
     * How it ended, for an operator.
     *
     * @return one sentence that names the source, or the target of a push, and, for a failure, the cause
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
            throw new RsyncException(message(), failure, cause().orElse(null));
        }
        return this;
    }

    @Override
    public String toString() {
        return message();
    }
}
