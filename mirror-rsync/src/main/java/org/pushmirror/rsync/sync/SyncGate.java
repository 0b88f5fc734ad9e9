package org.pushmirror.rsync.sync;

import java.io.IOException;
import java.util.Optional;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.core.sync.SyncScope;
import org.pushmirror.rsync.sync.RequestMark.Wish;

/**
 * The way into and out of a sync: the lock and the mark, always looked at together. A request is written to the mark
 * before the lock is tried, and the mark is looked at again after the lock is released, as ftpsync's own requests come
 * without our guard.
 */
final class SyncGate {

    /** What came of the wish to enter. */
    sealed interface Entry {
        /**
         * The lock is ours.
         *
         * @param request what is to be done
         * @param attempt the attempt that got the lock
         * @param unfinished whether a sync before has left something undone
         */
        record Entered(SyncRequest request, SyncLock.Attempt attempt, boolean unfinished) implements Entry {}

        /**
         * Another process has the lock; the request is recorded.
         *
         * @param pid its process id
         */
        record Refused(long pid) implements Entry {}
    }

    private final TreeGuard guard;
    private final SyncLock lock;
    private final RequestMark mark;

    SyncGate(TreeFiles files) {
        guard = new TreeGuard(files.guard());
        lock = new SyncLock(files.lock());
        mark = new RequestMark(files.mark());
    }

    Entry enter(SyncRequest request) throws IOException, InterruptedException {
        return guard.hold(() -> {
            Optional<Wish> before = mark.read();
            mark.add(request);
            SyncLock.Attempt attempt = lock.take();
            if (attempt instanceof SyncLock.Attempt.Held held) {
                return new Entry.Refused(held.pid());
            }
            takeMarkOrRelease();
            boolean died = attempt instanceof SyncLock.Attempt.TakenOver;
            boolean missed = before.isPresent()
                    && before.get()
                            .after(request.withScope(SyncScope.ALL))
                            .scope()
                            .hasStage1();
            SyncScope scope = died || missed ? stage1Before(request.scope()) : request.scope();
            SyncRequest todo = before.map(wish -> wish.after(request).and(request))
                    .orElse(request)
                    .withScope(scope);
            return new Entry.Entered(todo, attempt, died || before.isPresent());
        });
    }

    /** A stage 1 that a sync before has not done, or not to its end, is due before a stage 2. */
    private static SyncScope stage1Before(SyncScope scope) {
        return scope == SyncScope.STAGE2 ? SyncScope.ALL : scope;
    }

    /** Whether a request has arrived, which stays where it is. */
    boolean hasArrived() {
        return mark.exists();
    }

    /** Takes the requests that have arrived since the last look. */
    Optional<Wish> arrived() throws IOException, InterruptedException {
        return mark.exists() ? guard.hold(mark::take) : Optional.empty();
    }

    /** Takes the requests that have arrived, or, if there are none, releases the lock. */
    Optional<Wish> arrivedOrLeave() throws IOException, InterruptedException {
        Optional<Wish> wish = guard.hold(() -> {
            Optional<Wish> arrived = mark.take();
            if (arrived.isEmpty()) {
                lock.release();
            }
            return arrived;
        });
        return wish.isPresent() || !mark.exists() ? wish : reenter();
    }

    /** A request came in while we left. Whoever gets the lock carries it out. */
    private Optional<Wish> reenter() throws IOException, InterruptedException {
        return guard.hold(() -> {
            if (!mark.exists() || lock.take() instanceof SyncLock.Attempt.Held) {
                return Optional.empty();
            }
            Optional<Wish> wish = takeMarkOrRelease();
            if (wish.isEmpty()) {
                lock.release();
            }
            return wish;
        });
    }

    private Optional<Wish> takeMarkOrRelease() throws IOException {
        boolean taken = false;
        try {
            Optional<Wish> wish = mark.take();
            taken = true;
            return wish;
        } finally {
            if (!taken) {
                lock.release();
            }
        }
    }

    /** Releases the lock; requests that have arrived stay for whoever comes next. */
    void leave() throws IOException, InterruptedException {
        guard.hold(() -> {
            lock.release();
            return true;
        });
    }

    /** Releases the lock, and records first what was not done. */
    void leaveUndone(SyncRequest undone) throws IOException, InterruptedException {
        guard.hold(() -> {
            try {
                mark.add(undone);
            } finally {
                lock.release();
            }
            return undone;
        });
    }
}
