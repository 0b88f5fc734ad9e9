package org.pushmirror.ssh.push;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.ssh.TriggerSession;
import org.pushmirror.ssh.time.Deadline;

/**
 * The handshakes of a run: so many at once in all and at each address, not faster than the pace, and not above the number
 * of sessions that may be open. A task of the {@link EventLoop} calls it.
 */
final class Window {

    /** Who comes first when not all can be served at once. */
    enum Turn {
        /** Its session was lost or closed on the way to the barrier: others wait for it. */
        BACK,
        /** It was not contacted yet. */
        FIRST,
        /** It has failed to connect before. */
        AGAIN
    }

    /** What becomes of a request; called in tasks of the loop. */
    interface Opening {

        /** The handshake begins now. */
        void begun();

        void opened(TriggerSession session);

        void failed(Throwable failure);
    }

    private record Request(PushTarget target, String address, Opening opening) {}

    private final PushSettings settings;
    private final EventLoop loop;
    private final Workers workers;
    private final Map<Turn, Queue<Request>> waiting = new EnumMap<>(Turn.class);
    private final Map<String, Integer> perAddress = new HashMap<>();
    private final Set<TargetLink> idle = new LinkedHashSet<>();
    private int inFlight;
    private int sessions;
    private Deadline nextStart = Deadline.in(Duration.ZERO);
    private EventLoop.@Nullable Timer paceTimer;
    private boolean stopped;
    private volatile boolean abandoned;

    Window(PushSettings settings, EventLoop loop) {
        this.settings = settings;
        this.loop = loop;
        this.workers = new Workers(settings.threads(), settings.parallel());
        for (Turn turn : Turn.values()) {
            waiting.put(turn, new ArrayDeque<>());
        }
    }

    /** Opens a session as soon as there is room for its handshake. */
    void open(Turn turn, PushTarget target, Opening opening) {
        waiting.get(turn).add(new Request(target, target.host() + " " + target.port(), opening));
        pump();
    }

    /** A session that was opened here has been closed. */
    void closed() {
        sessions--;
        pump();
    }

    /** This session has nothing to do for a while, and may be closed when another needs its place. */
    void idle(TargetLink link) {
        idle.add(link);
        pump();
    }

    /** This session is at work again, or gone. */
    void busy(TargetLink link) {
        idle.remove(link);
    }

    /** Whether no handshake is in flight. */
    boolean isIdle() {
        return inFlight == 0;
    }

    /** Begins no handshake any more, and interrupts those in flight. */
    void stop() {
        stopped = true;
        waiting.values().forEach(Queue::clear);
        workers.stop();
    }

    /**
     * Waits for the handshakes in flight.
     *
     * @return whether all have ended in time
     */
    boolean close(Duration grace) {
        return workers.close(grace);
    }

    /** Nobody will take a session any more that comes too late. */
    void abandon() {
        abandoned = true;
    }

    private void pump() {
        for (Turn turn : Turn.values()) {
            Iterator<Request> requests = waiting.get(turn).iterator();
            while (!stopped && inFlight < settings.parallel() && requests.hasNext()) {
                Request request = requests.next();
                if (perAddress.getOrDefault(request.address(), 0) >= settings.perHost()) {
                    continue;
                }
                if (!hasPlaceForASession()) {
                    return;
                }
                if (turn == Turn.FIRST && !isTime()) {
                    break;
                }
                requests.remove();
                begin(request);
            }
        }
    }

    private boolean hasPlaceForASession() {
        while (sessions + inFlight >= settings.maxSessions() && !idle.isEmpty()) {
            TargetLink oldest = idle.iterator().next();
            idle.remove(oldest);
            sessions--;
            oldest.evict();
        }
        return sessions + inFlight < settings.maxSessions();
    }

    private boolean isTime() {
        if (settings.pace().isZero() || nextStart.hasPassed()) {
            nextStart = Deadline.in(settings.pace());
            return true;
        }
        if (paceTimer == null) {
            paceTimer = loop.after(nextStart.remaining(), () -> {
                paceTimer = null;
                pump();
            });
        }
        return false;
    }

    private void begin(Request request) {
        inFlight++;
        perAddress.merge(request.address(), 1, Integer::sum);
        request.opening().begun();
        try {
            workers.start(() -> connect(request));
        } catch (RuntimeException | Error e) {
            loop.post(() -> failed(request, e));
        }
    }

    private void connect(Request request) {
        TriggerSession session;
        try {
            session = settings.connector().open(request.target(), settings.connectDeadline());
        } catch (InterruptedException | RuntimeException | Error e) {
            loop.post(() -> failed(request, e));
            return;
        }
        if (abandoned) {
            TargetLink.close(session);
        } else {
            loop.post(() -> opened(request, session));
        }
    }

    private void opened(Request request, TriggerSession session) {
        release(request);
        sessions++;
        request.opening().opened(session);
        pump();
    }

    private void failed(Request request, Throwable failure) {
        release(request);
        request.opening().failed(failure);
        pump();
    }

    private void release(Request request) {
        inFlight--;
        perAddress.computeIfPresent(request.address(), (address, count) -> count == 1 ? null : count - 1);
    }
}
