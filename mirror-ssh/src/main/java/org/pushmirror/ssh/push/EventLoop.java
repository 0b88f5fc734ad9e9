package org.pushmirror.ssh.push;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the tasks and timers of a run one after another, on the thread that calls {@link #run}; so whatever only tasks
 * touch needs no lock. Tasks must not block. {@link #post} may be called by any thread, {@link #after} by tasks only.
 */
final class EventLoop {

    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final Duration LONGEST_TIMER = Duration.ofDays(3650);
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(1);

    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>((one, other) -> Long.compare(one.dueNanos - other.dueNanos, 0));

    /** A task of later. */
    static final class Timer {
        private final long dueNanos;
        private final Runnable task;
        private boolean cancelled;

        private Timer(long dueNanos, Runnable task) {
            this.dueNanos = dueNanos;
            this.task = task;
        }

        /** Keeps the task from being run, if it was not yet. */
        void cancel() {
            cancelled = true;
        }

        private long remainingNanos() {
            return Math.max(0, dueNanos - System.nanoTime());
        }
    }

    /** Runs a task soon. */
    void post(Runnable task) {
        tasks.add(task);
    }

    /** Runs a task later. */
    Timer after(Duration delay, Runnable task) {
        Timer timer = new Timer(System.nanoTime() + nanos(delay), task);
        timers.add(timer);
        return timer;
    }

    /** Runs tasks and timers until the condition holds. */
    void run(BooleanSupplier over) throws InterruptedException {
        while (!over.getAsBoolean()) {
            Timer next = timers.peek();
            long wait = next == null ? LONGEST_WAIT : Math.min(LONGEST_WAIT, next.remainingNanos());
            Runnable task = wait > 0 ? tasks.poll(wait, TimeUnit.NANOSECONDS) : tasks.poll();
            if (task != null) {
                run(task);
            }
            runTimers();
        }
    }

    /** Runs what is left of the tasks; timers are forgotten. */
    void drain() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            run(task);
        }
    }

    private void runTimers() {
        for (Timer next = timers.peek(); next != null && next.remainingNanos() == 0; next = timers.peek()) {
            timers.remove();
            if (!next.cancelled) {
                run(next.task);
            }
        }
    }

    private static long nanos(Duration delay) {
        return delay.compareTo(LONGEST_TIMER) > 0 ? LONGEST_TIMER.toNanos() : delay.toNanos();
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A step of a push failed in a way that it should not.", e);
        }
    }
}
