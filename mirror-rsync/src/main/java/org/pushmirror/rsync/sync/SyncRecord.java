package org.pushmirror.rsync.sync;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pushmirror.core.sync.HookPoint;
import org.pushmirror.core.sync.StepResult;
import org.pushmirror.core.sync.SyncEnding;
import org.pushmirror.core.sync.SyncReport;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.core.sync.SyncScope;
import org.pushmirror.core.trace.TraceFile;
import org.pushmirror.rsync.RsyncResult;
import org.pushmirror.rsync.RsyncStats;

/** What happens in one sync, as it happens, and the outcome that is made of it. For one run, on its thread. */
final class SyncRecord {

    private final String mirror;
    private final Clock clock;
    private final Instant started;
    private final List<StageRun> runs = new ArrayList<>();
    private final List<SyncReport.Wait> waits = new ArrayList<>();
    private final List<SyncReport.Step> steps = new ArrayList<>();
    private SyncRequest request;

    SyncRecord(String mirror, SyncRequest request, Clock clock) {
        this.mirror = mirror;
        this.request = request;
        this.clock = clock;
        this.started = now();
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    Instant started() {
        return started;
    }

    /** All that was asked for so far. */
    SyncRequest request() {
        return request;
    }

    void asked(SyncRequest more) {
        request = request.and(more);
    }

    void ran(StageRun run) {
        runs.add(run);
    }

    List<StageRun> runs() {
        return List.copyOf(runs);
    }

    /** The last run of a stage in this sync. */
    Optional<RsyncResult> last(SyncStage stage) {
        return runs.stream()
                .filter(run -> run.stage() == stage)
                .reduce((earlier, later) -> later)
                .map(StageRun::result);
    }

    void waited(String why, Duration pause) {
        waits.add(new SyncReport.Wait(why, pause));
    }

    void did(String name, StepResult result) {
        steps.add(new SyncReport.Step(name, result));
    }

    SyncOutcome.Done done(SyncScope scope, Path traceFile, TraceFile trace) {
        String message = "The sync is done"
                + trace.serial().map(serial -> ", serial " + serial).orElse("") + ".";
        SyncReport report = report(SyncEnding.DONE, message);
        SyncReport whole = trace.serial().map(report::withSerial).orElse(report);
        return new SyncOutcome.Done(scope, traceFile, trace, runs(), whole);
    }

    /** The same with what was done since. */
    SyncOutcome.Done later(SyncOutcome.Done done) {
        SyncReport report = done.report();
        List<SyncReport.Step> more = steps.subList(report.steps().size(), steps.size());
        return new SyncOutcome.Done(
                done.scope(), done.traceFile(), done.trace(), runs(), report.withLater(now(), more));
    }

    SyncOutcome lockHeld(long pid, SyncOutcome.Holder holder) {
        // the sentence of Debian's ftpsync, which its callers match
        String message = "Unable to start rsync, lock file still exists, PID " + pid;
        return new SyncOutcome.LockHeld(pid, holder, report(SyncEnding.QUEUED, message));
    }

    SyncOutcome stageFailed(SyncStage stage, RsyncResult result) {
        SyncEnding ending = stage == SyncStage.STAGE1 ? SyncEnding.STAGE1_FAILED : SyncEnding.STAGE2_FAILED;
        String message = "The sync failed in " + stage + ": " + result.message();
        return new SyncOutcome.StageFailed(stage, result, runs(), report(ending, message));
    }

    SyncOutcome upstreamBusy(List<String> upstream, int retries) {
        String why = upstream.isEmpty()
                ? "since upstream had another archive after each stage 1"
                : "since upstream is still being changed by " + String.join(", ", upstream);
        String message = "The sync stopped before stage 2, " + why + "; it was asked again " + retries + " times.";
        return new SyncOutcome.UpstreamBusy(
                List.copyOf(upstream), retries, runs(), report(SyncEnding.UPSTREAM_BUSY, message));
    }

    SyncOutcome refused(SyncGuard guard, String why) {
        String message = "The sync stopped before anything was deleted: " + why + ".";
        return new SyncOutcome.Refused(guard, runs(), report(SyncEnding.REFUSED, message));
    }

    SyncOutcome hookFailed(HookPoint point, StepResult result) {
        String message = "The sync was ended by hook " + point.number() + ": " + result.message();
        return new SyncOutcome.HookFailed(point, result, runs(), report(SyncEnding.HOOK_FAILED, message));
    }

    private SyncReport report(SyncEnding ending, String message) {
        return new SyncReport(mirror, request, started, now(), ending, message)
                .with(runs.stream().map(SyncRecord::stage).toList(), waits, steps);
    }

    private static SyncReport.Stage stage(StageRun run) {
        RsyncResult result = run.result();
        Optional<RsyncStats> stats = result.stats();
        return new SyncReport.Stage(
                run.stage().number(),
                result.duration(),
                result.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                result.code(),
                stats.map(s -> s.files().total()).orElse(0L),
                stats.map(s -> s.created().total()).orElse(0L),
                stats.map(s -> s.deleted().total()).orElse(0L),
                stats.map(RsyncStats::transferred).orElse(0L),
                stats.map(RsyncStats::totalSize).orElse(0L),
                stats.map(RsyncStats::transferredSize).orElse(0L),
                stats.map(RsyncStats::sent).orElse(0L),
                stats.map(RsyncStats::received).orElse(0L));
    }
}
