package org.pushmirror.ssh.push;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushPlan.PlannedTarget;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.Receipt;
import org.pushmirror.core.push.StageReport.Stage;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.push.TargetState;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.core.sync.SyncScope;
import org.pushmirror.ssh.time.Deadline;

/** The push of one target, from its first connection to its receipt. Whatever happens ends in one report. */
final class TargetRun {

    private static final Duration FIRST_REQUEUE = Duration.ofSeconds(1);
    private static final Duration LONGEST_REQUEUE = Duration.ofSeconds(30);

    private final PlannedTarget planned;
    private final PushTarget target;
    private final RunContext context;
    private final TargetLink link;
    private final BarrierGate.@Nullable Member member;

    TargetRun(PlannedTarget planned, RunContext context) {
        this.planned = planned;
        this.target = planned.target();
        this.context = context;
        this.link = new TargetLink(target, context);
        this.member = isStaged(planned) ? context.gate().member() : null;
    }

    /** Whether a target stands at the barrier of its run. */
    static boolean isStaged(PlannedTarget planned) {
        return planned.requests().size() == 2;
    }

    /** Pushes the target. */
    TargetReport run() {
        try {
            context.control().enter();
            return member == null
                    ? single(planned.requests().get(0))
                    : staged(
                            member,
                            planned.requests().get(0),
                            planned.requests().get(1));
        } catch (InterruptedException e) {
            return Endings.stopped(target, context.control().stopped(), link.stages(), link.isSending());
        } catch (RuntimeException | Error e) {
            return Endings.broken(target, link.stages(), e);
        } finally {
            context.control().leave();
            abandon();
        }
    }

    /** Gives back what the target holds, when it cannot be run. */
    void abandon() {
        if (member != null) {
            member.leaveOut();
        }
        link.close();
    }

    private TargetReport single(SyncRequest request) throws InterruptedException {
        boolean stage2 = request.scope() == SyncScope.STAGE2;
        return witnessed(link.trigger(
                stage2 ? Stage.STAGE2 : Stage.ALL, request, stage2 ? TargetState.STAGE2_RUNNING : TargetState.RUNNING));
    }

    private TargetReport staged(BarrierGate.Member place, SyncRequest stage1, SyncRequest stage2)
            throws InterruptedException {
        StageEnd first = stage1(place, stage1);
        if (first.isQueued()) {
            boolean others = place.leaveOut() == BarrierGate.Pass.LATE;
            return others && mayRepair() ? repaired(first) : report(first.outcome(), first.reason());
        }
        if (!first.isDone()) {
            return report(first.outcome(), first.reason());
        }
        context.events().changed(target, TargetState.WAITING, "");
        return switch (place.pass()) {
            case GO -> second(stage2);
            case LATE -> mayRepair() ? repaired(first) : report(Outcome.SKIPPED, Endings.late(target));
            case REFUSED ->
                report(Outcome.SKIPPED, Endings.refused(target, context.gate().failed()));
        };
    }

    /** Sends stage 1, and again as long as it meets a held lock and the barrier is not closed. */
    private StageEnd stage1(BarrierGate.Member place, SyncRequest request) throws InterruptedException {
        StageEnd end = link.trigger(Stage.STAGE1, request, TargetState.STAGE1_RUNNING);
        for (int queued = 1; end.isQueued(); queued++) {
            Deadline closing = place.queued();
            context.events().changed(target, TargetState.STAGE1_QUEUED, end.why() + ".");
            if (!requeue(queued, closing) || place.isTooLate()) {
                return end;
            }
            end = link.again(request, TargetState.STAGE1_RUNNING);
        }
        return end;
    }

    /** Waits before a trigger is sent again; false if the deadline came first. */
    private static boolean requeue(int times, Deadline until) throws InterruptedException {
        Duration longest = Retries.longestPauseAfter(FIRST_REQUEUE, times);
        Duration pause = Retries.jittered(longest.compareTo(LONGEST_REQUEUE) > 0 ? LONGEST_REQUEUE : longest);
        TimeUnit.NANOSECONDS.sleep(Math.min(pause.toNanos(), until.remainingNanos()));
        return !until.hasPassed();
    }

    /** Stage 1 is proven: a stage 2 that does not end well leaves the mirror between the stages. */
    private TargetReport second(SyncRequest request) throws InterruptedException {
        StageEnd end = link.trigger(Stage.STAGE2, request, TargetState.STAGE2_RUNNING);
        if (end.isDone()) {
            return witnessed(end);
        }
        return mayRepair() ? repaired(end) : witnessed(Outcome.STAGE2_LOST, Endings.stage2Lost(target, end, null));
    }

    private boolean mayRepair() {
        return context.settings().repairs();
    }

    /**
     * Sends both stages once, again only as long as that meets a held lock.
     *
     * @param because what is to be mended: a stage 1 that came too late, or a stage 2 that did not end well
     */
    private TargetReport repaired(StageEnd because) throws InterruptedException {
        SyncRequest request = SyncRequest.of(context.push().archive(), SyncScope.ALL);
        Deadline until = Deadline.in(context.push().receiptDeadline());
        StageEnd end = link.trigger(Stage.REPAIR, request, TargetState.REPAIRING);
        for (int queued = 1; end.isQueued() && requeue(queued, until); queued++) {
            end = link.again(request, TargetState.REPAIRING);
        }
        boolean lost = because.report().stage() == Stage.STAGE2 && !end.isDone() && !end.isQueued();
        return lost ? witnessed(Outcome.STAGE2_LOST, Endings.stage2Lost(target, because, end)) : witnessed(end);
    }

    private TargetReport witnessed(StageEnd end) throws InterruptedException {
        return witnessed(end.outcome(), end.reason());
    }

    /** Asks the witness, if there is one and the sync may have come to an end there; a proof counts more than all else. */
    private TargetReport witnessed(Outcome outcome, @Nullable Reason reason) throws InterruptedException {
        ReceiptWatch receipts = context.receipts();
        if (receipts == null || !link.hasSent()) {
            return report(outcome, reason);
        }
        link.closeSession();
        ReceiptWatch.Sight sight;
        try {
            sight = look(receipts, outcome);
        } catch (InterruptedException e) {
            return outcome == Outcome.TRIGGERED
                    ? report(outcome, Endings.unwitnessed(target))
                    : report(outcome, reason);
        }
        if (sight.proof() != null) {
            return TargetReport.of(target, Outcome.COMPLETE, null, link.stages(), sight.proof());
        }
        return outcome == Outcome.TRIGGERED
                ? report(Outcome.STALLED, Endings.stalled(target, context.push(), sight), sight.shown())
                : report(outcome, reason, sight.shown());
    }

    private ReceiptWatch.Sight look(ReceiptWatch receipts, Outcome outcome) throws InterruptedException {
        boolean mayStillCome = outcome == Outcome.TRIGGERED
                || outcome == Outcome.QUEUED
                || outcome == Outcome.UNKNOWN
                || outcome == Outcome.TIMED_OUT;
        if (mayStillCome) {
            context.events().changed(target, TargetState.TRIGGERED, "");
            return receipts.await(target, Deadline.in(context.push().receiptDeadline()));
        }
        return receipts.look(target, Deadline.in(context.push().receiptDeadline()));
    }

    private TargetReport report(Outcome outcome, @Nullable Reason reason) {
        return report(outcome, reason, null);
    }

    private TargetReport report(Outcome outcome, @Nullable Reason reason, @Nullable Receipt shown) {
        return TargetReport.of(target, outcome, reason, link.stages(), shown);
    }
}
