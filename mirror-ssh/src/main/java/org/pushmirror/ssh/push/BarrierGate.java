package org.pushmirror.ssh.push;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pushmirror.ssh.time.Deadline;

/**
 * The barrier of one wave: counts the answers of its staged targets and lets them pass together. Its time runs from the
 * first target that answers that its stage 1 is done or waits for a lock, but not before the last of them may start; a
 * failure does not start it. A task of the {@link EventLoop} calls it.
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
    private final EventLoop loop;
    private final int members;
    private final List<Consumer<Pass>> waiting = new ArrayList<>();
    private Consumer<Runnable> opening = Runnable::run;
    private Runnable answering = () -> {};
    private int pending;
    private int failed;
    private boolean awaited;
    private boolean armed;
    private boolean abandoned;
    private @Nullable Deadline closing;
    private Barrier.Verdict verdict = Barrier.Verdict.WAIT;

    BarrierGate(Barrier policy, int members, Duration patience, EventLoop loop) {
        this.policy = policy;
        this.members = members;
        this.pending = members;
        this.patience = patience;
        this.loop = loop;
    }

    /** Who lets the targets pass when the barrier opens; it is given what does that. */
    void openedBy(Consumer<Runnable> opener) {
        opening = opener;
    }

    /** What is done whenever a target has answered, or will not. */
    void answeredBy(Runnable task) {
        answering = task;
    }

    /** Targets have passed already, in a run before this one. */
    void openedBefore() {
        verdict = Barrier.Verdict.OPEN;
    }

    /** All targets of the wave may start now: from now on the time may run. */
    void arm() {
        armed = true;
        startClock();
    }

    /** The run ends before its time: nobody passes any more, and the barrier stays as it is. */
    void abandon() {
        abandoned = true;
        waiting.clear();
    }

    /** The place of one target. Every staged target of the wave takes one. */
    Member member() {
        return new Member();
    }

    /** How many targets failed stage 1 or were left out so far. */
    int failed() {
        return failed;
    }

    /** When the barrier decides at the latest; empty as long as its time does not run. */
    Optional<Deadline> closing() {
        return Optional.ofNullable(closing);
    }

    private void startClock() {
        if (armed && awaited && closing == null) {
            closing = Deadline.in(patience);
            loop.after(patience, this::decide);
        }
    }

    private void decide() {
        if (abandoned || verdict != Barrier.Verdict.WAIT) {
            return;
        }
        verdict = policy.decide(members, failed, pending, closing != null && closing.hasPassed());
        if (verdict == Barrier.Verdict.WAIT) {
            return;
        }
        Pass pass = verdict == Barrier.Verdict.OPEN ? Pass.GO : Pass.REFUSED;
        List<Consumer<Pass>> passing = List.copyOf(waiting);
        waiting.clear();
        Runnable all = () -> passing.forEach(then -> then.accept(pass));
        if (pass == Pass.GO) {
            opening.accept(all);
        } else {
            all.run();
        }
    }

    /** One target at the barrier. */
    final class Member {

        private boolean answered;

        /** Stage 1 waits for a lock there: it will be sent again while the barrier waits. */
        void queued() {
            awaited = true;
            startClock();
        }

        /** Whether it is too late to go with the others, or nobody goes. */
        boolean isTooLate() {
            return verdict != Barrier.Verdict.WAIT || closing != null && closing.hasPassed();
        }

        /**
         * This target will not have stage 1 in time. Saying so twice, or after {@link #pass}, does nothing.
         *
         * @return {@link Pass#REFUSED} if nobody goes, else {@link Pass#LATE}
         */
        Pass leaveOut() {
            if (!answered) {
                answered = true;
                pending--;
                failed++;
                decide();
                answering.run();
            }
            return verdict == Barrier.Verdict.REFUSE ? Pass.REFUSED : Pass.LATE;
        }

        /** Stage 1 of this target is done: it goes on when it may. */
        void pass(Consumer<Pass> then) {
            if (verdict != Barrier.Verdict.WAIT) {
                then.accept(leaveOut());
                return;
            }
            answered = true;
            pending--;
            awaited = true;
            startClock();
            waiting.add(then);
            decide();
            answering.run();
        }

        /** Stage 1 of this target was done in a run before this one, whether or not others have passed since. */
        void passAtOnce(Consumer<Pass> then) {
            if (verdict == Barrier.Verdict.OPEN) {
                answered = true;
                pending--;
                then.accept(Pass.GO);
            } else {
                pass(then);
            }
        }
    }
}
