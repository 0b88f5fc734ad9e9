package org.pushmirror.ssh.push;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.pushmirror.ssh.time.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the tasks and timers of a run one after another, on the thread that calls {@link #run}; so whatever only tasks
 * touch needs no lock. Tasks must not block. {@link #post} may be called by any thread, {@link #after} by tasks only.
 */
final class EventLoop {

    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(1);

    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong((Timer timer) -> timer.due.remainingNanos())
                    .thenComparingLong(timer -> timer.number));
    private long timersMade;

    /** A task of later. */
    static final class Timer {
        private final Deadline due;
        private final long number;
        private final Runnable task;
        private boolean cancelled;

        private Timer(Deadline due, long number, Runnable task) {
            this.due = due;
            this.number = number;
            this.task = task;
        }

        /** Keeps the task from being run, if it was not yet. */
        void cancel() {
            cancelled = true;
        }
    }

    /** Runs a task soon. */
    void post(Runnable task) {
        tasks.add(task);
    }

    /** Runs a task later. */
    Timer after(Duration delay, Runnable task) {
        Timer timer = new Timer(Deadline.in(delay), timersMade++, task);
        timers.add(timer);
        return timer;
    }

    /** Runs tasks and timers until the condition holds. */
    void run(BooleanSupplier over) throws InterruptedException {
        while (!over.getAsBoolean()) {
            Timer next = timers.peek();
            long wait = next == null ? LONGEST_WAIT : Math.min(LONGEST_WAIT, next.due.remainingNanos());
            Runnable task = wait > 0 ? tasks.poll(wait, TimeUnit.NANOSECONDS) : tasks.poll();
            if (task != null) {
                run(task);
            }
            runTimers();
        }
    }

    private void runTimers() {
        for (Timer next = timers.peek(); next != null && next.due.hasPassed(); next = timers.peek()) {
            timers.remove();
            if (!next.cancelled) {
                run(next.task);
            }
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A step of a push failed in a way that it should not.", e);
        }
    }
}
