package org.pushmirror.ssh.push;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushListener;
import org.pushmirror.core.push.PushPlan;
import org.pushmirror.core.push.PushPlan.PlannedTarget;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.ssh.push.RunControl.Stop;
import org.pushmirror.ssh.time.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One push, planned and ready to run, once. {@link #run()} is called by one thread; {@link #cancel} by any.
 *
 * <p>Each target has a thread of its own from its turn on to its end; no thread, session or socket of the run is left
 * when {@link #run()} returns, except that a connector handed in may not honour interruption.
 */
public final class PushRun {

    private static final Logger LOG = LoggerFactory.getLogger(PushRun.class);

    /** What was stopped is waited for this long; a target that does not stop is reported as it stands. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Push push;
    private final PushPlan plan;
    private final PushSettings settings;
    private final RunControl control = new RunControl();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch running;
    private final AtomicReferenceArray<@Nullable TargetReport> reports;

    PushRun(PushSettings settings, Push push, List<PushTarget> targets) {
        this.settings = settings;
        this.push = push;
        this.plan = new PushPlanner(settings, push).plan(targets);
        this.running = new CountDownLatch(targets.size());
        this.reports = new AtomicReferenceArray<>(targets.size());
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
     */
    public PushReport run(PushListener listener) {
        if (!begun.compareAndSet(false, true)) {
            throw new IllegalStateException("This push has been run; plan another to push again.");
        }
        Instant started = settings.clock().instant();
        Events events = new Events(listener, settings.clock());
        RunContext context = context(events, started);
        LOG.info(
                "Pushing \"{}\" ({}) to {} targets.",
                push.archive(),
                push.kind().word(),
                reports.length());
        events.started(plan);
        boolean interrupted = false;
        try {
            Deadline deadline = deadline();
            startAll(context, deadline);
            await(deadline);
        } catch (InterruptedException e) {
            interrupted = true;
            control.stop(Stop.CANCELLED);
            awaitGrace();
        }
        PushReport report = PushReport.of(
                UUID.randomUUID().toString(), push, started, settings.clock().instant(), collect(events));
        LOG.info("The push of \"{}\" has ended: {}.", push.archive(), report.summary());
        events.finished(report);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return report;
    }

    /**
     * Stops the push: sessions are closed, targets without an outcome end as cancelled, and {@link #run()} returns soon
     * after. Syncs that have begun on mirrors go on there. Does nothing when the push is over.
     */
    public void cancel() {
        control.stop(Stop.CANCELLED);
    }

    private Deadline deadline() {
        Duration limit = settings.runDeadline();
        return Deadline.in(limit == null ? Duration.ofDays(3650) : limit);
    }

    private RunContext context(Events events, Instant started) {
        int staged = (int) plan.targets().stream().filter(TargetRun::isStaged).count();
        ReceiptJudge judge = new ReceiptJudge(push.serial().orElse(null), started);
        return new RunContext(
                push,
                settings,
                events,
                control,
                new Semaphore(settings.parallel()),
                new BarrierGate(settings.barrier(), staged, settings.barrierTimeout()),
                push.receipts()
                        .map(source -> new ReceiptWatch(source, judge, settings.clock()))
                        .orElse(null));
    }

    /** Starts one target after the other, each as soon as the window has a slot for its handshake. */
    private void startAll(RunContext context, Deadline deadline) throws InterruptedException {
        boolean interrupted = false;
        for (int i = 0; i < reports.length(); i++) {
            try {
                takeSlot(context.window(), deadline);
            } catch (InterruptedException e) {
                interrupted = true;
                control.stop(Stop.CANCELLED);
            }
            start(i, context);
        }
        if (interrupted) {
            throw new InterruptedException("interrupted while targets were started");
        }
    }

    private void takeSlot(Semaphore window, Deadline deadline) throws InterruptedException {
        while (control.stopped() == null && !window.tryAcquire(slice(deadline), TimeUnit.NANOSECONDS)) {
            if (deadline.hasPassed()) {
                control.stop(Stop.RUN_DEADLINE);
            }
        }
    }

    /** Waits are cut to pieces, so that a stop is seen even where nothing else would end the wait. */
    private static long slice(Deadline deadline) {
        return Math.min(deadline.remainingNanos(), TimeUnit.SECONDS.toNanos(1));
    }

    private void start(int index, RunContext context) {
        PlannedTarget planned = plan.targets().get(index);
        if (control.stopped() != null) {
            finish(index, Endings.stopped(planned.target(), control.stopped(), List.of(), false), context.events());
            running.countDown();
            return;
        }
        TargetRun target = new TargetRun(planned, context);
        Runnable task = () -> {
            try {
                finish(index, target.run(), context.events());
            } finally {
                running.countDown();
            }
        };
        try {
            settings.threads().newThread(task).start();
        } catch (RuntimeException | OutOfMemoryError e) {
            target.abandon();
            finish(index, Endings.broken(planned.target(), List.of(), e), context.events());
            running.countDown();
        }
    }

    private void finish(int index, TargetReport report, Events events) {
        if (reports.compareAndSet(index, null, report)) {
            if (!report.outcome().endedWell()) {
                LOG.warn("{}", report);
            }
            events.ended(report);
        }
    }

    private void await(Deadline deadline) throws InterruptedException {
        while (control.stopped() == null) {
            if (running.await(slice(deadline), TimeUnit.NANOSECONDS)) {
                return;
            }
            if (deadline.hasPassed()) {
                control.stop(Stop.RUN_DEADLINE);
            }
        }
        awaitGrace();
    }

    private void awaitGrace() {
        Deadline grace = Deadline.in(GRACE);
        boolean interrupted = Thread.interrupted();
        boolean ended = false;
        while (!ended && !grace.hasPassed()) {
            try {
                ended = running.await(grace.remainingNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private List<TargetReport> collect(Events events) {
        List<TargetReport> all = new ArrayList<>();
        for (int i = 0; i < reports.length(); i++) {
            finish(i, Endings.stopped(plan.targets().get(i).target(), control.stopped(), List.of(), false), events);
            TargetReport report = reports.get(i);
            if (report != null) {
                all.add(report);
            }
        }
        return all;
    }
}
