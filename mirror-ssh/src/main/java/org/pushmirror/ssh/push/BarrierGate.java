package org.pushmirror.ssh.push;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pushmirror.ssh.time.Deadline;

/**
 * The barrier of one run: counts the answers of its staged targets and lets them pass together. Its time runs from the
 * first target that answers that its stage 1 is done or waits for a lock; a failure does not start it.
 */
final class BarrierGate {

    /** How a target may go on whose stage 1 is done. */
    enum Pass {
        /** Now, together with the others. */
        GO,
        /** The others have gone without it. */
        LATE,
        /** Nobody goes. */
        REFUSED
    }

    private final Barrier policy;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition decided = lock.newCondition();
    private int pending;
    private int failed;
    private @Nullable Deadline closing;
    private Barrier.Verdict verdict = Barrier.Verdict.WAIT;

    BarrierGate(Barrier policy, int members, Duration patience) {
        this.policy = policy;
        this.pending = members;
        this.patience = patience;
    }

    /** The place of one target. Every staged target of the run takes one, and uses it from one thread. */
    Member member() {
        return new Member();
    }

    /** How many targets failed stage 1 or were left out so far. */
    int failed() {
        lock.lock();
        try {
            return failed;
        } finally {
            lock.unlock();
        }
    }

    private Barrier.Verdict decide() {
        if (verdict == Barrier.Verdict.WAIT) {
            verdict = policy.decide(failed, pending, closing != null && closing.hasPassed());
            if (verdict != Barrier.Verdict.WAIT) {
                decided.signalAll();
            }
        }
        return verdict;
    }

    private Deadline startClock() {
        Deadline known = closing;
        if (known == null) {
            known = Deadline.in(patience);
            closing = known;
        }
        return known;
    }

    /** One target at the barrier. */
    final class Member {

        private boolean answered;

        /** Stage 1 waits for a lock there: it will be sent again, until the returned deadline. */
        Deadline queued() {
            lock.lock();
            try {
                return startClock();
            } finally {
                lock.unlock();
            }
        }

        /** Whether it is too late to go with the others, or nobody goes. */
        boolean isTooLate() {
            lock.lock();
            try {
                return decide() != Barrier.Verdict.WAIT;
            } finally {
                lock.unlock();
            }
        }

        /**
         * This target will not have stage 1 in time. Saying so twice, or after {@link #pass}, does nothing.
         *
         * @return {@link Pass#REFUSED} if nobody goes, else {@link Pass#LATE}
         */
        Pass leaveOut() {
            lock.lock();
            try {
                if (!answered) {
                    answered = true;
                    pending--;
                    failed++;
                }
                return decide() == Barrier.Verdict.REFUSE ? Pass.REFUSED : Pass.LATE;
            } finally {
                lock.unlock();
            }
        }

        /** Stage 1 of this target is done: waits until it may go on. */
        Pass pass() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                if (decide() != Barrier.Verdict.WAIT) {
                    return leaveOut();
                }
                answered = true;
                pending--;
                Deadline end = startClock();
                while (decide() == Barrier.Verdict.WAIT) {
                    decided.awaitNanos(end.remainingNanos());
                }
                return verdict == Barrier.Verdict.OPEN ? Pass.GO : Pass.REFUSED;
            } finally {
                lock.unlock();
            }
        }
    }
}
