package org.pushmirror.rsync.sync;

import java.time.Duration;
import java.util.Optional;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncCommand;
import org.pushmirror.rsync.RsyncOptions;
import org.pushmirror.rsync.RsyncReason;
import org.pushmirror.rsync.RsyncResult;

/** Runs the rsync of a stage. For one run, on its thread. */
final class StageRunner {

    /** What the exit of a stage's rsync means for the sync. */
    enum Verdict {
        GOOD,
        /** Good enough if another request came in, since the stage is then run again. */
        TOLERABLE,
        BAD
    }

    private final Rsync rsync;
    private final MirrorSyncSettings settings;
    private final TreeFiles files;
    private final SyncRecord record;
    private final SyncListener listener;

    StageRunner(Rsync rsync, MirrorSyncSettings settings, TreeFiles files, SyncRecord record, SyncListener listener) {
        this.rsync = rsync;
        this.settings = settings;
        this.files = files;
        this.record = record;
        this.listener = listener;
    }

    RsyncResult run(SyncStage stage) throws InterruptedException {
        listener.stageStarted(stage);
        RsyncCommand command = pull(StageOptions.of(settings, files, stage));
        RsyncResult result = switch (listener.interest()) {
            case PROGRESS ->
                command.onProgress(progress -> listener.stageProgress(stage, progress))
                        .run();
            case EVENTS -> command.run();
        };
        record.ran(new StageRun(stage, result));
        listener.stageEnded(stage, result);
        return result;
    }

    /**
     * Brings indices that are not here yet, before the release files that name them: rsync would put a release file in its
     * place first. What goes wrong here goes wrong in stage 2 too, which says so.
     */
    void bringNewIndices() throws InterruptedException {
        pull(StageOptions.newIndices(settings, files)).run();
    }

    private RsyncCommand pull(RsyncOptions options) {
        RsyncCommand command = rsync.pull(settings.source())
                .into(settings.target())
                .options(options)
                .grace(settings.transfer().grace())
                .withoutChanges();
        // the timeout of rsync does not notice an upstream that is frozen in the middle of a file
        Optional<Duration> silence = options.timeout().map(limit -> limit.multipliedBy(2));
        return silence.map(command::silence).orElse(command);
    }

    static Verdict verdict(RsyncResult result) {
        if (result.reason() != RsyncReason.EXITED) {
            return Verdict.BAD;
        }
        return switch (result.exit()) {
            case SUCCESS, VANISHED -> Verdict.GOOD;
            case PARTIAL, TIMEOUT -> Verdict.TOLERABLE;
            default -> Verdict.BAD;
        };
    }
}
