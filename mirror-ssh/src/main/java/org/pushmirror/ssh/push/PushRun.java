package org.pushmirror.ssh.push;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.InterruptedPush;
import org.pushmirror.core.push.JournalEntry;
import org.pushmirror.core.push.PlannedTarget;
import org.pushmirror.core.push.PlannedWave;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushHook;
import org.pushmirror.core.push.PushJournal;
import org.pushmirror.core.push.PushListener;
import org.pushmirror.core.push.PushOrder;
import org.pushmirror.core.push.PushPlan;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.ssh.time.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One push, planned and ready to run, once. {@link #run()} is called by one thread; {@link #cancel} by any.
 *
 * <p>The thread that runs it carries out the steps of all targets. Beside it there is a thread for each handshake in
 * flight, one for each session that is open, and a few for traces, hooks and the journal. No thread, session or socket of
 * the run is left when {@link #run()} returns, except that a connector, trace source or hook handed in may not honour
 * interruption.
 */
public final class PushRun {

    private static final Logger LOG = LoggerFactory.getLogger(PushRun.class);

    /** What was stopped is waited for this long. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private static final Duration FOR_EVER = Duration.ofDays(3650);

    /** Witnesses are looked at for the last time so long before the run ends. */
    private static final Duration LAST_LOOK = Duration.ofMillis(500);

    private final Push push;
    private final PushPlan plan;
    private final PushSettings settings;
    private final PushOrder order;
    private final @Nullable InterruptedPush interrupted;
    private final EventLoop loop = new EventLoop();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final List<WaveRun> waves = new ArrayList<>();
    private int open;
    private boolean hooksAreOver;
    private @Nullable Stop stopped;

    PushRun(PushSettings settings, Push push, PushOrder order, @Nullable InterruptedPush interrupted) {
        this.settings = settings;
        this.push = push;
        this.plan = new PushPlanner(settings, push).plan(order);
        this.order = order;
        this.interrupted = interrupted;
        this.open = plan.targets().size();
    }

    /**
     * What the run will do.
     *
     * @return the plan
     */
    public PushPlan plan() {
        return plan;
    }

    /**
     * Runs the push to the end of every target.
     *
     * @return how it went
     * @throws IllegalStateException if it was run before
     * @throws PushBusyException if another push of the archive is running, see {@link PusherBuilder#lock}
     * @throws org.pushmirror.core.text.FileException if the lock or the journal cannot be written
     */
    public PushReport run() {
        return run(PushListener.NONE);
    }

    /**
     * Runs the push to the end of every target. If the thread is interrupted the push is cancelled, and its report is
     * returned with the thread's interrupt flag set.
     *
     * @param listener hears what happens meanwhile
     * @return how it went
     * @throws IllegalStateException if it was run before
     * @throws PushBusyException if another push of the archive is running, see {@link PusherBuilder#lock}
     * @throws org.pushmirror.core.text.FileException if the lock or the journal cannot be written
     */
    public PushReport run(PushListener listener) {
        if (!begun.compareAndSet(false, true)) {
            throw new IllegalStateException("This push has been run; plan another to push again.");
        }
        PushLock lock = settings.lock();
        if (lock == null) {
            return runLocked(listener);
        }
        PushLock.Held held;
        try {
            held = lock.take(push.archive(), cancelled::get);
        } catch (InterruptedException e) {
            if (!cancelled.getAndSet(true)) {
                Thread.currentThread().interrupt();
            }
            return runLocked(listener);
        }
        try {
            return runLocked(listener);
        } finally {
            held.close();
        }
    }

    /**
     * Stops the push: sessions are closed, targets without an outcome end as cancelled, and {@link #run()} returns soon
     * after. Syncs that have begun on mirrors go on there. Does nothing when the push is over.
     */
    public void cancel() {
        cancelled.set(true);
        loop.post(() -> stop(Stop.CANCELLED));
    }

    private PushReport runLocked(PushListener listener) {
        Instant started = interrupted == null ? settings.clock().instant() : interrupted.started();
        String id = interrupted == null ? UUID.randomUUID().toString() : interrupted.id();
        Events events = new Events(listener, settings.clock());
        LOG.info(
                "Pushing \"{}\" ({}) to {} targets.",
                push.archive(),
                push.kind().word(),
                plan.targets().size());
        PushJournal journal = cancelled.get() ? PushJournal.NONE : settings.journal();
        journal.record(beginning(id, started));
        RunContext context = context(events, started, journal);
        boolean wasInterrupted = runLoop(context);
        context.journal().add(new JournalEntry.Finished(context.now()));
        context.journal().close();
        PushReport report = PushReport.of(id, push, started, context.now(), reports());
        LOG.info("The push of \"{}\" has ended: {}.", push.archive(), report.summary());
        events.finished(report);
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
        return report;
    }

    private JournalEntry beginning(String id, Instant started) {
        if (interrupted != null) {
            return new JournalEntry.Resumed(settings.clock().instant(), id);
        }
        List<PushTarget> targets =
                plan.targets().stream().map(PlannedTarget::target).toList();
        return new JournalEntry.Begun(started, id, push, targets);
    }

    private RunContext context(Events events, Instant started, PushJournal port) {
        Duration limit = settings.runDeadline() == null ? FOR_EVER : settings.runDeadline();
        JournalQueue journal = new JournalQueue(port, loop, settings.threads());
        Workers workers = new Workers(settings.threads());
        return new RunContext(
                push,
                settings,
                events,
                loop,
                workers,
                new Window(settings, loop),
                journal,
                new Hooks(settings, push, loop, workers),
                report -> reported(report, events, journal),
                push.witnesses().isEmpty()
                        ? null
                        : new ReceiptWatch(push, started, settings.clock(), settings.threads()),
                Deadline.in(limit),
                Deadline.in(limit.minus(LAST_LOOK)));
    }

    private void reported(TargetReport report, Events events, JournalQueue journal) {
        open--;
        if (!report.outcome().endedWell()) {
            LOG.warn("{}", report);
        }
        journal.add(new JournalEntry.Ended(settings.clock().instant(), report));
        events.ended(report);
    }

    /**
     * Runs the steps of the push until all targets have ended and no thread works for it.
     *
     * @return whether the thread was interrupted meanwhile
     */
    private boolean runLoop(RunContext context) {
        plan.waves().forEach(wave -> waves.add(wave(wave, context)));
        context.events().started(plan);
        loop.post(() -> begin(context));
        if (settings.runDeadline() != null) {
            loop.after(settings.runDeadline(), () -> stop(Stop.RUN_DEADLINE));
        }
        boolean wasInterrupted = false;
        try {
            loop.run(() -> stopped != null
                    || open == 0 && hooksAreOver && context.window().isIdle());
        } catch (InterruptedException e) {
            wasInterrupted = true;
            stop(Stop.CANCELLED);
        }
        context.window().stop();
        context.workers().stop();
        Witness witness = context.witness();
        if (witness != null) {
            witness.close();
        }
        Deadline grace = Deadline.in(GRACE);
        boolean ended = context.window().close(grace.remaining());
        if (!context.workers().close(grace.remaining()) || !ended) {
            LOG.warn("A connection, a hook or a look at a trace did not end when it was interrupted.");
        }
        context.window().abandon();
        loop.drain();
        return wasInterrupted || Thread.interrupted();
    }

    private WaveRun wave(PlannedWave wave, RunContext context) {
        int number = waves.size();
        WaveRun run = new WaveRun(wave, context, () -> loop.post(() -> waveEnded(number, context)));
        if (interrupted != null) {
            run.resume(interrupted);
        }
        return run;
    }

    private void begin(RunContext context) {
        if (cancelled.get()) {
            stop(Stop.CANCELLED);
        } else if (!context.hooks().run(PushHook.Point.BEFORE_ALL, () -> beginWave(0, context))) {
            beginWave(0, context);
        }
    }

    private void beginWave(int number, RunContext context) {
        if (stopped != null) {
            return;
        }
        if (number < waves.size()) {
            waves.get(number).begin();
        } else if (!context.hooks().run(PushHook.Point.AFTER_ALL, () -> hooksAreOver = true)) {
            hooksAreOver = true;
        }
    }

    private void waveEnded(int number, RunContext context) {
        PlannedWave wave = plan.waves().get(number);
        List<TargetReport> failed = waves.get(number).reports().stream()
                .filter(report -> !report.outcome().endedWell())
                .toList();
        if (failed.size() <= wave.mayFail() || number + 1 == waves.size()) {
            beginWave(number + 1, context);
            return;
        }
        waves.subList(number + 1, waves.size()).forEach(later -> later.skip(wave, failed.get(0)));
        beginWave(waves.size(), context);
    }

    /** Ends every target that has not ended; only the first call counts. */
    private void stop(Stop why) {
        if (stopped == null) {
            stopped = why;
            waves.forEach(wave -> wave.stop(why));
        }
    }

    /** The reports in the order of the list, whoever was the canary. */
    private List<TargetReport> reports() {
        Map<String, Integer> places = new HashMap<>();
        order.targets().forEach(target -> places.put(target.name(), places.size()));
        return waves.stream()
                .flatMap(wave -> wave.reports().stream())
                .sorted(Comparator.comparing(
                        report -> places.get(report.target().name())))
                .toList();
    }
}
