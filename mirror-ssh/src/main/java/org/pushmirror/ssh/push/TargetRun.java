package org.pushmirror.ssh.push;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PlannedTarget;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.Receipt;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.StageReport.Stage;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.push.TargetState;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.core.sync.SyncScope;
import org.pushmirror.ssh.time.Deadline;

/**
 * One target on its way from its first connection to its outcome: a chain of steps, each of which says what comes next. A
 * task of the {@link EventLoop} calls it.
 */
final class TargetRun {

    private static final Duration FIRST_REQUEUE = Duration.ofSeconds(1);
    private static final Duration LONGEST_REQUEUE = Duration.ofSeconds(30);

    private final PlannedTarget planned;
    private final PushTarget target;
    private final RunContext context;
    private final BarrierGate gate;
    private final BarrierGate.@Nullable Member member;
    private final TargetLink link;
    private final Consumer<TargetRun> whenEnded;
    private @Nullable TargetReport unproven;
    private @Nullable TargetReport report;
    private boolean stage1Answered;

    TargetRun(PlannedTarget planned, RunContext context, BarrierGate gate, Consumer<TargetRun> whenEnded) {
        this.planned = planned;
        this.target = planned.target();
        this.context = context;
        this.gate = gate;
        this.member = planned.hasStage1() ? gate.member() : null;
        this.link = new TargetLink(target, context, this::broken);
        this.whenEnded = whenEnded;
    }

    PushTarget target() {
        return target;
    }

    TargetLink link() {
        return link;
    }

    /** How it ended; null before that. */
    @Nullable
    TargetReport report() {
        return report;
    }

    /** Whether its stage 1 is still to be waited for. */
    boolean owesStage1() {
        return member != null && !stage1Answered && report == null;
    }

    /** Pushes the target from the beginning. */
    void begin() {
        SyncRequest first = planned.requests().get(0);
        if (member != null) {
            stage1(member, first);
            return;
        }
        if (first.scope() == SyncScope.STAGE2) {
            // A running stage 1 takes note of a stage 2 and never carries it out, as ftpsync is written.
            boolean repairs = context.settings().repairs();
            link.trigger(Stage.STAGE2, first, TargetState.STAGE2_RUNNING, end -> {
                if (end.isQueued() && repairs) {
                    repaired(end);
                } else {
                    witnessed(end);
                }
            });
        } else {
            link.trigger(Stage.ALL, first, TargetState.RUNNING, this::witnessed);
        }
    }

    private void stage1(BarrierGate.Member place, SyncRequest request) {
        BooleanSupplier obsolete = () -> planned.hasBothStages() && place.isTooLate();
        Runnable instead = () -> tooLate(place.leaveOut(), null);
        if (obsolete.getAsBoolean()) {
            instead.run();
            return;
        }
        link.triggerUnless(
                obsolete,
                instead,
                Stage.STAGE1,
                request,
                TargetState.STAGE1_RUNNING,
                end -> stage1Ended(place, request, end, 1));
    }

    /** Stage 1 is sent again as long as it meets a held lock and the barrier is not closed. */
    private void stage1Ended(BarrierGate.Member place, SyncRequest request, StageEnd end, int times) {
        if (end.isQueued()) {
            place.queued();
            context.events().changed(target, TargetState.STAGE1_QUEUED, end.why() + ".");
            requeue(times, gate.closing().orElse(context.deadline()), place::isTooLate, again -> {
                if (again) {
                    link.again(
                            request, TargetState.STAGE1_RUNNING, next -> stage1Ended(place, request, next, times + 1));
                } else {
                    stage1Queued(place, end);
                }
            });
            return;
        }
        stage1Answered = true;
        if (!end.isDone()) {
            end(end.outcome(), end.reason());
        } else if (planned.hasBothStages()) {
            context.events().changed(target, TargetState.WAITING, "");
            place.pass(pass -> passed(pass, end));
        } else {
            place.pass(pass -> {});
            end(Outcome.STAGE1_DONE, null);
        }
    }

    private void stage1Queued(BarrierGate.Member place, StageEnd end) {
        stage1Answered = true;
        boolean others = place.leaveOut() == BarrierGate.Pass.LATE;
        if (others && planned.hasBothStages() && context.settings().repairs()) {
            repaired(end);
        } else {
            end(end.outcome(), end.reason());
        }
    }

    /** Stage 1 was done in a run before this one. */
    void passAgain(StageEnd stage1) {
        stage1Answered = true;
        if (member == null || !planned.hasBothStages()) {
            end(Outcome.STAGE1_DONE, null);
            return;
        }
        context.events().changed(target, TargetState.WAITING, "");
        member.passAtOnce(pass -> passed(pass, stage1));
    }

    private void passed(BarrierGate.Pass pass, StageEnd stage1) {
        guarded(() -> {
            if (pass == BarrierGate.Pass.GO) {
                second();
            } else {
                tooLate(pass, stage1);
            }
        });
    }

    /** Does nothing when the target is over; what fails ends only this target. */
    private void guarded(Runnable step) {
        if (report != null) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            broken(e);
        }
    }

    private void tooLate(BarrierGate.Pass pass, @Nullable StageEnd stage1) {
        stage1Answered = true;
        if (pass == BarrierGate.Pass.REFUSED) {
            end(
                    Outcome.SKIPPED,
                    stage1 == null
                            ? Endings.notBegun(target)
                            : Endings.refused(target, context.settings().barrier(), gate.failed()));
        } else if (context.settings().repairs()) {
            repaired(stage1);
        } else {
            end(Outcome.SKIPPED, Endings.late(target));
        }
    }

    /** Stage 1 is proven: a stage 2 that does not end well leaves the mirror between the stages. */
    void second() {
        leaveTheBarrier();
        SyncRequest request = planned.requests().get(planned.requests().size() - 1);
        link.trigger(Stage.STAGE2, request, TargetState.STAGE2_RUNNING, end -> {
            if (end.isDone()) {
                witnessed(end);
            } else if (context.settings().repairs()) {
                repaired(end);
            } else {
                witnessed(Outcome.STAGE2_LOST, Endings.stage2Lost(target, end, null));
            }
        });
    }

    /**
     * Sends both stages once, again only as long as that meets a held lock.
     *
     * @param because what is to be mended: a stage 1 that came too late, or a stage 2 that did not end well; null if
     *     the others went on before anything was sent
     */
    void repaired(@Nullable StageEnd because) {
        leaveTheBarrier();
        SyncRequest last = planned.requests().get(planned.requests().size() - 1);
        SyncRequest all = SyncRequest.of(last.archive(), SyncScope.ALL);
        SyncRequest request = last.callback() ? all.withCallback() : all;
        Deadline until = Deadline.in(context.push().receiptDeadline()).or(context.deadline());
        link.trigger(Stage.REPAIR, request, TargetState.REPAIRING, end -> repairEnded(request, until, because, end, 1));
    }

    private void repairEnded(SyncRequest request, Deadline until, @Nullable StageEnd because, StageEnd end, int times) {
        if (end.isQueued()) {
            requeue(times, until, () -> false, again -> {
                if (again) {
                    link.again(
                            request,
                            TargetState.REPAIRING,
                            next -> repairEnded(request, until, because, next, times + 1));
                } else {
                    witnessed(end);
                }
            });
        } else if (because != null && because.report().stage() == Stage.STAGE2 && !end.isDone()) {
            witnessed(Outcome.STAGE2_LOST, Endings.stage2Lost(target, because, end));
        } else {
            witnessed(end);
        }
    }

    /** Waits before a trigger is sent again; not if the deadline comes first, or it has become useless. */
    private void requeue(int times, Deadline until, BooleanSupplier useless, Consumer<Boolean> then) {
        Duration longest = Retries.longestPauseAfter(FIRST_REQUEUE, times);
        Duration pause = Retries.jittered(longest.compareTo(LONGEST_REQUEUE) > 0 ? LONGEST_REQUEUE : longest);
        Duration left = until.remaining();
        context.loop()
                .after(
                        pause.compareTo(left) < 0 ? pause : left,
                        () -> guarded(() -> then.accept(!until.hasPassed() && !useless.getAsBoolean())));
    }

    void witnessed(StageEnd end) {
        witnessed(end.outcome(), end.reason());
    }

    /** Asks the witness, if there is one and the sync may have come to an end there; a proof counts more than all else. */
    void witnessed(Outcome outcome, @Nullable Reason reason) {
        Witness witness = context.witness();
        if (witness == null || !link.hasSent()) {
            end(outcome, reason);
            return;
        }
        link.closeSession();
        unproven = outcome == Outcome.TRIGGERED
                ? report(outcome, Endings.unwitnessed(target), null)
                : report(outcome, reason, null);
        boolean mayStillCome = outcome == Outcome.TRIGGERED
                || outcome == Outcome.QUEUED
                || outcome == Outcome.UNKNOWN
                || outcome == Outcome.TIMED_OUT;
        Deadline until = Deadline.in(context.push().receiptDeadline());
        if (mayStillCome) {
            context.events().changed(target, TargetState.TRIGGERED, "");
        }
        whenSeen(
                mayStillCome
                        ? witness.follow(target, link.lastStage(), until.or(context.lastLook()))
                        : witness.look(target, link.lastStage()),
                sight -> judged(outcome, reason, sight));
    }

    private void judged(Outcome outcome, @Nullable Reason reason, Sight sight) {
        if (sight.proof() != null) {
            complete(sight.proof());
        } else if (sight.isBetweenStages() && outcome == Outcome.TRIGGERED) {
            lost(sight);
        } else if (outcome == Outcome.TRIGGERED) {
            end(report(Outcome.STALLED, Endings.stalled(target, context.push(), sight), sight.shown()));
        } else {
            end(report(outcome, reason, sight.shown()));
        }
    }

    /** Stage 1 is proven, stage 2 is not, and nothing is under way. */
    private void lost(Sight sight) {
        StageReport last = link.lastStage();
        boolean repaired = last.stage() == Stage.REPAIR;
        StageEnd because = Endings.betweenStages(target, last);
        if (repaired || !context.settings().repairs()) {
            end(report(Outcome.STAGE2_LOST, Endings.stage2Lost(target, because, null), sight.shown()));
        } else {
            unproven = null;
            repaired(because);
        }
    }

    void complete(Receipt proof) {
        end(TargetReport.of(target, Outcome.COMPLETE, null, link.stages(), proof));
    }

    /** Goes on with what a witness has seen, unless the target is over by then. */
    void whenSeen(CompletableFuture<Sight> look, Consumer<Sight> then) {
        look.whenComplete((sight, failure) -> context.loop().post(() -> {
            if (report != null) {
                return;
            }
            if (failure != null) {
                broken(failure);
                return;
            }
            try {
                then.accept(sight);
            } catch (RuntimeException | Error e) {
                broken(e);
            }
        }));
    }

    /** Does not take part in the push any more: it was kept from beginning, or the run ends before its time. */
    void stop(Stop why) {
        if (report == null) {
            TargetReport known = unproven;
            end(known != null ? known : Endings.stopped(target, why, link.stages(), link.isSending()));
        }
    }

    /** Is not pushed. */
    void skip(Reason reason) {
        end(Outcome.SKIPPED, reason);
    }

    /** Whether its stage 1 may have ended before this run, if its trace says so. */
    boolean standsAtTheBarrier() {
        return member != null;
    }

    /** Ended in a run before this one. */
    void endedBefore(TargetReport before) {
        end(before);
    }

    private void broken(Throwable cause) {
        if (report == null) {
            end(Endings.broken(target, link.stages(), cause));
        }
    }

    private void leaveTheBarrier() {
        stage1Answered = true;
        if (member != null) {
            member.leaveOut();
        }
    }

    private void end(Outcome outcome, @Nullable Reason reason) {
        end(report(outcome, reason, null));
    }

    private TargetReport report(Outcome outcome, @Nullable Reason reason, @Nullable Receipt shown) {
        return TargetReport.of(target, outcome, reason, link.stages(), shown);
    }

    private void end(TargetReport ended) {
        if (report != null) {
            return;
        }
        report = ended;
        link.close();
        leaveTheBarrier();
        whenEnded.accept(this);
    }
}
