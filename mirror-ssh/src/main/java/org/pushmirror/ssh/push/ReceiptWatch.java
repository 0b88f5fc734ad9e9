package org.pushmirror.ssh.push;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
final class ReceiptWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptWatch.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(60);
    private static final int LOOKS_AT_ONCE = 16;

    /**
     * What a mirror's trace showed.
     *
     * @param proof the receipt; null if there is none
     * @param shown what its trace showed last; null if it could not be read or says nothing
     * @param missing why there is no proof
     */
    record Sight(@Nullable Receipt proof, @Nullable Receipt shown, Reason missing) {}

    private final TraceSource source;
    private final ReceiptJudge judge;
    private final Clock clock;
    private final Semaphore looks = new Semaphore(LOOKS_AT_ONCE);

    ReceiptWatch(TraceSource source, ReceiptJudge judge, Clock clock) {
        this.source = source;
        this.judge = judge;
        this.clock = clock;
    }

    /** Looks until there is a proof or the deadline has passed; at least once. */
    Sight await(PushTarget target, Deadline deadline) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        Sight sight = look(target, deadline);
        while (sight.proof() == null && !deadline.hasPassed()) {
            TimeUnit.NANOSECONDS.sleep(Math.min(deadline.remainingNanos(), pause.toNanos()));
            pause = shorter(pause.multipliedBy(3).dividedBy(2), LONGEST_PAUSE);
            sight = look(target, deadline);
        }
        return sight;
    }

    /** Looks once. */
    Sight look(PushTarget target, Deadline deadline) throws InterruptedException {
        looks.acquire();
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
        } finally {
            looks.release();
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
