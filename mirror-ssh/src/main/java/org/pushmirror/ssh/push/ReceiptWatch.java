package org.pushmirror.ssh.push;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.Receipt;
import org.pushmirror.core.trace.TraceException;
import org.pushmirror.core.trace.TraceFile;
import org.pushmirror.core.trace.TraceSource;
import org.pushmirror.ssh.time.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the traces of mirrors until they prove that the push arrived, less and less often, and not at all at once. */
final class ReceiptWatch implements Witness {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptWatch.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(60);
    private static final int LOOKS_AT_ONCE = 16;

    private final TraceSource source;
    private final ReceiptJudge judge;
    private final Clock clock;
    private final EventLoop loop;
    private final Workers workers;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int looking;

    ReceiptWatch(TraceSource source, ReceiptJudge judge, Clock clock, EventLoop loop, Workers workers) {
        this.source = source;
        this.judge = judge;
        this.clock = clock;
        this.loop = loop;
        this.workers = workers;
    }

    @Override
    public CompletableFuture<Sight> follow(PushTarget target, Deadline deadline) {
        CompletableFuture<Sight> end = new CompletableFuture<>();
        follow(target, deadline, FIRST_PAUSE, end);
        return end;
    }

    private void follow(PushTarget target, Deadline deadline, Duration pause, CompletableFuture<Sight> end) {
        look(target, deadline)
                .whenComplete((sight, failure) -> loop.post(() -> {
                    if (failure != null) {
                        end.completeExceptionally(failure);
                    } else if (sight.proof() != null || deadline.hasPassed()) {
                        end.complete(sight);
                    } else {
                        Duration longer = shorter(pause.multipliedBy(3).dividedBy(2), LONGEST_PAUSE);
                        loop.after(shorter(deadline.remaining(), pause), () -> follow(target, deadline, longer, end));
                    }
                }));
    }

    @Override
    public CompletableFuture<Sight> look(PushTarget target, Deadline deadline) {
        CompletableFuture<Sight> sight = new CompletableFuture<>();
        waiting.add(() -> {
            try {
                sight.complete(seen(target, deadline));
            } catch (InterruptedException | RuntimeException | Error e) {
                sight.completeExceptionally(e);
            }
        });
        pump();
        return sight;
    }

    private void pump() {
        while (looking < LOOKS_AT_ONCE && !waiting.isEmpty()) {
            Runnable next = waiting.remove();
            looking++;
            workers.start(() -> {
                next.run();
                loop.post(() -> {
                    looking--;
                    pump();
                });
            });
        }
    }

    private Sight seen(PushTarget target, Deadline deadline) throws InterruptedException {
        try {
            Duration left = deadline.remaining();
            Duration within = left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
            Optional<TraceFile> trace = source.trace(target.site(), shorter(within, LONGEST_LOOK));
            return trace.map(found -> judged(target, found))
                    .orElseGet(() -> nothing("trace-missing", target.name() + " has no trace of that name."));
        } catch (TraceException e) {
            return nothing("trace-unreadable", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.warn("The trace source failed for {}.", target.name(), e);
            return nothing("trace-unreadable", "The trace of " + target.name() + " cannot be read: " + e + ".");
        }
    }

    private Sight judged(PushTarget target, TraceFile trace) {
        Receipt shown = judge.shown(trace).orElse(null);
        return new Sight(
                judge.proof(trace, clock.instant()).orElse(null),
                shown,
                reason("trace-old", "The trace of " + target.name() + " still shows " + state(trace) + "."));
    }

    private String state(TraceFile trace) {
        if (judge.serial() != null) {
            return trace.serial()
                    .map(serial -> "serial " + serial + " instead of " + judge.serial())
                    .orElse("no serial instead of " + judge.serial());
        }
        return trace.dateStarted()
                .map(date -> "a sync that began at " + date + ", before the push")
                .orElse("no sync that began after the push");
    }

    private static Sight nothing(String code, String message) {
        return new Sight(null, null, reason(code, message));
    }

    private static Reason reason(String code, String message) {
        return new Reason(code, Reason.PHASE_RECEIPT, message);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
