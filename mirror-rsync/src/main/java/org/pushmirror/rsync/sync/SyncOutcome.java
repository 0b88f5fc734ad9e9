package org.pushmirror.rsync.sync;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.pushmirror.core.sync.HookPoint;
import org.pushmirror.core.sync.StepResult;
import org.pushmirror.core.sync.SyncReport;
import org.pushmirror.core.sync.SyncScope;
import org.pushmirror.core.trace.TraceFile;
import org.pushmirror.rsync.RsyncResult;

/** How a sync ended. Immutable; each has a sentence for the operator, and all that happened as data. */
public sealed interface SyncOutcome {

    /**
     * How it ended, for an operator.
     *
     * @return one sentence
     */
    default String message() {
        return report().message();
    }

    /**
     * All that happened.
     *
     * @return the report, which {@link org.pushmirror.core.json.SyncJson} writes
     */
    SyncReport report();

    /**
     * Every run of rsync.
     *
     * @return in order, a failed one included; unmodifiable
     */
    List<StageRun> stages();

    /**
     * All that was asked for is done, by this request and by those that arrived meanwhile.
     *
     * @param scope what the last pass did
     * @param traceFile the trace that was written: that of stage 1 when no more was asked for
     * @param trace its content
     * @param stages every run of rsync, in order
     * @param report all that happened
     */
    record Done(SyncScope scope, Path traceFile, TraceFile trace, List<StageRun> stages, SyncReport report)
            implements SyncOutcome {}

    /**
     * Another process syncs this tree. The request has been recorded with what it asked for; a pushmirror that runs
     * carries it out. Debian's ftpsync, if that is what runs, only repeats what it does.
     *
     * @param pid the process that holds the lock
     * @param holder what that process is
     * @param report all that happened
     */
    record LockHeld(long pid, Holder holder, SyncReport report) implements SyncOutcome {

        @Override
        public List<StageRun> stages() {
            return List.of();
        }

        /**
         * What an operator should know besides: that a script of Debian's holds the lock, which does not look at what was
         * asked for.
         *
         * @return one sentence; empty if there is nothing more to know
         */
        public Optional<String> advice() {
            boolean lost = holder == Holder.SCRIPT && report.request().scope() != SyncScope.STAGE1;
            return lost
                    ? Optional.of("The lock is held by a script such as Debian's ftpsync, which repeats only what it"
                            + " does itself; if that is stage 1 alone, the request for stage 2 stays undone until the"
                            + " next trigger.")
                    : Optional.empty();
        }
    }

    /** What holds a lock. */
    enum Holder {
        /** A shell script, as Debian's ftpsync is. */
        SCRIPT,
        /** A program that carries out requests as they were recorded, or one that cannot be told. */
        PROGRAM
    }

    /**
     * A stage failed. What was asked for is left in the update-required mark.
     *
     * @param stage which stage
     * @param result how its rsync ended
     * @param stages every run of rsync, in order, the failed one included
     * @param report all that happened
     */
    record StageFailed(SyncStage stage, RsyncResult result, List<StageRun> stages, SyncReport report)
            implements SyncOutcome {}

    /**
     * Upstream was being changed all the time, so its indices were not taken. What was asked for is left in the
     * update-required mark.
     *
     * @param upstream the names in its in-progress marks; empty if it had none, and only its archive was another each time
     * @param retries how often it was asked again
     * @param stages every run of rsync, in order
     * @param report all that happened
     */
    record UpstreamBusy(List<String> upstream, int retries, List<StageRun> stages, SyncReport report)
            implements SyncOutcome {}

    /**
     * A guard refused to go on; nothing has been deleted. What was asked for is left in the update-required mark.
     *
     * @param guard which guard; {@link SyncGuards#without} overrides it
     * @param stages every run of rsync, in order
     * @param report all that happened
     */
    record Refused(SyncGuard guard, List<StageRun> stages, SyncReport report) implements SyncOutcome {}

    /**
     * A hook failed, and ended the sync. Unless all was done before it, what was asked for is left in the update-required
     * mark.
     *
     * @param point when the hook ran
     * @param result how it ended
     * @param stages every run of rsync, in order
     * @param report all that happened
     */
    record HookFailed(HookPoint point, StepResult result, List<StageRun> stages, SyncReport report)
            implements SyncOutcome {}
}
