package org.pushmirror.rsync.sync;

import java.nio.file.Path;
import java.util.List;
import org.pushmirror.core.sync.SyncScope;
import org.pushmirror.core.trace.TraceFile;
import org.pushmirror.rsync.RsyncResult;

/** How a sync ended. Immutable; each has a sentence for the operator. */
public sealed interface SyncOutcome {

    /**
     * How it ended, for an operator.
     *
     * @return one sentence
     */
    String message();

    /**
     * All that was asked for is done, by this request and by those that arrived meanwhile.
     *
     * @param scope what the last pass did
     * @param traceFile the trace that was written: that of stage 1 when no more was asked for
     * @param trace its content
     * @param stages every run of rsync, in order
     */
    record Done(SyncScope scope, Path traceFile, TraceFile trace, List<StageRun> stages) implements SyncOutcome {

        /**
         * Copies the list.
         *
         * @param scope what the last pass did
         * @param traceFile the trace that was written
         * @param trace its content
         * @param stages every run of rsync, in order
         */
        public Done {
            stages = List.copyOf(stages);
        }

        @Override
        public String message() {
            return "The sync is done"
                    + trace.serial().map(serial -> ", serial " + serial).orElse("") + ".";
        }
    }

    /**
     * Another process syncs this tree. The request has been recorded with what it asked for; a pushmirror that runs
     * carries it out. Debian's ftpsync, if that is what runs, only repeats what it does.
     *
     * @param pid the process that holds the lock
     */
    record LockHeld(long pid) implements SyncOutcome {

        /**
         * The sentence of Debian's ftpsync, which its callers match.
         *
         * @return the sentence
         */
        @Override
        public String message() {
            return "Unable to start rsync, lock file still exists, PID " + pid;
        }
    }

    /**
     * A stage failed. What was asked for is left in the update-required mark.
     *
     * @param stage which stage
     * @param result how its rsync ended
     * @param stages every run of rsync, in order, the failed one included
     */
    record StageFailed(SyncStage stage, RsyncResult result, List<StageRun> stages) implements SyncOutcome {

        /**
         * Copies the list.
         *
         * @param stage which stage
         * @param result how its rsync ended
         * @param stages every run of rsync, in order
         */
        public StageFailed {
            stages = List.copyOf(stages);
        }

        @Override
        public String message() {
            String text = result.message();
            return "The sync failed in " + stage + ": " + text;
        }
    }

    /**
     * Upstream was changing its archive all the time, so its indices were not taken.
     *
     * @param upstream the names in its in-progress marks
     * @param retries how often it was asked again
     * @param stages every run of rsync, in order
     */
    record UpstreamBusy(List<String> upstream, int retries, List<StageRun> stages) implements SyncOutcome {

        /**
         * Copies the lists.
         *
         * @param upstream the names in its in-progress marks
         * @param retries how often it was asked again
         * @param stages every run of rsync, in order
         */
        public UpstreamBusy {
            upstream = List.copyOf(upstream);
            stages = List.copyOf(stages);
        }

        @Override
        public String message() {
            return "The sync stopped before stage 2, since upstream is still being changed by "
                    + String.join(", ", upstream) + "; it was asked again " + retries + " times.";
        }
    }
}
