package org.pushmirror.ssh.push;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Callback;
import org.pushmirror.core.push.Pull;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.Witnesses;
import org.pushmirror.core.trace.MirrorState;
import org.pushmirror.core.trace.TraceException;
import org.pushmirror.core.trace.TraceSource;
import org.pushmirror.ssh.time.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the mirrors of one run until witnesses prove that the push arrived: looks at each less and less often, at no
 * more than {@value #LOOKS_AT_ONCE} at once, and right away at one that calls back or ends a pull. Safe for use by several
 * threads. Its few threads end when it is closed, or when there is nothing to look at for a while.
 */
final class ReceiptWatch implements Witness {

    /** How many mirrors are looked at at once. */
    static final int LOOKS_AT_ONCE = 16;

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptWatch.class);
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration SHORTEST_LOOK = Duration.ofSeconds(10);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(60);
    private static final long IDLE_SECONDS = 2;
    private static final long CALLBACK_MILLIS = 100;
    private static final long PULL_MILLIS = 1000;

    private final Push push;
    private final Witnesses witnesses;
    private final ReceiptJudge judge;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor threads;
    private final Set<Follow> followed = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean listening = new AtomicBoolean();
    private volatile int heardCallbacks;
    private volatile @Nullable Pull heardPull;

    /**
     * Begins to watch; no thread is started before somebody is followed.
     *
     * @param push what is pushed, and whom to ask
     * @param started when the push began
     * @param clock tells the time
     * @param factory makes the threads
     */
    ReceiptWatch(Push push, Instant started, Clock clock, ThreadFactory factory) {
        this.push = push;
        this.witnesses = push.witnesses();
        this.judge = new ReceiptJudge(push.serial().orElse(null), started);
        this.clock = clock;
        this.threads = new ScheduledThreadPoolExecutor(LOOKS_AT_ONCE, factory);
        threads.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        threads.allowCoreThreadTimeOut(true);
        threads.setRemoveOnCancelPolicy(true);
        threads.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public CompletableFuture<Sight> follow(PushTarget target, StageReport trigger, Deadline deadline) {
        boolean stage2 = trigger.stage() == StageReport.Stage.STAGE2;
        return start(new Follow(
                this, target, trigger, deadline, stage2 ? Follow.Until.BETWEEN_STAGES : Follow.Until.PROVEN));
    }

    @Override
    public CompletableFuture<Sight> settle(PushTarget target, StageReport trigger, Deadline deadline) {
        return start(new Follow(this, target, trigger, deadline, Follow.Until.IDLE));
    }

    @Override
    public CompletableFuture<Sight> look(PushTarget target, StageReport trigger) {
        return start(new Follow(this, target, trigger, Deadline.in(Duration.ZERO), Follow.Until.PROVEN));
    }

    private CompletableFuture<Sight> start(Follow follow) {
        followed.add(follow);
        if (listening.compareAndSet(false, true)) {
            listen(CALLBACK_MILLIS, witnesses.callbacks().isPresent(), this::hearCallbacks);
            listen(PULL_MILLIS, witnesses.pulls().isPresent(), this::hearPulls);
        }
        follow.lookAfter(Duration.ZERO);
        return follow.seen();
    }

    /** Whoever is followed still keeps what was seen of it last. */
    @Override
    public void close() {
        threads.shutdownNow();
        followed.forEach(Follow::end);
        boolean interrupted = Thread.interrupted();
        try {
            if (!threads.awaitTermination(GRACE.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn("A look at a trace did not end when it was interrupted.");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs a task later; false if the watch has been closed. */
    boolean schedule(Runnable task, Duration delay) {
        try {
            threads.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** The target needs no look any more. */
    void forget(Follow follow) {
        followed.remove(follow);
    }

    /** Asks every witness about a target, and judges what they say. */
    Sight sight(PushTarget target, StageReport trigger, Duration left) throws InterruptedException {
        Duration within = left.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : left;
        MirrorState state = null;
        String unreadable = null;
        if (witnesses.traces().isPresent()) {
            TraceSource source = witnesses.traces().get();
            try {
                state = source.state(target.site(), within.compareTo(LONGEST_LOOK) < 0 ? within : LONGEST_LOOK);
            } catch (TraceException e) {
                unreadable = String.valueOf(e.getMessage());
            } catch (RuntimeException e) {
                LOG.warn("The trace source failed for {}.", target.name(), e);
                unreadable = "The trace of " + target.name() + " cannot be read: " + e + ".";
            }
        }
        Evidence evidence = new Evidence(trigger, state, unreadable, callback(target, trigger), pulls(target, trigger));
        return judge.judge(target, evidence, clock.instant());
    }

    private @Nullable Instant callback(PushTarget target, StageReport trigger) {
        return witnesses
                .callbacks()
                .flatMap(log -> callback(target, trigger, log.since(since(trigger))))
                .orElse(null);
    }

    private Optional<Instant> callback(PushTarget target, StageReport trigger, List<Callback> calls) {
        return calls.stream()
                .filter(call -> !call.at().isBefore(since(trigger)))
                .filter(call -> call.isAbout(target, target.archive().orElse(push.archive())))
                .map(Callback::at)
                .reduce((first, last) -> last);
    }

    private @Nullable List<Pull> pulls(PushTarget target, StageReport trigger) {
        return witnesses
                .pulls()
                .map(log -> pulls(target, trigger, log.endedSince(since(trigger).truncatedTo(ChronoUnit.SECONDS))))
                .orElse(null);
    }

    /** The log has whole seconds. */
    private List<Pull> pulls(PushTarget target, StageReport trigger, List<Pull> all) {
        Instant since = since(trigger).truncatedTo(ChronoUnit.SECONDS);
        return all.stream()
                .filter(pull -> !pull.started().isBefore(since))
                .filter(pull -> pull.isBy(target))
                .toList();
    }

    private Instant since(StageReport trigger) {
        return trigger.startedAt().orElse(judge.pushStarted());
    }

    private void listen(long millis, boolean wanted, Runnable task) {
        if (wanted) {
            schedule(
                    () -> {
                        try {
                            task.run();
                        } catch (RuntimeException e) {
                            LOG.warn("A witness failed.", e);
                        }
                        listen(millis, true, task);
                    },
                    Duration.ofMillis(millis));
        }
    }

    private void hearCallbacks() {
        if (witnesses.callbacks().isEmpty()) {
            return;
        }
        List<Callback> calls = witnesses.callbacks().get().since(judge.pushStarted());
        if (calls.size() != heardCallbacks) {
            heardCallbacks = calls.size();
            followed.forEach(
                    follow -> callback(follow.target(), follow.trigger(), calls).ifPresent(follow::heard));
        }
    }

    private void hearPulls() {
        if (witnesses.pulls().isEmpty()) {
            return;
        }
        List<Pull> all = witnesses.pulls().get().endedSince(judge.pushStarted());
        Pull newest = all.isEmpty() ? null : all.get(all.size() - 1);
        if (newest != null && !newest.equals(heardPull)) {
            heardPull = newest;
            followed.forEach(follow -> pulls(follow.target(), follow.trigger(), all).stream()
                    .reduce((first, last) -> last)
                    .ifPresent(last -> follow.heard(last.ended())));
        }
    }
}
