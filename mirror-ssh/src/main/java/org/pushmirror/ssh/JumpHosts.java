package org.pushmirror.ssh;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.pushmirror.ssh.time.Deadline;

/** The sessions to jump hosts: each is opened once for all who need it at a time, and closed when nobody does any more. */
final class JumpHosts {

    /** Opens the session to a jump host. */
    interface Opener {
        OpenSession open() throws InterruptedException;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Shared> shared = new HashMap<>();

    /** A session, or one that somebody is opening. */
    private static final class Shared {
        private final CompletableFuture<OpenSession> session = new CompletableFuture<>();
        private int users = 1;

        private boolean isDead() {
            return session.isCompletedExceptionally()
                    || session.isDone() && !session.join().isUsable();
        }
    }

    /** The use of a session by one connection. */
    final class Lease implements AutoCloseable {

        private final String name;
        private final Shared used;

        private Lease(String name, Shared used) {
            this.name = name;
            this.used = used;
        }

        OpenSession session() {
            return used.session.join();
        }

        @Override
        public void close() {
            release(name, used);
        }
    }

    /**
     * The session to a jump host.
     *
     * @param name what tells the way to it apart from others
     * @throws TriggerException if it cannot be opened
     * @throws TimeoutException if somebody else is opening it for too long
     */
    Lease lease(String name, Opener opener, Deadline deadline) throws InterruptedException, TimeoutException {
        while (true) {
            Shared mine = new Shared();
            Shared found = join(name, mine);
            if (found == mine) {
                return open(name, mine, opener);
            }
            try {
                found.session.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
                return new Lease(name, found);
            } catch (ExecutionException e) {
                release(name, found);
                if (e.getCause() instanceof TriggerException failure) {
                    throw failure;
                }
            } catch (TimeoutException | InterruptedException e) {
                release(name, found);
                throw e;
            }
        }
    }

    /** The session that is there, with one more user; else the new one. */
    private Shared join(String name, Shared mine) {
        lock.lock();
        try {
            Shared found = shared.get(name);
            if (found == null || found.isDead()) {
                shared.put(name, mine);
                return mine;
            }
            found.users++;
            return found;
        } finally {
            lock.unlock();
        }
    }

    private Lease open(String name, Shared mine, Opener opener) throws InterruptedException {
        try {
            mine.session.complete(opener.open());
            return new Lease(name, mine);
        } catch (InterruptedException | RuntimeException | Error e) {
            mine.session.completeExceptionally(e);
            release(name, mine);
            throw e;
        }
    }

    private void release(String name, Shared used) {
        boolean last;
        lock.lock();
        try {
            last = --used.users == 0;
            if (last) {
                shared.remove(name, used);
            }
        } finally {
            lock.unlock();
        }
        if (last && used.session.isDone() && !used.session.isCompletedExceptionally()) {
            used.session.join().close();
        }
    }
}
