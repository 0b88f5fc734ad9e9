package org.pushmirror.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.ssh.time.Deadline;

/**
 * One command on a session, from its request to its result. Nobody waits for it: JSch's thread of the session closes the
 * streams of the channel when it ends, which is the event that completes the result, and a timer is the other one.
 */
final class SentCommand {

    /** How much output of a command is kept. */
    private static final int OUTPUT_KEPT = 64 * 1024;

    /** A host confirms a command at once or never; and JSch may miss that a session ends meanwhile. */
    private static final Duration LONGEST_CONFIRMATION = Duration.ofSeconds(30);

    /** How much later than the deadline it is decided what was sent, if JSch does not come back. */
    private static final Duration LONGEST_JUDGEMENT = Duration.ofSeconds(5);

    private static final int NO_STATUS = -1;

    private final SshSession session;
    private final SyncRequest request;
    private final Executor starters;
    private final OutputSink sink = new OutputSink(OUTPUT_KEPT);
    private final CompletableFuture<Void> channelEnd = new CompletableFuture<>();
    private final CompletableFuture<TriggerResult> result = new CompletableFuture<>();
    private volatile @Nullable ChannelExec channel;
    private final AtomicReference<Progress> progress = new AtomicReference<>(Progress.WAITING);

    private enum Progress {
        WAITING,
        NEVER_SENT,
        SENDING,
        CONFIRMED
    }

    SentCommand(SshSession session, SyncRequest request, Executor starters) {
        this.session = session;
        this.request = request;
        this.starters = starters;
    }

    CompletableFuture<TriggerResult> result() {
        return result;
    }

    /** Begins to hand the command over, and returns at once. */
    void start(Deadline deadline) {
        channelEnd
                .orTimeout(Math.max(1, deadline.remainingNanos()), TimeUnit.NANOSECONDS)
                .whenComplete((end, late) -> finish(late != null));
        result.whenComplete((end, failure) -> release());
        try {
            starters.execute(() -> handOver(deadline));
        } catch (RuntimeException | OutOfMemoryError e) {
            result.completeExceptionally(e);
        }
    }

    private void finish(boolean late) {
        ChannelExec opened = channel;
        if (late && mayNotBeSentAnyMore()) {
            result.completeExceptionally(Failures.timedOut(session.target(), Phase.EXEC, "", null));
        } else if (late && progress.get() == Progress.SENDING) {
            // Whoever hands it over has the same deadline, and knows whether anything was sent.
            CompletableFuture.delayedExecutor(LONGEST_JUDGEMENT.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
                    .execute(() -> result.complete(new TriggerResult.TimedOut(Phase.EXEC.word(), sink.output())));
        } else if (late || opened == null) {
            Phase phase = progress.get() == Progress.CONFIRMED ? Phase.OUTPUT : Phase.EXEC;
            result.complete(new TriggerResult.TimedOut(phase.word(), sink.output()));
        } else {
            result.complete(judgeEnd(opened));
        }
    }

    private boolean mayNotBeSentAnyMore() {
        return progress.compareAndSet(Progress.WAITING, Progress.NEVER_SENT) || progress.get() == Progress.NEVER_SENT;
    }

    /** Takes a round trip or two; what comes later are events. */
    private void handOver(Deadline deadline) {
        try {
            if (!result.isDone()) {
                connect(openChannel(), deadline.or(Deadline.in(LONGEST_CONFIRMATION)));
            }
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        } finally {
            if (result.isDone()) {
                disconnect();
            }
        }
    }

    private void connect(ChannelExec opened, Deadline confirmation) {
        channel = opened;
        opened.setCommand(request.command());
        opened.setOutputStream(sink, true);
        opened.setErrStream(new EndWatch(sink, () -> channelEnd.complete(null)));
        OutputStream input = inputOf(opened);
        if (!progress.compareAndSet(Progress.WAITING, Progress.SENDING)) {
            return;
        }
        try {
            opened.connect(confirmation.remainingMillis());
        } catch (JSchException | RuntimeException e) {
            result.complete(judgeStart(String.valueOf(e.getMessage()), confirmation, e));
            return;
        }
        progress.set(Progress.CONFIRMED);
        closeQuietly(input);
        if (channelEnd.isCompletedExceptionally()) {
            result.complete(new TriggerResult.TimedOut(Phase.OUTPUT.word(), sink.output()));
        }
    }

    private ChannelExec openChannel() {
        try {
            if (session.jsch().openChannel("exec") instanceof ChannelExec opened) {
                return opened;
            }
            throw sessionLost(null);
        } catch (JSchException e) {
            throw sessionLost(e);
        }
    }

    private OutputStream inputOf(ChannelExec opened) {
        try {
            return opened.getOutputStream();
        } catch (IOException e) {
            throw sessionLost(e);
        }
    }

    /** JSch tells what became of the command in its messages only. */
    private TriggerResult judgeStart(String message, Deadline confirmation, Exception cause) {
        if (message.contains("failed to send channel request")) {
            throw refused(cause);
        }
        if (message.contains("channel is not opened")) {
            if (confirmation.hasPassed()) {
                throw Failures.timedOut(session.target(), Phase.EXEC, "", cause);
            }
            throw session.jsch().isConnected() && !session.isClosedHere() ? refused(cause) : sessionLost(cause);
        }
        if (message.contains("session is down")) {
            throw sessionLost(cause);
        }
        if (session.isClosedHere()) {
            return new TriggerResult.Cancelled(sink.output());
        }
        if (message.contains("timeout")) {
            return new TriggerResult.TimedOut(Phase.EXEC.word(), sink.output());
        }
        return new TriggerResult.Lost(session.lossDetail(), sink.output());
    }

    private TriggerException refused(Exception cause) {
        return Failures.failure(
                Outcome.FAILED,
                session.target(),
                "exec-refused",
                Phase.EXEC,
                "let " + session.target().user() + " in and refused to run a command; check the options of the key and"
                        + " the configuration of its sshd.",
                cause);
    }

    private TriggerException sessionLost(@Nullable Exception cause) {
        return Failures.unreachable(
                session.target(),
                "session-lost",
                Phase.EXEC,
                "ended the session before the command was sent; connect again.",
                cause);
    }

    private TriggerResult judgeEnd(ChannelExec ended) {
        TriggerOutput output = sink.output();
        String signal = ended.getExitSignal();
        if (signal != null) {
            return new TriggerResult.Signalled(signal, output);
        }
        int status = ended.getExitStatus();
        if (status != NO_STATUS) {
            return new TriggerResult.Exited(status, output);
        }
        return session.isClosedHere()
                ? new TriggerResult.Cancelled(output)
                : new TriggerResult.Lost(session.lossDetail(), output);
    }

    /** This side has closed the session: whatever JSch makes of it, the waiting ends. */
    void sessionClosed() {
        if (mayNotBeSentAnyMore()) {
            result.completeExceptionally(sessionLost(null));
        } else {
            result.complete(new TriggerResult.Cancelled(sink.output()));
        }
    }

    /** Ends the waiting, and gives the channel back, which JSch may take its time for. */
    private void release() {
        mayNotBeSentAnyMore();
        channelEnd.complete(null);
        ChannelExec opened = channel;
        if (opened != null && opened.isConnected()) {
            starters.execute(this::disconnect);
        }
    }

    private void disconnect() {
        ChannelExec opened = channel;
        if (opened != null) {
            opened.disconnect();
        }
    }

    private static void closeQuietly(OutputStream input) {
        try {
            input.close();
        } catch (IOException | RuntimeException e) {
            // The command has ended already, or its session has; its end will tell.
        }
    }
}
