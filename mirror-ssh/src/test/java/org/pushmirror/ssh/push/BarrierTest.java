package org.pushmirror.ssh.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pushmirror.ssh.push.Barrier.Verdict;
import org.pushmirror.ssh.push.BarrierGate.Member;
import org.pushmirror.ssh.push.BarrierGate.Pass;

@Timeout(30)
class BarrierTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void withoutFailedWaitsForEveryAnswerAndNoLongerThanItsTime() {
        Barrier barrier = Barrier.withoutFailed();

        assertThat(barrier.decide(0, 1, false)).isEqualTo(Verdict.WAIT);
        assertThat(barrier.decide(3, 1, false)).isEqualTo(Verdict.WAIT);
        assertThat(barrier.decide(3, 0, false)).isEqualTo(Verdict.OPEN);
        assertThat(barrier.decide(0, 0, false)).isEqualTo(Verdict.OPEN);
        assertThat(barrier.decide(0, 1, true)).isEqualTo(Verdict.OPEN);
    }

    @Test
    void allOrNoneRefusesAtTheFirstFailureAndWhenTheTimeIsUp() {
        Barrier barrier = Barrier.allOrNone();

        assertThat(barrier.decide(0, 1, false)).isEqualTo(Verdict.WAIT);
        assertThat(barrier.decide(1, 1, false)).isEqualTo(Verdict.REFUSE);
        assertThat(barrier.decide(0, 1, true)).isEqualTo(Verdict.REFUSE);
        assertThat(barrier.decide(0, 0, true)).isEqualTo(Verdict.OPEN);
    }

    @Test
    void theLastAnswerLetsEveryonePass() throws Exception {
        BarrierGate gate = new BarrierGate(Barrier.withoutFailed(), 2, LONG);
        Member failing = gate.member();
        Member waiting = gate.member();

        failing.leaveOut();

        assertThat(waiting.pass()).isEqualTo(Pass.GO);
    }

    @Test
    void whoeverComesAfterTheOthersHaveGoneIsLate() throws Exception {
        BarrierGate gate = new BarrierGate(Barrier.withoutFailed(), 2, Duration.ofMillis(20));
        Member early = gate.member();
        Member late = gate.member();

        assertThat(early.pass()).isEqualTo(Pass.GO);
        assertThat(late.pass()).isEqualTo(Pass.LATE);
    }

    @Test
    void nobodyPassesARefusedBarrierNotEvenLater() throws Exception {
        BarrierGate gate = new BarrierGate(Barrier.allOrNone(), 3, LONG);
        Member failing = gate.member();
        Member first = gate.member();
        Member second = gate.member();

        assertThat(failing.leaveOut()).isEqualTo(Pass.REFUSED);

        assertThat(first.pass()).isEqualTo(Pass.REFUSED);
        assertThat(second.pass()).isEqualTo(Pass.REFUSED);
    }

    @Test
    void leavingTwiceCountsOnce() {
        BarrierGate gate = new BarrierGate(Barrier.withoutFailed(), 2, LONG);
        Member member = gate.member();

        member.leaveOut();
        member.leaveOut();

        assertThat(gate.failed()).isEqualTo(1);
        assertThat(gate.member().isTooLate()).isFalse();
    }

    @Test
    void aQueuedTargetStartsTheClockOfTheBarrier() {
        BarrierGate gate = new BarrierGate(Barrier.withoutFailed(), 1, Duration.ofMillis(20));
        Member queued = gate.member();

        assertThat(queued.isTooLate()).isFalse();
        org.awaitility.Awaitility.await().until(() -> queued.queued().hasPassed());
        assertThat(queued.isTooLate()).isTrue();
    }
}
