package org.pushmirror.ssh.push;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.TargetState;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.ssh.TriggerException;
import org.pushmirror.ssh.TriggerResult;
import org.pushmirror.ssh.TriggerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one target: keeps its session from stage to stage, opens it again when it died, and sends triggers. A
 * connection is retried; a command that was sent is not. Used by one thread.
 */
final class TargetLink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TargetLink.class);

    private final PushTarget target;
    private final RunContext context;
    private final List<StageReport> ended = new ArrayList<>();
    private @Nullable StageReport current;
    private @Nullable TriggerSession session;
    private boolean holdsSlot = true;

    /** The starter has taken a slot of the window for the first connection. */
    TargetLink(PushTarget target, RunContext context) {
        this.target = target;
        this.context = context;
    }

    /** What happened so far, with the trigger under way as the last. */
    List<StageReport> stages() {
        List<StageReport> all = new ArrayList<>(ended);
        if (current != null) {
            all.add(current.withEndedAt(context.now()));
        }
        return all;
    }

    /** Whether a command is, or may be, under way there. */
    boolean isSending() {
        return current != null && current.startedAt().isPresent();
    }

    /** Whether any command was sent there. */
    boolean hasSent() {
        return stages().stream().anyMatch(stage -> stage.startedAt().isPresent());
    }

    /**
     * Sends one request, connecting first where needed.
     *
     * @param stage which trigger this is
     * @param request what to ask for
     * @param state what the target is in while the command runs
     */
    StageEnd trigger(StageReport.Stage stage, SyncRequest request, TargetState state) throws InterruptedException {
        return trigger(StageReport.of(stage), request, state);
    }

    /** Sends the last request again; both count as one trigger with more attempts. */
    StageEnd again(SyncRequest request, TargetState state) throws InterruptedException {
        StageReport last = ended.remove(ended.size() - 1);
        return trigger(StageReport.of(last.stage()).withAttempts(last.attempts()), request, state);
    }

    private StageEnd trigger(StageReport start, SyncRequest request, TargetState state) throws InterruptedException {
        StageReport report = start;
        for (int failures = 1; ; failures++) {
            boolean kept = session != null && session.isOpen();
            report = report.attempted();
            current = report;
            try {
                TriggerSession open = open(kept);
                report = (kept ? report : report.withConnectedAt(context.now())).withStartedAt(context.now());
                current = report;
                context.events().changed(target, state, "");
                TriggerResult result =
                        open.sendAndWait(request, context.settings().commandDeadline());
                return ended(StageEnd.of(result, target, report.withEndedAt(context.now())));
            } catch (TriggerException e) {
                closeSession();
                context.control().requireRunning();
                report = StageReport.of(report.stage()).withAttempts(report.attempts());
                if (kept) {
                    // A session that died while it was kept says nothing about the host.
                    failures--;
                    LOG.debug("The session to {} was lost and is opened again.", target.name());
                } else if (context.settings().retries().allow(e, failures)) {
                    pause(context.settings().retries().pauseAfter(e, failures), e);
                } else {
                    return ended(new StageEnd(e.outcome(), e.reason(), report.withEndedAt(context.now())));
                }
            }
        }
    }

    private StageEnd ended(StageEnd end) throws InterruptedException {
        if (end.outcome() == Outcome.CANCELLED) {
            current = end.report();
            context.control().requireRunning();
        }
        current = null;
        ended.add(end.report());
        return end;
    }

    private TriggerSession open(boolean kept) throws InterruptedException {
        if (kept && session != null) {
            return session;
        }
        closeSession();
        context.events().changed(target, TargetState.CONNECTING, "");
        if (!holdsSlot) {
            context.window().acquire();
            holdsSlot = true;
        }
        try {
            TriggerSession opened = context.settings()
                    .connector()
                    .open(target, context.settings().connectDeadline());
            session = opened;
            context.control().opened(opened);
            return opened;
        } finally {
            releaseSlot();
        }
    }

    private void pause(Duration pause, TriggerException because) throws InterruptedException {
        context.events()
                .changed(target, TargetState.CONNECTING, because.reason().message() + " It is tried again.");
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    }

    private void releaseSlot() {
        if (holdsSlot) {
            holdsSlot = false;
            context.window().release();
        }
    }

    /** Ends the session; the next trigger would open another. */
    void closeSession() {
        TriggerSession open = session;
        if (open != null) {
            session = null;
            context.control().closed(open);
            RunControl.close(open);
        }
    }

    @Override
    public void close() {
        closeSession();
        releaseSlot();
    }
}
