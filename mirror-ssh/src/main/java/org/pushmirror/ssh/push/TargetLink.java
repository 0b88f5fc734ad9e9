package org.pushmirror.ssh.push;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.JournalEntry;
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
 * connection is retried; a command that was sent is not, unless the caller allows it. A task of the {@link EventLoop}
 * calls it.
 */
final class TargetLink {

    private static final Logger LOG = LoggerFactory.getLogger(TargetLink.class);

    private final PushTarget target;
    private final RunContext context;
    private final Consumer<Throwable> broken;
    private final List<StageReport> ended = new ArrayList<>();
    private Runnable whenContacted = () -> {};
    private @Nullable Trigger current;
    private @Nullable TriggerSession session;
    private boolean over;

    /** One trigger, with all its attempts. */
    private static final class Trigger {
        private final SyncRequest request;
        private final TargetState state;
        private final Consumer<StageEnd> then;
        private StageReport report;
        private int failures;
        private boolean kept;
        private BooleanSupplier obsolete = () -> false;
        private Runnable instead = () -> {};

        Trigger(StageReport report, SyncRequest request, TargetState state, Consumer<StageEnd> then) {
            this.report = report;
            this.request = request;
            this.state = state;
            this.then = then;
        }
    }

    /** What fails in a way that it should not is handed to {@code broken}. */
    TargetLink(PushTarget target, RunContext context, Consumer<Throwable> broken) {
        this.target = target;
        this.context = context;
        this.broken = broken;
    }

    /** Triggers of a run before this one. */
    void remember(List<StageReport> stages) {
        ended.addAll(stages);
    }

    /** What is done when the first handshake begins. */
    void whenContacted(Runnable task) {
        whenContacted = task;
    }

    /** What happened so far, with the trigger under way as the last. */
    List<StageReport> stages() {
        List<StageReport> all = new ArrayList<>(ended);
        if (current != null && current.report.attempts() > 0) {
            all.add(current.report.withEndedAt(context.now()));
        }
        return all;
    }

    /** The last trigger; the target must have had one. */
    StageReport lastStage() {
        List<StageReport> all = stages();
        return all.get(all.size() - 1);
    }

    /** Whether a command is, or may be, under way there. */
    boolean isSending() {
        return current != null && current.report.startedAt().isPresent();
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
     * @param then goes on with how it ended
     */
    void trigger(StageReport.Stage stage, SyncRequest request, TargetState state, Consumer<StageEnd> then) {
        current = new Trigger(StageReport.of(stage), request, state, then);
        attempt(current, turn(stage));
    }

    private Window.Turn turn(StageReport.Stage stage) {
        return switch (stage) {
            case ALL, STAGE1 -> Window.Turn.FIRST;
            case STAGE2 -> ended.isEmpty() ? Window.Turn.FIRST : Window.Turn.BACK;
            case REPAIR -> Window.Turn.AGAIN;
        };
    }

    /**
     * Sends one request, unless it has become obsolete when the session is there.
     *
     * @param obsolete whether it is not to be sent any more
     * @param instead goes on then
     */
    void triggerUnless(
            BooleanSupplier obsolete,
            Runnable instead,
            StageReport.Stage stage,
            SyncRequest request,
            TargetState state,
            Consumer<StageEnd> then) {
        Trigger trigger = new Trigger(StageReport.of(stage), request, state, then);
        trigger.obsolete = obsolete;
        trigger.instead = instead;
        current = trigger;
        attempt(trigger, turn(stage));
    }

    /** Sends the last request again; both count as one trigger with more attempts. */
    void again(SyncRequest request, TargetState state, Consumer<StageEnd> then) {
        StageReport last = ended.remove(ended.size() - 1);
        current = new Trigger(StageReport.of(last.stage()).withAttempts(last.attempts()), request, state, then);
        attempt(current, Window.Turn.AGAIN);
    }

    private void attempt(Trigger trigger, Window.Turn turn) {
        context.window().busy(this);
        trigger.kept = session != null && session.isOpen();
        if (trigger.kept) {
            trigger.report = trigger.report.attempted();
            send(trigger);
            return;
        }
        closeSession();
        context.window().open(turn, target, new Window.Opening() {
            @Override
            public void begun() {
                trigger.report = trigger.report.attempted();
                context.events().changed(target, TargetState.CONNECTING, "");
                whenContacted.run();
            }

            @Override
            public void opened(TriggerSession opened) {
                session = opened;
                guarded(() -> connected(trigger));
            }

            @Override
            public void failed(Throwable failure) {
                guarded(() -> notSent(trigger, failure));
            }
        });
    }

    private void connected(Trigger trigger) {
        trigger.report = trigger.report.withConnectedAt(context.now());
        send(trigger);
    }

    /** The journal knows of the command before the host does. */
    private void send(Trigger trigger) {
        if (trigger.obsolete.getAsBoolean()) {
            current = null;
            trigger.instead.run();
            return;
        }
        JournalEntry sending = new JournalEntry.Sending(context.now(), target.name(), trigger.report.stage());
        context.journal().add(List.of(sending), () -> guarded(() -> handOver(trigger)));
    }

    private void handOver(Trigger trigger) {
        TriggerSession open = session;
        if (open == null) {
            notSent(trigger, new IllegalStateException("The session of " + target.name() + " is gone."));
            return;
        }
        trigger.report = trigger.report.withStartedAt(context.now());
        context.events().changed(target, trigger.state, "");
        open.send(trigger.request, context.settings().commandDeadline())
                .whenComplete((result, failure) -> context.loop()
                        .post(() -> guarded(() -> {
                            if (failure == null) {
                                answered(trigger, result);
                            } else {
                                notSent(trigger, failure);
                            }
                        })));
    }

    private void answered(Trigger trigger, TriggerResult result) {
        StageReport report = trigger.report.withEndedAt(context.now());
        StageEnd end = StageEnd.of(result, target, report);
        boolean again = end.outcome() == Outcome.UNKNOWN
                && context.settings().resendsLost()
                && trigger.report.attempts() < context.settings().retries().attempts();
        if (again) {
            closeSession();
            trigger.report = StageReport.of(report.stage()).withAttempts(report.attempts());
            context.events().changed(target, TargetState.CONNECTING, end.why() + ". It is sent again.");
            context.loop()
                    .after(
                            context.settings().retries().pauseAfter(report.attempts()),
                            () -> guarded(() -> attempt(trigger, Window.Turn.AGAIN)));
            return;
        }
        finish(trigger, end);
    }

    /** The command was certainly not started: it is tried again, as far as that makes sense. */
    private void notSent(Trigger trigger, Throwable thrown) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        closeSession();
        if (!(failure instanceof TriggerException refused)) {
            broken.accept(failure);
            return;
        }
        boolean lostMeanwhile = trigger.kept;
        trigger.report = StageReport.of(trigger.report.stage()).withAttempts(trigger.report.attempts());
        if (lostMeanwhile) {
            // A session that died while it was kept says nothing about the host.
            LOG.debug("The session to {} was lost and is opened again.", target.name());
            attempt(trigger, Window.Turn.BACK);
            return;
        }
        trigger.failures++;
        Retries retries = context.settings().retries();
        if (retries.allow(refused, trigger.failures)) {
            context.events()
                    .changed(target, TargetState.CONNECTING, refused.reason().message() + " It is tried again.");
            context.loop()
                    .after(
                            retries.pauseAfter(refused, trigger.failures),
                            () -> guarded(() -> attempt(trigger, Window.Turn.AGAIN)));
            return;
        }
        finish(trigger, new StageEnd(refused.outcome(), refused.reason(), trigger.report.withEndedAt(context.now())));
    }

    private void finish(Trigger trigger, StageEnd end) {
        current = null;
        ended.add(end.report());
        if (session != null) {
            context.window().idle(this);
        }
        context.journal().add(new JournalEntry.Answered(context.now(), target.name(), end.outcome(), end.report()));
        trigger.then.accept(end);
    }

    /** Steps of a target that is over are not taken, and what fails ends only this target. */
    private void guarded(Runnable step) {
        if (over) {
            closeSession();
            return;
        }
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            broken.accept(e);
        }
    }

    /** Ends the session; the next trigger would open another. */
    void closeSession() {
        TriggerSession open = session;
        if (open != null) {
            session = null;
            context.window().busy(this);
            close(open);
            context.window().closed();
        }
    }

    /** Ends the session, since another needs its place; the window has counted it out. */
    void evict() {
        TriggerSession open = session;
        if (open != null) {
            session = null;
            close(open);
        }
    }

    /** Ends everything; nothing is sent any more. */
    void close() {
        over = true;
        closeSession();
    }

    static void close(TriggerSession session) {
        try {
            session.close();
        } catch (RuntimeException e) {
            LOG.warn("A session could not be closed.", e);
        }
    }
}
