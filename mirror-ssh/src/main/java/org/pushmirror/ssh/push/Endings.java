package org.pushmirror.ssh.push;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PlannedWave;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.TargetReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reasons of ends that the run decides, not the host. */
final class Endings {

    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);
    private static final String PHASE_OUTPUT = "output";
    private static final String PHASE_CONNECT = "connect";

    private Endings() {}

    /** The run was stopped before this target had its outcome. */
    static TargetReport stopped(PushTarget target, Stop stop, List<StageReport> stages, boolean sending) {
        boolean late = stop == Stop.RUN_DEADLINE;
        String what = late ? "The deadline of the push passed" : "The push was cancelled";
        String when;
        if (sending) {
            when = " while a sync on " + target.name() + " ran; it may be running still.";
        } else if (stages.isEmpty()) {
            when = " before " + target.name() + " was contacted.";
        } else {
            when = " before " + target.name() + " was done.";
        }
        Reason reason =
                new Reason(late ? "run-deadline" : "cancelled", sending ? PHASE_OUTPUT : PHASE_CONNECT, what + when);
        return TargetReport.of(target, late ? Outcome.TIMED_OUT : Outcome.CANCELLED, reason, stages, null);
    }

    /** Code that was handed in, or ours, failed in a way that it should not. */
    static TargetReport broken(PushTarget target, List<StageReport> stages, Throwable cause) {
        LOG.error("The push of {} ended with an unexpected error.", target.name(), cause);
        Reason reason = new Reason(
                "internal-error",
                stages.isEmpty() ? PHASE_CONNECT : PHASE_OUTPUT,
                "The push of " + target.name() + " ended with an unexpected error (" + cause
                        + "); the log has the details.");
        return TargetReport.of(target, Outcome.FAILED, reason, stages, null);
    }

    /** Stage 1 was done after the barrier had opened. */
    static Reason late(PushTarget target) {
        return new Reason(
                "barrier-timeout",
                Reason.PHASE_BARRIER,
                "Stage 1 of " + target.name()
                        + " was done after the others had gone on to stage 2; push it again with both stages.");
    }

    /** The barrier lets nobody pass. */
    static Reason refused(PushTarget target, Barrier barrier, int failed) {
        return new Reason(
                "barrier-refused",
                Reason.PHASE_BARRIER,
                "Stage 1 of " + target.name() + " is done, and stage 2 was not sent, because " + barrier.demand()
                        + " and "
                        + (failed == 0 ? "not enough were done in time" : failed + " had failed")
                        + "; mend those, and push again.");
    }

    /** The barrier had let nobody pass before the turn of this target came. */
    static Reason notBegun(PushTarget target) {
        return new Reason(
                "barrier-refused",
                Reason.PHASE_BARRIER,
                target.name()
                        + " was not contacted, because the barrier had refused the others already; push it again.");
    }

    /** A wave before that of this target ended with too many failures. */
    static Reason waveStopped(PushTarget target, PlannedWave wave, TargetReport failed) {
        String first = failed.target().name() + " ended as " + failed.outcome().word();
        String because = wave.name().equals(Waves.CANARY)
                ? "the canary " + first
                : "too many of wave " + wave.name() + " did not end well; the first of them, " + first;
        String why = failed.reason().map(Reason::message).orElse("it has no reason.");
        return new Reason(
                "wave-stopped", PHASE_CONNECT, target.name() + " was not contacted, because " + because + ": " + why);
    }

    /** Stage 1 is there, stage 2 is not, and no repair has mended it. */
    static Reason stage2Lost(PushTarget target, StageEnd stage2, @Nullable StageEnd repair) {
        String phase = stage2.reason() == null ? PHASE_OUTPUT : stage2.reason().phase();
        return new Reason(
                "stage2-lost",
                phase,
                target.name() + " has stage 1 and not stage 2: " + stage2.why()
                        + (repair == null ? "; push it again" : "; the repair failed too: " + repair.why()) + ".");
    }

    /** The command ended well, and the mirror is where it was before: its stage 2 met a stage 1 that was running. */
    static StageEnd betweenStages(PushTarget target, StageReport stage2) {
        Reason reason = new Reason(
                "between-stages",
                Reason.PHASE_RECEIPT,
                "The command of stage 2 ended with success, and the trace of " + target.name()
                        + " shows that stage 1 was the last sync that ended there, and none is running;"
                        + " it met a sync that was running in the background.");
        return new StageEnd(Outcome.STAGE2_LOST, reason, stage2);
    }

    /** The command ended well, and the witness does not confirm it. */
    static Reason stalled(PushTarget target, Push push, Sight sight) {
        return new Reason(
                sight.missing().code(),
                Reason.PHASE_RECEIPT,
                "The sync on " + target.name() + " ended with success, and "
                        + push.receiptDeadline().toSeconds() + " seconds later there is no proof of it: "
                        + sight.missing().message());
    }

    /** The command ended well, and the run was stopped before the witness had spoken. */
    static Reason unwitnessed(PushTarget target) {
        return new Reason(
                "cancelled",
                Reason.PHASE_RECEIPT,
                "The push was stopped before the trace of " + target.name() + " showed the new state.");
    }
}
