package org.pushmirror.ssh;

import com.jcraft.jsch.Session;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.ssh.message.Address;
import org.pushmirror.ssh.time.Deadline;

/** A session of JSch, on which commands are run one after another. Its one thread is the one in which JSch reads. */
final class SshSession implements TriggerSession {

    private final PushTarget target;
    private final Session session;
    private final Link link;
    private final OpenSession opened;
    private final Executor starters;
    private final AtomicReference<@Nullable SentCommand> underWay = new AtomicReference<>();
    private volatile boolean closedHere;

    SshSession(OpenSession opened, Executor starters) {
        this.opened = opened;
        this.target = opened.place();
        this.session = opened.jsch();
        this.link = opened.link();
        this.starters = starters;
    }

    @Override
    public boolean isOpen() {
        return !closedHere && opened.isUsable();
    }

    @Override
    public void close() {
        closedHere = true;
        opened.close();
        SentCommand command = underWay.get();
        if (command != null) {
            command.sessionClosed();
        }
    }

    @Override
    public CompletableFuture<TriggerResult> send(SyncRequest request, Duration within) {
        SentCommand command = new SentCommand(this, request, starters);
        SentCommand before = underWay.get();
        if ((before != null && !before.result().isDone()) || !underWay.compareAndSet(before, command)) {
            throw new IllegalStateException(
                    "A request to " + Address.of(target) + " is under way; wait for its end before another is sent.");
        }
        command.start(Deadline.in(within));
        return command.result();
    }

    PushTarget target() {
        return target;
    }

    Session jsch() {
        return session;
    }

    boolean isClosedHere() {
        return closedHere;
    }

    /** Why the session is not there any more, in a few words. */
    String lossDetail() {
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
}
