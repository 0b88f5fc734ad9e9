package org.pushmirror.rsync.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.archive.ArchiveTree;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.core.sync.SyncScope;
import org.pushmirror.core.trace.TraceFile;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncReason;
import org.pushmirror.rsync.RsyncResult;
import org.pushmirror.rsync.sync.RequestMark.Wish;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sync, from the attempt to take the lock to its release. For one run. */
final class SyncRun {

    private static final Logger LOG = LoggerFactory.getLogger(MirrorSync.class);

    /** What the exit of a stage's rsync means for the sync. */
    private enum Verdict {
        GOOD,
        /** Good enough if another request came in, since the stage is then run again. */
        TOLERABLE,
        BAD
    }

    private final Rsync rsync;
    private final MirrorSyncSettings settings;
    private final SyncListener listener;
    private final Clock clock;
    private final TreeFiles files;
    private final SyncGate gate;
    private final List<StageRun> runs = new ArrayList<>();
    private final Instant started;
    private SyncScope scope = SyncScope.ALL;
    private int upstreamRetries;

    SyncRun(Rsync rsync, MirrorSyncSettings settings, Clock clock, SyncListener listener) {
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        this.files = new TreeFiles(settings.target(), settings.mirror());
        this.gate = new SyncGate(files);
        this.rsync = rsync.environment(
                Orphans.VARIABLE, files.lock().toAbsolutePath().toString());
        this.started = now();
    }

    SyncOutcome run(SyncRequest request) throws IOException, InterruptedException {
        Files.createDirectories(files.traceFolder());
        SyncGate.Entry entry = gate.enter(request);
        if (entry instanceof SyncGate.Entry.Refused refused) {
            return new SyncOutcome.LockHeld(refused.pid());
        }
        SyncGate.Entry.Entered entered = (SyncGate.Entry.Entered) entry;
        boolean left = false;
        try {
            if (entered.attempt() instanceof SyncLock.Attempt.TakenOver dead) {
                LOG.info("Took over the lock of {}, whose process {} is dead.", settings.mirror(), dead.pid());
                listener.lockTakenOver(dead.pid());
            }
            Orphans.end(files.lock(), settings.transfer().grace());
            SyncOutcome outcome = passes(entered.scope());
            left = outcome instanceof SyncOutcome.Done;
            return outcome;
        } finally {
            if (!left) {
                leaveUndone(request);
            }
        }
    }

    private SyncOutcome passes(SyncScope first) throws IOException, InterruptedException {
        scope = first;
        while (true) {
            SyncOutcome failed = pass();
            if (failed != null) {
                return failed;
            }
            SyncScope done = scope;
            TraceFile trace = writeTrace();
            Path traceFile = traceFile();
            Optional<Wish> next = gate.arrivedOrLeave();
            if (next.isEmpty()) {
                return new SyncOutcome.Done(done, traceFile, trace, runs);
            }
            scope = next.get().after(done);
            listener.requestAccepted(scope);
        }
    }

    /** Does what the scope says; requests that arrive may widen it. Null means that all is done. */
    private @Nullable SyncOutcome pass() throws IOException, InterruptedException {
        boolean stage1Due = scope.hasStage1();
        while (true) {
            if (stage1Due) {
                SyncOutcome failed = stage1();
                if (failed != null) {
                    return failed;
                }
            }
            if (!scope.hasStage2()) {
                return null;
            }
            List<String> busy = removeForeignMarks();
            if (busy.isEmpty()) {
                RsyncResult result = stage(SyncStage.STAGE2);
                Verdict verdict = verdict(result);
                if (verdict == Verdict.GOOD) {
                    return null;
                }
                Optional<Wish> more = verdict == Verdict.TOLERABLE ? gate.arrived() : Optional.empty();
                if (more.isEmpty()) {
                    return new SyncOutcome.StageFailed(SyncStage.STAGE2, result, runs);
                }
                accept(more.get());
            } else if (upstreamRetries == settings.upstreamWait().retries()) {
                return new SyncOutcome.UpstreamBusy(busy, upstreamRetries, runs);
            } else {
                upstreamRetries++;
                listener.upstreamBusy(busy, settings.upstreamWait().pause());
                Thread.sleep(settings.upstreamWait().pause().toMillis());
            }
            // what upstream changed meanwhile, its mark included, comes with stage 1
            stage1Due = true;
        }
    }

    /** Runs stage 1 until no request for it has arrived meanwhile. Null means that it is done. */
    private @Nullable SyncOutcome stage1() throws IOException, InterruptedException {
        while (true) {
            RsyncResult result = stage(SyncStage.STAGE1);
            Verdict verdict = verdict(result);
            if (verdict == Verdict.BAD) {
                return new SyncOutcome.StageFailed(SyncStage.STAGE1, result, runs);
            }
            Optional<Wish> more = gate.arrived();
            if (more.isPresent()) {
                boolean again = more.get().after(scope).hasStage1();
                accept(more.get());
                if (again || verdict == Verdict.TOLERABLE) {
                    continue;
                }
            } else if (verdict == Verdict.TOLERABLE) {
                return new SyncOutcome.StageFailed(SyncStage.STAGE1, result, runs);
            }
            return null;
        }
    }

    private void accept(Wish wish) {
        scope = scope.and(wish.after(scope));
        listener.requestAccepted(scope);
    }

    private RsyncResult stage(SyncStage stage) throws InterruptedException {
        listener.stageStarted(stage);
        RsyncResult result = rsync.pull(settings.source())
                .into(settings.target())
                .options(StageOptions.of(settings, files, stage))
                .grace(settings.transfer().grace())
                // the timeout of rsync does not notice an upstream that is frozen in the middle of a file
                .silence(settings.transfer().timeout().multipliedBy(2))
                .onProgress(progress -> listener.stageProgress(stage, progress))
                .run();
        runs.add(new StageRun(stage, result));
        listener.stageEnded(stage, result);
        return result;
    }

    private static Verdict verdict(RsyncResult result) {
        if (result.reason() != RsyncReason.EXITED) {
            return Verdict.BAD;
        }
        return switch (result.exit()) {
            case SUCCESS, VANISHED -> Verdict.GOOD;
            case PARTIAL, TIMEOUT -> Verdict.TOLERABLE;
            default -> Verdict.BAD;
        };
    }

    /**
     * In-progress marks that came from upstream say that it is being changed. They are removed here; as long as it is so,
     * stage 1 brings them again.
     */
    private List<String> removeForeignMarks() throws IOException {
        List<String> names = new ArrayList<>(ArchiveTree.at(settings.target()).inProgress());
        names.remove(settings.mirror());
        for (String name : names) {
            Path mark = files.root().resolve(ArchiveTree.IN_PROGRESS + name);
            if (Files.isRegularFile(mark)) {
                Files.deleteIfExists(mark);
            }
        }
        return names;
    }

    private Path traceFile() {
        return scope.hasStage2() ? files.trace() : files.stage1Trace();
    }

    private TraceFile writeTrace() throws IOException {
        TraceFile trace = new TraceWriter(settings, files, started, runs).write(traceFile(), now());
        if (scope == SyncScope.ALL) {
            Files.deleteIfExists(files.stage1Trace());
        }
        return trace;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Also after an interruption, which must not keep us from releasing the lock. */
    private void leaveUndone(SyncRequest request) {
        boolean interrupted = Thread.interrupted();
        try {
            SyncRequest undone = SyncRequest.of(request.archive(), scope);
            gate.leaveUndone(undone);
        } catch (IOException e) {
            LOG.warn("The end of the failed sync of {} could not be recorded: {}", settings, Reasons.of(e));
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
