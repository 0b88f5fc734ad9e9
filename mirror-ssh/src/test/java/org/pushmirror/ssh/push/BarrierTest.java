package org.pushmirror.ssh.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pushmirror.ssh.push.Barrier.Verdict;
import org.pushmirror.ssh.push.BarrierGate.Member;
import org.pushmirror.ssh.push.BarrierGate.Pass;

@Timeout(30)
class BarrierTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final EventLoop loop = new EventLoop();
    private final List<Pass> passes = new ArrayList<>();

    private BarrierGate gate(Barrier policy, int members, Duration patience) {
        BarrierGate gate = new BarrierGate(policy, members, patience, loop);
        gate.arm();
        return gate;
    }

    @Test
    void withoutFailedWaitsForEveryAnswerAndNoLongerThanItsTime() {
        Barrier barrier = Barrier.withoutFailed();

        assertThat(barrier.decide(4, 0, 1, false)).isEqualTo(Verdict.WAIT);
        assertThat(barrier.decide(4, 3, 1, false)).isEqualTo(Verdict.WAIT);
        assertThat(barrier.decide(4, 3, 0, false)).isEqualTo(Verdict.OPEN);
        assertThat(barrier.decide(4, 0, 0, false)).isEqualTo(Verdict.OPEN);
        assertThat(barrier.decide(4, 0, 1, true)).isEqualTo(Verdict.OPEN);
    }

    @Test
    void allOrNoneRefusesAtTheFirstFailureAndWhenTheTimeIsUp() {
        Barrier barrier = Barrier.allOrNone();

        assertThat(barrier.decide(4, 0, 1, false)).isEqualTo(Verdict.WAIT);
        assertThat(barrier.decide(4, 1, 1, false)).isEqualTo(Verdict.REFUSE);
        assertThat(barrier.decide(4, 0, 1, true)).isEqualTo(Verdict.REFUSE);
        assertThat(barrier.decide(4, 0, 0, true)).isEqualTo(Verdict.OPEN);
    }

    @Test
    void aQuorumOpensForThoseWhoAreDoneIfTheyAreEnough() {
        Barrier barrier = Barrier.quorum(60);

        assertThat(barrier.decide(5, 0, 2, false)).isEqualTo(Verdict.WAIT);
        assertThat(barrier.decide(5, 0, 2, true)).isEqualTo(Verdict.OPEN);
        assertThat(barrier.decide(5, 2, 0, false)).isEqualTo(Verdict.OPEN);
        assertThat(barrier.decide(5, 0, 3, true)).isEqualTo(Verdict.REFUSE);
    }

    @Test
    void aQuorumRefusesAsSoonAsItCannotBeReached() {
        Barrier barrier = Barrier.quorum(60);

        assertThat(barrier.decide(5, 2, 3, false)).isEqualTo(Verdict.WAIT);
        assertThat(barrier.decide(5, 3, 2, false)).isEqualTo(Verdict.REFUSE);
    }

    @Test
    void aQuorumIsAShareOfAHundred() {
        assertThatThrownBy(() -> Barrier.quorum(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Barrier.quorum(101)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLastAnswerLetsEveryonePass() {
        BarrierGate gate = gate(Barrier.withoutFailed(), 2, LONG);
        Member failing = gate.member();
        Member waiting = gate.member();

        waiting.pass(passes::add);
        assertThat(passes).isEmpty();
        failing.leaveOut();

        assertThat(passes).containsExactly(Pass.GO);
    }

    @Test
    void whoeverComesAfterTheOthersHaveGoneIsLate() throws Exception {
        BarrierGate gate = gate(Barrier.withoutFailed(), 2, SHORT);
        Member early = gate.member();
        Member late = gate.member();

        early.pass(passes::add);
        loop.run(() -> !passes.isEmpty());
        late.pass(passes::add);

        assertThat(passes).containsExactly(Pass.GO, Pass.LATE);
    }

    @Test
    void nobodyPassesARefusedBarrierNotEvenLater() throws Exception {
        BarrierGate gate = gate(Barrier.allOrNone(), 2, SHORT);
        Member early = gate.member();
        Member late = gate.member();

        early.pass(passes::add);
        loop.run(() -> !passes.isEmpty());
        late.pass(passes::add);

        assertThat(passes).containsExactly(Pass.REFUSED, Pass.REFUSED);
    }

    @Test
    void itsTimeDoesNotRunBeforeTheLastTargetMayStart() {
        BarrierGate gate = new BarrierGate(Barrier.withoutFailed(), 2, LONG, loop);

        gate.member().pass(passes::add);
        assertThat(gate.closing()).isEmpty();
        gate.arm();

        assertThat(gate.closing()).isPresent();
    }

    @Test
    void aFailureDoesNotStartItsTime() {
        BarrierGate gate = gate(Barrier.withoutFailed(), 2, LONG);

        gate.member().leaveOut();

        assertThat(gate.closing()).isEmpty();
    }

    @Test
    void leavingOutTwiceCountsOnce() {
        BarrierGate gate = gate(Barrier.withoutFailed(), 3, LONG);
        Member twice = gate.member();
        Member waiting = gate.member();

        twice.leaveOut();
        twice.leaveOut();
        waiting.pass(passes::add);

        assertThat(passes).isEmpty();
        assertThat(gate.failed()).isEqualTo(1);
    }
}
