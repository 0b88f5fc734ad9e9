package org.pushmirror.ssh.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PlannedWave;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushOrder;
import org.pushmirror.core.push.PushPause;
import org.pushmirror.core.push.PushPlan;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.TargetType;

@Timeout(60)
class WavesTest {

    private static final Push PUSH = Push.of("debian");

    private final FakeMirrors mirrors = new FakeMirrors();
    private final List<PushTarget> four = List.of(staged("a"), staged("b"), staged("c"), staged("d"));

    @AfterEach
    void everySessionIsClosed() {
        assertThat(mirrors.openSessions()).isZero();
    }

    private static PushTarget staged(String name) {
        return FakeMirrors.target(TargetType.STAGED, name);
    }

    private PushReport push(Waves waves) {
        return Pusher.builder()
                .connector(mirrors)
                .retries(Retries.none())
                .waves(waves)
                .build()
                .push(four, PUSH)
                .run();
    }

    private static List<String> names(PlannedWave wave) {
        return wave.targets().stream().map(planned -> planned.target().name()).toList();
    }

    @Test
    void theCanaryIsThroughBothStagesBeforeAnybodyElseIsContacted() {
        PushReport report = push(Waves.together().canary("c"));

        assertThat(report.endedWell()).isTrue();
        assertThat(mirrors.sent().subList(0, 2)).allMatch(line -> line.startsWith("c: "));
        assertThat(mirrors.sent().subList(2, 8)).noneMatch(line -> line.startsWith("c: "));
    }

    @Test
    void whenTheCanaryDiesNobodyElseIsContacted() {
        mirrors.answers("c", FakeMirrors.exit(3));

        PushReport report = push(Waves.together().canary("c"));

        assertThat(report.target("c").outcome()).isEqualTo(Outcome.FAILED);
        for (String other : List.of("a", "b", "d")) {
            assertThat(report.target(other).outcome()).isEqualTo(Outcome.SKIPPED);
            assertThat(report.target(other).reason().orElseThrow()).satisfies(reason -> {
                assertThat(reason.code()).isEqualTo("wave-stopped");
                assertThat(reason.message()).contains("because the canary c ended as failed: ", "exit status 3");
            });
            assertThat(mirrors.connections(other)).isZero();
        }
    }

    @Test
    void theReportKeepsTheOrderOfTheListWhoeverWasTheCanary() {
        PushReport report = push(Waves.together().canary("c"));

        assertThat(report.targets())
                .extracting(target -> target.target().name())
                .containsExactly("a", "b", "c", "d");
    }

    @Test
    void aWaveBeginsWhenTheOneBeforeHasEnded() {
        push(Waves.together().ofSize(2));

        assertThat(mirrors.sent().subList(0, 4)).allMatch(line -> line.startsWith("a: ") || line.startsWith("b: "));
        assertThat(mirrors.sent().subList(4, 8)).allMatch(line -> line.startsWith("c: ") || line.startsWith("d: "));
    }

    @Test
    void aWaveMayHaveAsManyFailuresAsAreTolerated() {
        mirrors.answers("a", FakeMirrors.exit(3));

        assertThat(push(Waves.together().ofSize(2).tolerating(1)).target("c").outcome())
                .isEqualTo(Outcome.TRIGGERED);
        assertThat(push(Waves.together().ofSize(2)).target("c").reason())
                .map(Reason::code)
                .contains("wave-stopped");
    }

    @Test
    void thePlanNamesTheWaves() {
        PushPlan plan =
                Pusher.builder().waves(Waves.together().canary(1).ofSize(2)).plan(PushOrder.of(four), PUSH);

        assertThat(plan.waves()).extracting(PlannedWave::name).containsExactly("canary", "2", "3");
        assertThat(plan.waves())
                .extracting(WavesTest::names)
                .containsExactly(List.of("a"), List.of("b", "c"), List.of("d"));
    }

    @Test
    void pausesStayBetweenTheTargetsThatTheyStoodBetween() {
        PushPause pause = new PushPause(Duration.ofSeconds(5), PushPause.Until.ELAPSED);
        PushOrder order = PushOrder.of(List.of(pause, staged("a"), pause, staged("b"), staged("c"), pause));

        PushPlan plan = Pusher.builder().plan(order, PUSH);
        PushPlan cut = Pusher.builder().waves(Waves.together().ofSize(1)).plan(order, PUSH);

        assertThat(plan.waves().get(0).steps()).hasSize(5).startsWith(pause);
        assertThat(cut.waves()).extracting(wave -> wave.steps().size()).containsExactly(2, 1, 1);
    }

    @Test
    void aCanaryThatIsNotListedIsRefusedBeforeAnythingHappens() {
        assertThatThrownBy(() -> push(Waves.together().canary("nobody")))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("nobody");
        assertThat(mirrors.sent()).isEmpty();
    }
}
