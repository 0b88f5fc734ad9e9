package org.pushmirror.ssh.push;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.StageReport.Stage;
import org.pushmirror.core.push.TargetProgress;
import org.pushmirror.ssh.time.Deadline;

/** Lets a target go on where a run before this one had come to. */
final class Resumption {

    private final TargetProgress progress;
    private final TargetRun run;
    private final RunContext context;

    Resumption(TargetProgress progress, TargetRun run, RunContext context) {
        this.progress = progress;
        this.run = run;
        this.context = context;
    }

    /** Whether the target had gone so far that others of its wave may have passed the barrier. */
    static boolean isUnderWay(TargetProgress progress) {
        return progress.point() != TargetProgress.Point.START;
    }

    void begin() {
        List<StageReport> stages = progress.stages();
        switch (progress.point()) {
            case START -> start(stages);
            case STAGE1_DONE -> {
                run.link().remember(stages);
                run.passAgain(interrupted(Stage.STAGE1));
            }
            case SENT -> {
                run.link()
                        .remember(stages.stream()
                                .filter(stage -> stage.endedAt().isPresent())
                                .toList());
                unlessProven(this::sendAgain);
            }
            case REPAIR_DUE -> {
                run.link().remember(stages);
                unlessProven(() -> run.repaired(interrupted(Stage.STAGE2)));
            }
            case TRIGGERED -> {
                run.link().remember(stages);
                run.witnessed(Outcome.TRIGGERED, null);
            }
            case ENDED -> progress.ended().ifPresent(run::endedBefore);
        }
    }

    /** A stage 1 that was sent, and that the mirror has done since, is not sent again. */
    private void start(List<StageReport> stages) {
        Witness witness = context.witness();
        if (witness == null || stages.isEmpty() || !run.standsAtTheBarrier()) {
            run.begin();
            return;
        }
        StageReport last = stages.get(stages.size() - 1);
        Deadline until = Deadline.in(context.push().receiptDeadline()).or(context.lastLook());
        run.whenSeen(witness.settle(run.target(), last, until), sight -> {
            if (sight.isIdle() && sight.hasStage1(context.push().serial().orElse(null))) {
                run.link().remember(List.of(last.withEndedAt(context.now())));
                run.passAgain(interrupted(Stage.STAGE1));
            } else {
                run.begin();
            }
        });
    }

    private void sendAgain() {
        switch (lastStage()) {
            case ALL, STAGE1 -> run.begin();
            case STAGE2 -> run.second();
            case REPAIR -> run.repaired(interrupted(Stage.STAGE2));
        }
    }

    private Stage lastStage() {
        List<StageReport> stages = progress.stages();
        return stages.get(stages.size() - 1).stage();
    }

    /** What is known of a stage of the run before, as far as a repair asks for it. */
    private StageEnd interrupted(Stage stage) {
        @Nullable StageReport known = null;
        for (StageReport report : progress.stages()) {
            known = report.stage() == stage ? report : known;
        }
        Reason reason = new Reason(
                "interrupted",
                "output",
                "The push was stopped while stage 2 of " + run.target().name() + " ran.");
        return stage == Stage.STAGE1
                ? new StageEnd(Outcome.TRIGGERED, null, known == null ? StageReport.of(stage) : known)
                : new StageEnd(Outcome.UNKNOWN, reason, known == null ? StageReport.of(stage) : known);
    }

    private void unlessProven(Runnable otherwise) {
        Witness witness = context.witness();
        if (witness == null) {
            otherwise.run();
            return;
        }
        Deadline until = Deadline.in(context.push().receiptDeadline()).or(context.lastLook());
        StageReport last = progress.stages().get(progress.stages().size() - 1);
        run.whenSeen(witness.settle(run.target(), last, until), sight -> {
            if (sight.proof() != null) {
                run.complete(sight.proof());
            } else {
                otherwise.run();
            }
        });
    }
}
