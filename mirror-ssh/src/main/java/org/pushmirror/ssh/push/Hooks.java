package org.pushmirror.ssh.push;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushHook;
import org.pushmirror.core.sync.StepResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the hook of a push, each time for so long at most; a task of the {@link EventLoop} calls it. */
final class Hooks {

    private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);

    private final @Nullable PushHook hook;
    private final Duration within;
    private final Push push;
    private final EventLoop loop;
    private final Workers workers;

    Hooks(PushSettings settings, Push push, EventLoop loop, Workers workers) {
        this.hook = settings.hook();
        this.within = settings.hookDeadline();
        this.push = push;
        this.loop = loop;
        this.workers = workers;
    }

    /**
     * Runs the hook, if there is one, and goes on when it has ended or its time is up.
     *
     * @return false if there is none, so that nobody will go on
     */
    boolean run(PushHook.Point point, Runnable then) {
        PushHook wanted = hook;
        if (wanted == null) {
            return false;
        }
        Running running = new Running();
        EventLoop.Timer timer = loop.after(within, () -> {
            if (running.giveUp()) {
                LOG.warn("The hook {} did not end within {} seconds; the push goes on.", point, within.toSeconds());
                then.run();
            }
        });
        Runnable end = () -> {
            timer.cancel();
            if (!running.isGivenUp()) {
                then.run();
            }
        };
        try {
            workers.start(() -> {
                running.run(() -> call(wanted, point));
                loop.post(end);
            });
        } catch (RuntimeException | Error e) {
            LOG.warn("The hook {} could not be run; the push goes on.", point, e);
            loop.post(end);
        }
        return true;
    }

    /** A hook on its thread, which is interrupted only while it runs. */
    private static final class Running {

        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable Thread thread;
        private boolean givenUp;
        private boolean over;

        void run(Runnable hook) {
            lock.lock();
            try {
                if (givenUp) {
                    return;
                }
                thread = Thread.currentThread();
            } finally {
                lock.unlock();
            }
            hook.run();
            lock.lock();
            try {
                thread = null;
                over = true;
            } finally {
                lock.unlock();
            }
        }

        /** Does nothing if the hook is over, and says false. */
        boolean giveUp() {
            lock.lock();
            try {
                if (over) {
                    return false;
                }
                givenUp = true;
                if (thread != null) {
                    thread.interrupt();
                }
                return true;
            } finally {
                lock.unlock();
            }
        }

        boolean isGivenUp() {
            lock.lock();
            try {
                return givenUp;
            } finally {
                lock.unlock();
            }
        }
    }

    private void call(PushHook wanted, PushHook.Point point) {
        try {
            StepResult result = wanted.run(new PushHook.Call(point, push.archive(), push.kind()));
            if (!result.isGood()) {
                LOG.warn("The hook {} failed; the push goes on. {}", point, result.message());
            }
        } catch (InterruptedException e) {
            LOG.warn("The hook {} was interrupted.", point);
        } catch (RuntimeException | Error e) {
            LOG.warn("The hook {} failed; the push goes on.", point, e);
        }
    }
}
