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
        RsyncOptions options = StageOptions.of(settings, files, stage);
        RsyncCommand command = rsync.pull(settings.source())
                .into(settings.target())
                .options(options)
                .grace(settings.transfer().grace())
                .keepChanges(0)
                .onProgress(progress -> listener.stageProgress(stage, progress));
        // the timeout of rsync does not notice an upstream that is frozen in the middle of a file
        Optional<Duration> silence = options.timeout().map(limit -> limit.multipliedBy(2));
        RsyncResult result = silence.map(command::silence).orElse(command).run();
        record.ran(new StageRun(stage, result));
        listener.stageEnded(stage, result);
        return result;
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
