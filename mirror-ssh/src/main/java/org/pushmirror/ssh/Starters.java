package org.pushmirror.ssh;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs what JSch does in a blocking way to start a command, a round trip or two. Threads are made when needed, up to a
 * bound, and end when there has been nothing to do for a moment, so that nobody has to close this.
 */
final class Starters implements Executor {

    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final ThreadFactory threads;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private int workers;
    private int idle;

    Starters(ThreadFactory threads, int most) {
        this.threads = threads;
        this.most = most;
    }

    @Override
    public void execute(Runnable task) {
        lock.lock();
        try {
            tasks.add(task);
            if (idle >= tasks.size()) {
                added.signal();
                return;
            }
            if (workers == most) {
                return;
            }
            workers++;
        } finally {
            lock.unlock();
        }
        startWorker();
    }

    private void startWorker() {
        try {
            threads.newThread(this::work).start();
        } catch (RuntimeException | Error e) {
            lock.lock();
            try {
                workers--;
                if (workers == 0) {
                    tasks.clear();
                    throw e;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void work() {
        Runnable task = next();
        while (task != null) {
            task.run();
            task = next();
        }
    }

    /** The next task; null if the worker is to end. */
    private @Nullable Runnable next() {
        lock.lock();
        try {
            long left = PATIENCE.toNanos();
            idle++;
            while (tasks.isEmpty() && left > 0) {
                left = await(left);
            }
            idle--;
            Runnable task = tasks.poll();
            if (task == null) {
                workers--;
            }
            return task;
        } finally {
            lock.unlock();
        }
    }

    /** Whoever interrupts a worker means a task that has ended. */
    private long await(long nanos) {
        try {
            return added.awaitNanos(nanos);
        } catch (InterruptedException e) {
            return nanos;
        }
    }
}
