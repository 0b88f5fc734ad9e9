package org.pushmirror.core.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.JournalEntry;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.StageReport.Stage;
import org.pushmirror.core.push.TargetProgress;
import org.pushmirror.core.push.TargetProgress.Point;
import org.pushmirror.core.push.TargetReport;

/** What the entries of a journal say about one target. */
final class TargetMemory {

    private final PushTarget target;
    private final List<StageReport> stages = new ArrayList<>();
    private @Nullable Outcome answer;
    private @Nullable TargetReport report;

    TargetMemory(PushTarget target) {
        this.target = target;
    }

    /** Takes an entry about this target. */
    void take(JournalEntry entry) {
        if (entry instanceof JournalEntry.Sending sending) {
            report = null;
            answer = null;
            int attempts = removeOpen(sending.stage());
            stages.add(
                    StageReport.of(sending.stage()).withAttempts(attempts + 1).withStartedAt(sending.at()));
        } else if (entry instanceof JournalEntry.Answered answered) {
            answer = answered.outcome();
            removeOpen(answered.stage().stage());
            stages.add(answered.stage());
        } else if (entry instanceof JournalEntry.Ended ended) {
            report = ended.report();
        }
    }

    /** A trigger that is sent again, or answered, takes the place of what was known of it. */
    private int removeOpen(Stage stage) {
        int last = stages.size() - 1;
        return last >= 0 && stages.get(last).stage() == stage
                ? stages.remove(last).attempts()
                : 0;
    }

    Optional<TargetReport> lastReport() {
        return Optional.ofNullable(report);
    }

    TargetProgress progress() {
        return report != null && !wasStopped(report)
                ? TargetProgress.ended(report)
                : TargetProgress.of(target, point(), stages);
    }

    /** Whether the hub, and nothing about the target, put an end to its push. */
    private static boolean wasStopped(TargetReport report) {
        return report.outcome() == Outcome.CANCELLED
                || report.reason()
                        .filter(reason -> reason.code().equals("run-deadline")
                                || reason.code().equals("cancelled"))
                        .isPresent();
    }

    private Point point() {
        if (stages.isEmpty()) {
            return Point.START;
        }
        Stage last = stages.get(stages.size() - 1).stage();
        if (answer == Outcome.TRIGGERED) {
            return last == Stage.STAGE1 ? Point.STAGE1_DONE : Point.TRIGGERED;
        }
        if (last == Stage.STAGE1) {
            return Point.START;
        }
        if (isOpen(answer)) {
            return Point.SENT;
        }
        if (last == Stage.ALL) {
            return answer == Outcome.QUEUED ? Point.SENT : Point.START;
        }
        return last == Stage.REPAIR && answer == Outcome.QUEUED ? Point.SENT : Point.REPAIR_DUE;
    }

    /** Whether the trigger may have run, and nobody knows what became of it. */
    private static boolean isOpen(@Nullable Outcome answer) {
        return answer == null
                || answer == Outcome.UNKNOWN
                || answer == Outcome.TIMED_OUT
                || answer == Outcome.CANCELLED;
    }
}
