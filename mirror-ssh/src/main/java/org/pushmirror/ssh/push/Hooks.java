package org.pushmirror.ssh.push;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
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
        AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
        AtomicBoolean goneOn = new AtomicBoolean();
        EventLoop.Timer timer = loop.after(within, () -> {
            if (goneOn.compareAndSet(false, true)) {
                LOG.warn("The hook {} did not end within {} seconds; the push goes on.", point, within.toSeconds());
                Thread running = thread.get();
                if (running != null) {
                    running.interrupt();
                }
                then.run();
            }
        });
        Runnable end = () -> {
            timer.cancel();
            if (goneOn.compareAndSet(false, true)) {
                then.run();
            }
        };
        try {
            workers.start(() -> {
                thread.set(Thread.currentThread());
                call(wanted, point);
                thread.set(null);
                loop.post(end);
            });
        } catch (RuntimeException | Error e) {
            LOG.warn("The hook {} could not be run; the push goes on.", point, e);
            loop.post(end);
        }
        return true;
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
