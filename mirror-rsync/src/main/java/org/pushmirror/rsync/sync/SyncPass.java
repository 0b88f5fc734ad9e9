package org.pushmirror.rsync.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pushmirror.core.archive.ArchiveTree;
import org.pushmirror.core.sync.HookPoint;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.core.sync.SyncScope;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncResult;
import org.pushmirror.rsync.sync.RequestMark.Wish;
import org.pushmirror.rsync.sync.StageRunner.Verdict;

/** The stages of a sync, repeated until what was asked for is done of one state of upstream. For one run. */
final class SyncPass {

    /** How often stage 1 is repeated at once, since upstream had another archive after it. */
    private static final int MOST_REPEATS = 10;

    private final MirrorSyncSettings settings;
    private final SyncGate gate;
    private final SyncRecord record;
    private final SyncSteps steps;
    private final SyncListener listener;
    private final StageRunner stages;
    private final UpstreamWatch upstream;
    private final GuardCheck guards;
    private final TreeFiles files;
    private SyncScope scope = SyncScope.ALL;
    private boolean stage1Due;
    private int waits;
    private int repeats;

    SyncPass(
            Rsync rsync,
            MirrorSyncSettings settings,
            TreeFiles files,
            SyncGate gate,
            SyncRecord record,
            SyncSteps steps,
            SyncListener listener) {
        this.settings = settings;
        this.files = files;
        this.gate = gate;
        this.record = record;
        this.steps = steps;
        this.listener = listener;
        this.stages = new StageRunner(rsync, settings, files, record, listener);
        SyncState state = SyncState.read(settings);
        this.upstream = new UpstreamWatch(new UpstreamLook(rsync, settings), state, settings);
        this.guards = new GuardCheck(settings, files, state);
    }

    SyncScope scope() {
        return scope;
    }

    /** What the next run is for. */
    void begin(SyncScope newScope, boolean unfinished) {
        scope = newScope;
        stage1Due = scope.hasStage1();
        upstream.begin(unfinished);
    }

    /** Does what the scope says; requests that arrive may widen it. Empty means that all is done. */
    Optional<SyncOutcome> run() throws IOException, InterruptedException {
        while (true) {
            Optional<SyncOutcome> failed = stage1Due ? stage1() : Optional.empty();
            failed = failed.isPresent() ? failed : steps.hook(HookPoint.STAGE1_DONE);
            if (failed.isPresent()) {
                return failed;
            }
            if (!scope.hasStage2()) {
                return steps.hook(HookPoint.STAGE2_DONE);
            }
            // what upstream changes from now on, its mark included, comes with another stage 1
            stage1Due = true;
            List<String> busy = upstream.busy(removeForeignMarks());
            if (!busy.isEmpty()) {
                failed = waitFor(busy);
            } else {
                Optional<String> changed = upstream.changedSinceStage1();
                failed = changed.isPresent() ? again(changed.get()) : stage2();
                if (failed.isEmpty() && !stage1Due) {
                    return steps.hook(HookPoint.STAGE2_DONE);
                }
            }
            if (failed.isPresent()) {
                return failed;
            }
        }
    }

    /** Runs stage 1 until no request for it has arrived meanwhile. Empty means that it is done. */
    private Optional<SyncOutcome> stage1() throws IOException, InterruptedException {
        while (true) {
            if (upstream.lookBeforeStage1(scope)) {
                listener.stage1NotNeeded();
                return Optional.empty();
            }
            Optional<SyncOutcome> full = refusal(guards.space());
            if (full.isPresent()) {
                return full;
            }
            RsyncResult result = stages.run(SyncStage.STAGE1);
            Verdict verdict = StageRunner.verdict(result);
            if (verdict == Verdict.BAD) {
                return Optional.of(record.stageFailed(SyncStage.STAGE1, result));
            }
            if (verdict == Verdict.GOOD) {
                upstream.stage1Done(result);
            }
            Optional<Wish> more = gate.arrived();
            if (more.isPresent()) {
                boolean again = wanted(more.get()).scope().hasStage1();
                accept(more.get());
                if (again || verdict == Verdict.TOLERABLE) {
                    continue;
                }
            } else if (verdict == Verdict.TOLERABLE) {
                return Optional.of(record.stageFailed(SyncStage.STAGE1, result));
            }
            return Optional.empty();
        }
    }

    /** Runs stage 2. It is done if stage 1 is not due after it. */
    private Optional<SyncOutcome> stage2() throws IOException, InterruptedException {
        Optional<SyncOutcome> refused = refusal(guards.space());
        refused = refused.isPresent() ? refused : refusal(guards.beforeStage2(record.last(SyncStage.STAGE1)));
        if (refused.isPresent()) {
            return refused;
        }
        if (upstream.stage2Begins()) {
            stages.bringNewIndices();
        }
        RsyncResult result = stages.run(SyncStage.STAGE2);
        Verdict verdict = StageRunner.verdict(result);
        if (verdict == Verdict.GOOD) {
            Optional<String> changed = upstream.changedInStage2(result);
            if (changed.isPresent()) {
                return again(changed.get());
            }
            upstream.stage2Done();
            stage1Due = false;
            return Optional.empty();
        }
        Optional<Wish> more = verdict == Verdict.TOLERABLE ? gate.arrived() : Optional.empty();
        if (more.isEmpty()) {
            return Optional.of(record.stageFailed(SyncStage.STAGE2, result));
        }
        accept(more.get());
        return Optional.empty();
    }

    private Optional<SyncOutcome> refusal(Optional<GuardCheck.Finding> finding) {
        return finding.map(found -> record.refused(found.guard(), found.why()));
    }

    /** Upstream's archive is another than it was at stage 1. */
    private Optional<SyncOutcome> again(String why) {
        if (repeats == MOST_REPEATS) {
            return Optional.of(record.upstreamBusy(List.of(), repeats));
        }
        repeats++;
        record.waited(why, Duration.ZERO);
        listener.upstreamChanged(why);
        return Optional.empty();
    }

    private Optional<SyncOutcome> waitFor(List<String> busy) throws InterruptedException {
        UpstreamWait wait = settings.upstreamWait();
        if (waits == wait.retries()) {
            return Optional.of(record.upstreamBusy(busy, waits));
        }
        waits++;
        record.waited("Upstream is being changed by " + String.join(", ", busy) + ".", wait.pause());
        listener.upstreamBusy(busy, wait.pause());
        Thread.sleep(wait.pause().toMillis());
        return Optional.empty();
    }

    private SyncRequest wanted(Wish wish) {
        return wish.after(record.request().withScope(scope));
    }

    private void accept(Wish wish) {
        SyncRequest more = wanted(wish);
        record.asked(more);
        scope = scope.and(more.scope());
        listener.requestAccepted(scope);
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
        return List.copyOf(names);
    }
}
