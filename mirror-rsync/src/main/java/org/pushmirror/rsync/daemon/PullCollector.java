package org.pushmirror.rsync.daemon;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.pushmirror.core.push.Pull;
import org.pushmirror.core.push.PullLog;
import org.pushmirror.rsync.daemon.DaemonEvent.Access;

/**
 * Collects the pulls that a daemon's events tell of: those of a daemon of our own, or of a log that is followed. It keeps
 * the last {@value #KEPT}. Safe for use by several threads.
 */
public final class PullCollector implements PullLog, Consumer<DaemonEvent> {

    /** How many pulls are kept. */
    public static final int KEPT = 10_000;

    private final Map<Long, DaemonEvent.Opened> open = new LinkedHashMap<>();
    private final Map<Long, Pull> last = new HashMap<>();
    private final Deque<Pull> pulls = new ArrayDeque<>();

    /** A collector that has heard of nothing yet. */
    public PullCollector() {}

    @Override
    public synchronized void accept(DaemonEvent event) {
        if (event instanceof DaemonEvent.Connected) {
            // a process id that is used again
            open.remove(event.pid());
            last.remove(event.pid());
        } else if (event instanceof DaemonEvent.Opened opened && opened.access() == Access.READ) {
            open.put(opened.pid(), opened);
            forgetOldest(open);
        } else if (event instanceof DaemonEvent.Ended ended) {
            DaemonEvent.Opened opened = open.remove(ended.pid());
            if (opened != null) {
                add(pull(opened, ended.at(), ended.sent(), Pull.End.COMPLETE), ended.pid());
            }
        } else if (event instanceof DaemonEvent.Failed failed) {
            failed(failed);
        }
    }

    private void failed(DaemonEvent.Failed failed) {
        DaemonEvent.Opened opened = open.remove(failed.pid());
        Pull before = last.remove(failed.pid());
        if (opened != null) {
            add(pull(opened, failed.at(), 0, Pull.End.FAILED), failed.pid());
        } else if (before != null && pulls.remove(before)) {
            pulls.addLast(new Pull(
                    before.module(),
                    before.path(),
                    before.user(),
                    before.peer(),
                    before.started(),
                    failed.at(),
                    before.bytesSent(),
                    Pull.End.FAILED));
        }
    }

    private void add(Pull pull, long pid) {
        pulls.addLast(pull);
        last.put(pid, pull);
        forgetOldest(last);
        if (pulls.size() > KEPT) {
            pulls.removeFirst();
        }
    }

    private static void forgetOldest(Map<Long, ?> map) {
        if (map.size() > KEPT) {
            Iterator<Long> keys = map.keySet().iterator();
            keys.next();
            keys.remove();
        }
    }

    private static Pull pull(DaemonEvent.Opened opened, Instant ended, long bytes, Pull.End end) {
        return new Pull(opened.module(), opened.path(), opened.user(), opened.peer(), opened.at(), ended, bytes, end);
    }

    @Override
    public synchronized List<Pull> endedSince(Instant since) {
        return pulls.stream().filter(pull -> !pull.ended().isBefore(since)).toList();
    }
}
