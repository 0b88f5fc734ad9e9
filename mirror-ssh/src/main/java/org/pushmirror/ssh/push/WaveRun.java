package org.pushmirror.ssh.push;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.InterruptedPush;
import org.pushmirror.core.push.JournalEntry;
import org.pushmirror.core.push.PlannedTarget;
import org.pushmirror.core.push.PlannedWave;
import org.pushmirror.core.push.PushHook;
import org.pushmirror.core.push.PushPause;
import org.pushmirror.core.push.PushStep;
import org.pushmirror.core.push.TargetProgress;
import org.pushmirror.core.push.TargetReport;

/**
 * One wave of a run: starts its targets in their order, pauses where the plan says so, and knows when all have ended. A
 * task of the {@link EventLoop} calls it.
 */
final class WaveRun {

    private final PlannedWave wave;
    private final RunContext context;
    private final Runnable whenOver;
    private final BarrierGate gate;
    private final Map<PlannedTarget, TargetRun> runs = new LinkedHashMap<>();
    private final List<TargetRun> begun = new ArrayList<>();
    private final Map<String, TargetProgress> progress = new HashMap<>();
    private int next;
    private final Set<TargetRun> uncontacted = new LinkedHashSet<>();
    private int open;
    private @Nullable PushPause pause;
    private boolean pauseRuns;
    private EventLoop.@Nullable Timer pauseTimer;
    private boolean started;

    WaveRun(PlannedWave wave, RunContext context, Runnable whenOver) {
        this.wave = wave;
        this.context = context;
        this.whenOver = whenOver;
        List<PlannedTarget> targets = wave.targets();
        int staged = (int) targets.stream().filter(PlannedTarget::hasStage1).count();
        this.gate = new BarrierGate(
                context.settings().barrier(), staged, context.settings().barrierTimeout(), context.loop());
        this.open = targets.size();
        for (PlannedTarget target : targets) {
            runs.put(target, new TargetRun(target, context, gate, this::ended));
        }
        gate.answeredBy(this::stage1Answered);
        gate.openedBy(passing -> context.journal().together(() -> {
            context.journal().add(new JournalEntry.BarrierOpened(context.now()));
            passing.run();
        }));
    }

    /** Takes up what a run before this one knows. */
    void resume(InterruptedPush interrupted) {
        interrupted.targets().forEach(target -> progress.put(target.target().name(), target));
        boolean underWay = wave.targets().stream()
                .map(target -> progress.get(target.target().name()))
                .anyMatch(known -> known != null && Resumption.isUnderWay(known));
        if (underWay && interrupted.barrier() == InterruptedPush.BarrierState.OPENED) {
            gate.openedBefore();
        }
    }

    /** The reports of its targets, in their order, as far as they have ended. */
    List<TargetReport> reports() {
        List<TargetReport> reports = new ArrayList<>();
        for (TargetRun run : runs.values()) {
            TargetReport report = run.report();
            if (report != null) {
                reports.add(report);
            }
        }
        return reports;
    }

    void begin() {
        started = true;
        if (open == 0) {
            whenOver.run();
        } else {
            advance();
        }
    }

    private void advance() {
        while (pause == null && next < wave.steps().size()) {
            PushStep step = wave.steps().get(next++);
            if (step instanceof PushPause wait) {
                pause = wait;
            } else {
                boolean another = next < wave.steps().size();
                start(runs.get((PlannedTarget) step));
                if (another && context.hooks().run(PushHook.Point.BETWEEN, this::advance)) {
                    return;
                }
            }
        }
        if (pause == null) {
            gate.arm();
        } else if (uncontacted.isEmpty()) {
            beginPause(pause);
        }
    }

    private void start(@Nullable TargetRun run) {
        if (run == null || run.report() != null) {
            return;
        }
        begun.add(run);
        uncontacted.add(run);
        run.link().whenContacted(() -> contacted(run));
        TargetProgress known = progress.get(run.target().name());
        if (known == null) {
            run.begin();
        } else {
            new Resumption(known, run, context).begin();
        }
    }

    /** The first handshake of a target begins, or it needs none. */
    private void contacted(TargetRun run) {
        uncontacted.remove(run);
        if (pause != null && uncontacted.isEmpty()) {
            beginPause(pause);
        }
    }

    private void beginPause(PushPause wait) {
        if (!pauseRuns) {
            pauseRuns = true;
            pauseTimer = context.loop().after(wait.duration(), this::endPause);
        }
        endPauseIfStage1IsDone(wait);
    }

    private void endPauseIfStage1IsDone(PushPause wait) {
        boolean done =
                wait.until() == PushPause.Until.STAGE1_DONE && begun.stream().noneMatch(TargetRun::owesStage1);
        if (done && pauseRuns) {
            endPause();
        }
    }

    private void endPause() {
        if (pauseTimer != null) {
            pauseTimer.cancel();
            pauseTimer = null;
        }
        pause = null;
        pauseRuns = false;
        advance();
    }

    /** The stage 1 of a target has been answered. */
    private void stage1Answered() {
        if (pause != null && pauseRuns) {
            endPauseIfStage1IsDone(pause);
        }
    }

    private void ended(TargetRun run) {
        open--;
        contacted(run);
        TargetReport report = run.report();
        if (report != null) {
            context.reports().accept(report);
        }
        if (open == 0 && started) {
            whenOver.run();
        }
    }

    /** Ends every target that has not ended. */
    void stop(Stop why) {
        gate.abandon();
        runs.values().forEach(run -> run.stop(why));
    }

    /** Keeps every target from beginning. */
    void skip(PlannedWave because, TargetReport failed) {
        runs.values().forEach(run -> run.skip(Endings.waveStopped(run.target(), because, failed)));
    }
}
