package org.pushmirror.ssh.push;

import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
import org.pushmirror.core.push.PushListener;
import org.pushmirror.core.push.PushPlan;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetEvent;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.push.TargetState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listener, one call at a time; what it throws ends here. */
final class Events {

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    private final PushListener listener;
    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock();

    Events(PushListener listener, Clock clock) {
        this.listener = listener;
        this.clock = clock;
    }

    void started(PushPlan plan) {
        tell(() -> listener.started(plan));
    }

    void changed(PushTarget target, TargetState state, String detail) {
        tell(() -> listener.changed(new TargetEvent(clock.instant(), target, state, detail)));
    }

    /** A target has its outcome: the event comes first, then the report. */
    void ended(TargetReport report) {
        String detail = report.reason().map(reason -> reason.message()).orElse("");
        changed(report.target(), TargetState.ENDED, detail);
        tell(() -> listener.ended(report));
    }

    void finished(PushReport report) {
        tell(() -> listener.finished(report));
    }

    private void tell(Runnable call) {
        turn.lock();
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("The listener of a push failed; the push goes on.", e);
        } finally {
            turn.unlock();
        }
    }
}
