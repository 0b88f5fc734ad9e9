package org.pushmirror.ssh.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushOrder;
import org.pushmirror.core.push.PushPause;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.push.TargetType;

@Timeout(60)
class PacingTest {

    private static final Push PUSH = Push.of("debian");
    private static final Duration LONG = Duration.ofSeconds(40);

    private final FakeMirrors mirrors = new FakeMirrors();

    @AfterEach
    void everySessionIsClosed() {
        assertThat(mirrors.openSessions()).isZero();
    }

    private static List<PushTarget> targets(TargetType type, int count) {
        List<PushTarget> targets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            targets.add(FakeMirrors.target(type, "m" + i));
        }
        return targets;
    }

    private PusherBuilder pusher() {
        return Pusher.builder().connector(mirrors).retries(Retries.none());
    }

    private static Instant started(TargetReport report) {
        return report.stages().get(0).startedAt().orElseThrow();
    }

    @Test
    void handshakesAtOneAddressAreBounded() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<PushTarget> same = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            same.add(new PushTarget("m" + i, "shared.example.com", 22, "mirror", TargetType.ALL));
            mirrors.door("m" + i, () -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.sleep(5);
                inside.decrementAndGet();
            });
        }

        PushReport report = pusher().perHost(3).build().push(same, PUSH).run();

        assertThat(report.endedWell()).isTrue();
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void aFullAddressDoesNotHoldUpTheOthers() {
        CountDownLatch other = new CountDownLatch(1);
        List<PushTarget> mixed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            mixed.add(new PushTarget("m" + i, "shared.example.com", 22, "mirror", TargetType.ALL));
            mirrors.door("m" + i, other::await);
        }
        mixed.add(FakeMirrors.target(TargetType.ALL, "other"));
        mirrors.sync("other", request -> {
            other.countDown();
            return FakeMirrors.DONE;
        });

        assertThat(pusher().perHost(1).build().push(mixed, PUSH).run().endedWell())
                .isTrue();
    }

    @Test
    void aTargetThatIsTriedAgainWaitsForThoseThatWereNotContacted() {
        List<String> order = new CopyOnWriteArrayList<>();
        mirrors.door("m0", () -> {
            order.add("m0");
            if (order.size() == 1) {
                throw FakeMirrors.refusal(Outcome.UNREACHABLE, "connection-reset");
            }
        });
        for (int i = 1; i < 5; i++) {
            String name = "m" + i;
            mirrors.door(name, () -> {
                order.add(name);
                Thread.sleep(20);
            });
        }

        PushReport report = pusher().parallel(1)
                .retries(new Retries(2, Duration.ZERO, Duration.ZERO))
                .build()
                .push(targets(TargetType.ALL, 5), PUSH)
                .run();

        assertThat(report.endedWell()).isTrue();
        assertThat(order).containsExactly("m0", "m1", "m2", "m3", "m4", "m0");
    }

    @Test
    void aboveTheCapSessionsAreClosedAtTheBarrierAndOpenedAgain() {
        PushReport report = pusher().maxSessions(2)
                .build()
                .push(targets(TargetType.STAGED, 6), PUSH)
                .run();

        assertThat(report.endedWell()).isTrue();
        assertThat(mirrors.mostSessions()).isLessThanOrEqualTo(2);
        assertThat(mirrors.sent().subList(0, 6)).allMatch(line -> line.endsWith("sync:stage1"));
        assertThat(mirrors.sent())
                .filteredOn(line -> line.endsWith("sync:stage2"))
                .hasSize(6);
    }

    @Test
    void startsKeepTheirPace() {
        PushReport report = pusher().pace(Duration.ofMillis(60))
                .build()
                .push(targets(TargetType.ALL, 4), PUSH)
                .run();

        assertThat(Duration.between(report.started(), started(report.target("m3"))))
                .isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void aDelayHoldsBackWhoComesAfterIt() {
        List<PushTarget> two = targets(TargetType.ALL, 2);
        PushPause pause = new PushPause(Duration.ofMillis(200), PushPause.Until.ELAPSED);

        PushReport report = pusher().build()
                .push(PushOrder.of(List.of(two.get(0), pause, two.get(1))), PUSH)
                .run();

        assertThat(Duration.between(report.started(), started(report.target("m1"))))
                .isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void aDelayUntilStage1EndsWhenStage1IsDone() {
        List<PushTarget> two = targets(TargetType.STAGED, 2);
        PushTarget last = FakeMirrors.target(TargetType.ALL, "last");
        PushPause pause = new PushPause(LONG, PushPause.Until.STAGE1_DONE);

        PushReport report = pusher().build()
                .push(PushOrder.of(List.of(two.get(0), two.get(1), pause, last)), PUSH)
                .run();

        assertThat(report.endedWell()).isTrue();
        assertThat(mirrors.sent().subList(0, 2)).allMatch(line -> line.endsWith("sync:stage1"));
        assertThat(Duration.between(report.started(), report.ended())).isLessThan(LONG);
    }

    @Test
    void theBarrierWaitsForStagedTargetsBehindADelay() {
        List<PushTarget> two = targets(TargetType.STAGED, 2);
        PushPause pause = new PushPause(Duration.ofMillis(300), PushPause.Until.ELAPSED);

        PushReport report = pusher().barrierTimeout(Duration.ofMillis(100))
                .build()
                .push(PushOrder.of(List.of(two.get(0), pause, two.get(1))), PUSH)
                .run();

        assertThat(report.endedWell()).isTrue();
        assertThat(mirrors.sent())
                .containsSubsequence(
                        "m0: sync:archive:debian sync:stage1",
                        "m1: sync:archive:debian sync:stage1",
                        "m0: sync:archive:debian sync:stage2");
    }
}
