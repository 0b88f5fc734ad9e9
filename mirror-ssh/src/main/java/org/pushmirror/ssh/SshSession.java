package org.pushmirror.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.ssh.message.Address;
import org.pushmirror.ssh.time.Deadline;

/** A session of JSch, on which commands are run one after another. */
final class SshSession implements TriggerSession {

    /** How much output of a command is kept. */
    private static final int OUTPUT_KEPT = 64 * 1024;

    /** A host confirms a command at once or never; and JSch may miss that a session ends meanwhile. */
    private static final Duration LONGEST_CONFIRMATION = Duration.ofSeconds(30);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long FIRST_PAUSE_MILLIS = 2;
    private static final long LONGEST_PAUSE_MILLIS = 100;
    private static final int NO_STATUS = -1;

    private final PushTarget target;
    private final Session session;
    private final Link link;
    private volatile boolean closedHere;

    SshSession(PushTarget target, Session session, Link link) {
        this.target = target;
        this.session = session;
        this.link = link;
    }

    @Override
    public boolean isOpen() {
        return !closedHere && session.isConnected() && link.ending() == null;
    }

    @Override
    public void close() {
        closedHere = true;
        link.close();
        session.disconnect();
    }

    @Override
    public TriggerResult send(SyncRequest request, Duration within) throws InterruptedException {
        Deadline deadline = Deadline.in(within);
        OutputSink sink = new OutputSink(OUTPUT_KEPT);
        ChannelExec channel = openChannel();
        try {
            channel.setCommand(request.command());
            channel.setOutputStream(sink);
            channel.setErrStream(sink, true);
            OutputStream input = channel.getOutputStream();
            TriggerResult early = start(channel, sink, deadline);
            if (early != null) {
                return early;
            }
            closeQuietly(input);
            return await(channel, sink, deadline);
        } catch (IOException e) {
            throw notStarted("session-lost", "cut the session before the command was sent; connect again.", e);
        } finally {
            channel.disconnect();
        }
    }

    private ChannelExec openChannel() {
        try {
            return (ChannelExec) session.openChannel("exec");
        } catch (JSchException | RuntimeException e) {
            throw notStarted("session-lost", "ended the session before the command was sent; connect again.", e);
        }
    }

    /**
     * Hands the command over and waits for the host to confirm it.
     *
     * @return how it ended, if there is nothing more to wait for; null if it runs
     */
    private @Nullable TriggerResult start(ChannelExec channel, OutputSink sink, Deadline deadline)
            throws InterruptedException {
        Deadline confirmation = deadline.or(Deadline.in(LONGEST_CONFIRMATION));
        try {
            channel.connect(confirmation.remainingMillis());
            return null;
        } catch (JSchException | RuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while sending a command to " + Address.of(target));
            }
            return judgeStart(String.valueOf(e.getMessage()), sink, e);
        }
    }

    /** JSch tells what became of the command in its messages only. */
    private TriggerResult judgeStart(String message, OutputSink sink, Exception cause) {
        if (message.contains("failed to send channel request")) {
            throw refused(cause);
        }
        if (message.contains("channel is not opened")) {
            if (session.isConnected() && !closedHere) {
                throw refused(cause);
            }
            throw notStarted("session-lost", "ended the session before the command was sent; connect again.", cause);
        }
        if (message.contains("session is down")) {
            throw notStarted("session-lost", "ended the session before the command was sent; connect again.", cause);
        }
        if (closedHere) {
            return new TriggerResult.Cancelled(sink.output());
        }
        if (message.contains("timeout")) {
            return new TriggerResult.TimedOut(Phase.EXEC.word(), sink.output());
        }
        return new TriggerResult.Lost(lossDetail(), sink.output());
    }

    private TriggerException refused(Exception cause) {
        return Failures.failure(
                Outcome.FAILED,
                target,
                "exec-refused",
                Phase.EXEC,
                "let " + target.user() + " in and refused to run a command; check the options of the key and the"
                        + " configuration of its sshd.",
                cause);
    }

    private TriggerException notStarted(String code, String rest, Exception cause) {
        return Failures.unreachable(target, code, Phase.EXEC, rest, cause);
    }

    /** The exit status comes after the end of the output, and JSch has no event for it: the end is looked for. */
    private TriggerResult await(ChannelExec channel, OutputSink sink, Deadline deadline) throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        while (!channel.isClosed() && !closedHere) {
            if (deadline.hasPassed()) {
                return new TriggerResult.TimedOut(Phase.OUTPUT.word(), sink.output());
            }
            if (sink.awaitClose(Math.min(deadline.remainingNanos(), LOOK_NANOS)) && !channel.isClosed()) {
                Thread.sleep(Math.min(deadline.remainingMillis(), pause));
                pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
            }
        }
        return judgeEnd(channel, sink.output());
    }

    private TriggerResult judgeEnd(ChannelExec channel, TriggerOutput output) {
        String signal = channel.getExitSignal();
        if (signal != null) {
            return new TriggerResult.Signalled(signal, output);
        }
        int status = channel.getExitStatus();
        if (status != NO_STATUS) {
            return new TriggerResult.Exited(status, output);
        }
        return closedHere ? new TriggerResult.Cancelled(output) : new TriggerResult.Lost(lossDetail(), output);
    }

    private String lossDetail() {
        if (session.isConnected()) {
            return "the host ended the command without a status";
        }
        LinkInput.Ending ending = link.ending();
        if (ending == LinkInput.Ending.CLOSED) {
            return "the host closed the connection";
        }
        String because = link.handshake().downBecause();
        return because.isEmpty() ? "the connection broke" : "the connection broke: " + because;
    }

    private static void closeQuietly(OutputStream input) {
        try {
            input.close();
        } catch (IOException | RuntimeException e) {
            // The command has ended already, or its session has; waiting for its end will tell.
        }
    }
}
