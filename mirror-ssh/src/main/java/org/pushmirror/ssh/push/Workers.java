package org.pushmirror.ssh.push;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads of a run for what blocks. */
final class Workers {

    private static final long IDLE_SECONDS = 2;

    private final ThreadPoolExecutor pool;

    /** As many threads as there are tasks at once. */
    Workers(ThreadFactory threads) {
        pool = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    }

    /** So many threads at most; tasks above that wait for one. */
    Workers(ThreadFactory threads, int most) {
        pool = new ThreadPoolExecutor(most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        pool.allowCoreThreadTimeOut(true);
    }

    /** Runs a task on a thread of its own. Throws what the thread factory throws. */
    void start(Runnable task) {
        pool.execute(task);
    }

    /** Interrupts every task, and takes no more. */
    void stop() {
        pool.shutdownNow();
    }

    /**
     * Waits for every task, and takes no more.
     *
     * @return whether all have ended in time
     */
    boolean close(Duration grace) {
        pool.shutdown();
        boolean interrupted = Thread.interrupted();
        try {
            return pool.awaitTermination(grace.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
            return pool.isTerminated();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
