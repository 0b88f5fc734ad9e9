package org.pushmirror.ssh.push;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pushmirror.ssh.TriggerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows the threads and sessions of a run, so that all of them can be ended from anywhere, once and for good. */
final class RunControl {

    /** Why a run ends before its time. */
    enum Stop {
        CANCELLED,
        RUN_DEADLINE
    }

    private static final Logger LOG = LoggerFactory.getLogger(RunControl.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Thread> threads = new HashSet<>();
    private final Set<TriggerSession> sessions = new HashSet<>();
    private volatile @Nullable Stop stop;

    /** Why the run was stopped; null if it was not. */
    @Nullable
    Stop stopped() {
        return stop;
    }

    /** Ends every session and interrupts every thread of the run. Only the first call counts. */
    void stop(Stop why) {
        List<TriggerSession> open;
        lock.lock();
        try {
            if (stop != null) {
                return;
            }
            stop = why;
            open = List.copyOf(sessions);
            threads.forEach(Thread::interrupt);
        } finally {
            lock.unlock();
        }
        open.forEach(RunControl::close);
    }

    /** The current thread works for the run from now on. */
    void enter() throws InterruptedException {
        lock.lock();
        try {
            requireRunning();
            threads.add(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    /** The current thread will not be interrupted any more. */
    void leave() {
        lock.lock();
        try {
            threads.remove(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    /** A session was opened for the run. */
    void opened(TriggerSession session) throws InterruptedException {
        lock.lock();
        try {
            requireRunning();
            sessions.add(session);
        } finally {
            lock.unlock();
        }
    }

    /** A session of the run was closed. */
    void closed(TriggerSession session) {
        lock.lock();
        try {
            sessions.remove(session);
        } finally {
            lock.unlock();
        }
    }

    /** Ends a session; one that fails to close must not keep others open. */
    static void close(TriggerSession session) {
        try {
            session.close();
        } catch (RuntimeException e) {
            LOG.warn("A session could not be closed.", e);
        }
    }

    /** Does nothing unless the run was stopped. */
    void requireRunning() throws InterruptedException {
        if (stop != null) {
            throw new InterruptedException("the push was stopped");
        }
    }
}
