package org.pushmirror.ssh.push;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.ssh.TriggerConnector;
import org.pushmirror.ssh.TriggerException;
import org.pushmirror.ssh.TriggerOutput;
import org.pushmirror.ssh.TriggerResult;
import org.pushmirror.ssh.TriggerSession;

/** Mirrors without a network, each with a behaviour that a test gives it; for faults that no sshd makes on demand. */
final class FakeMirrors implements TriggerConnector {

    static final TriggerResult DONE = exit(0);
    static final TriggerResult LOCKED = new TriggerResult.Exited(
            1, new TriggerOutput("Unable to start rsync, lock file still exists, PID 4711\n", 57));

    /** What a mirror does with a request. */
    interface Sync {
        TriggerResult run(SyncRequest request) throws InterruptedException;
    }

    /** What a mirror does with a connection. */
    interface Door {
        void open() throws InterruptedException;
    }

    private final Map<String, Sync> syncs = new HashMap<>();
    private final Map<String, Door> doors = new HashMap<>();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> opened = new ConcurrentHashMap<>();
    private final AtomicInteger openSessions = new AtomicInteger();
    private final AtomicInteger mostSessions = new AtomicInteger();
    private final AtomicInteger handshakes = new AtomicInteger();
    private final AtomicInteger mostHandshakes = new AtomicInteger();

    static TriggerResult exit(int status) {
        return new TriggerResult.Exited(status, TriggerOutput.NONE);
    }

    static TriggerException refusal(Outcome outcome, String code) {
        return new TriggerException(outcome, new Reason(code, "connect", "It is made up."), null);
    }

    static PushTarget target(TargetType type, String name) {
        return PushTarget.of(type, name, name + ".example.com", "mirror");
    }

    FakeMirrors sync(String name, Sync sync) {
        syncs.put(name, sync);
        return this;
    }

    /** Answers one request after the other; the last answer stays. */
    FakeMirrors answers(String name, TriggerResult... answers) {
        AtomicInteger next = new AtomicInteger();
        return sync(name, request -> answers[Math.min(next.getAndIncrement(), answers.length - 1)]);
    }

    FakeMirrors door(String name, Door door) {
        doors.put(name, door);
        return this;
    }

    /** What was sent, in order: {@code name: words}. */
    List<String> sent() {
        return List.copyOf(sent);
    }

    List<String> sentTo(String name) {
        return sent.stream().filter(line -> line.startsWith(name + ": ")).toList();
    }

    /** How often a session to a mirror was opened or tried. */
    int connections(String name) {
        return opened.getOrDefault(name, new AtomicInteger()).get();
    }

    int openSessions() {
        return openSessions.get();
    }

    int mostSessions() {
        return mostSessions.get();
    }

    int mostHandshakes() {
        return mostHandshakes.get();
    }

    @Override
    public TriggerSession open(PushTarget target, Duration within) throws InterruptedException {
        opened.computeIfAbsent(target.name(), name -> new AtomicInteger()).incrementAndGet();
        mostHandshakes.accumulateAndGet(handshakes.incrementAndGet(), Math::max);
        try {
            doors.getOrDefault(target.name(), () -> {}).open();
        } finally {
            handshakes.decrementAndGet();
        }
        mostSessions.accumulateAndGet(openSessions.incrementAndGet(), Math::max);
        return new Session(target.name());
    }

    private final class Session implements TriggerSession {

        private final String name;
        private boolean open = true;
        private volatile CompletableFuture<TriggerResult> underWay = new CompletableFuture<>();

        Session(String name) {
            this.name = name;
        }

        @Override
        public CompletableFuture<TriggerResult> send(SyncRequest request, Duration within) {
            sent.add(name + ": " + request.command());
            CompletableFuture<TriggerResult> result = new CompletableFuture<>();
            Thread worker = new Thread(() -> {
                try {
                    result.complete(syncs.getOrDefault(name, any -> DONE).run(request));
                } catch (InterruptedException e) {
                    result.complete(new TriggerResult.Cancelled(TriggerOutput.NONE));
                } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                }
            });
            worker.setDaemon(true);
            worker.start();
            result.whenComplete((end, failure) -> worker.interrupt());
            underWay = result;
            return result;
        }

        @Override
        public synchronized boolean isOpen() {
            return open;
        }

        @Override
        public synchronized void close() {
            if (open) {
                open = false;
                underWay.complete(new TriggerResult.Cancelled(TriggerOutput.NONE));
                openSessions.decrementAndGet();
            }
        }
    }
}
