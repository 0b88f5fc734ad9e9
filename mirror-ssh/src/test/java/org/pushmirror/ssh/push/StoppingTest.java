package org.pushmirror.ssh.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.ssh.TriggerResult;

@Timeout(60)
class StoppingTest {

    private static final Push PUSH = Push.of("debian");

    private final FakeMirrors mirrors = new FakeMirrors();
    private final CountDownLatch never = new CountDownLatch(1);

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

    private TriggerResult hang() throws InterruptedException {
        never.await();
        return FakeMirrors.DONE;
    }

    private PusherBuilder pusher() {
        return Pusher.builder().connector(mirrors).retries(Retries.none());
    }

    @Test
    void cancelEndsTargetsThatRunWaitAndHaveNotBegun() throws Exception {
        mirrors.sync("m0", request -> hang());
        mirrors.door("m2", never::await);
        PushRun run = pusher().parallel(1).build().push(targets(TargetType.STAGED, 4), PUSH);
        CompletableFuture<PushReport> report = CompletableFuture.supplyAsync(run::run);
        await().until(() ->
                mirrors.connections("m2") == 1 && mirrors.sentTo("m1").size() == 1);

        run.cancel();

        PushReport ended = report.get(30, TimeUnit.SECONDS);
        assertThat(ended.targets()).hasSize(4).allMatch(target -> target.outcome() == Outcome.CANCELLED);
        assertThat(ended.target("m0").reason().orElseThrow().message()).contains("may be running still");
        assertThat(ended.target("m0").stages()).hasSize(1);
        assertThat(ended.target("m3").reason().orElseThrow().message()).contains("before m3 was contacted");
        assertThat(mirrors.connections("m3")).isZero();
    }

    @Test
    void aPushThatIsCancelledBeforeItBeginsContactsNobody() {
        PushRun run = pusher().build().push(targets(TargetType.ALL, 3), PUSH);

        run.cancel();

        assertThat(run.run().targets()).allMatch(target -> target.outcome() == Outcome.CANCELLED);
        assertThat(mirrors.sent()).isEmpty();
    }

    @Test
    void cancelAfterTheEndChangesNothing() {
        PushRun run = pusher().build().push(targets(TargetType.ALL, 1), PUSH);
        PushReport report = run.run();

        run.cancel();

        assertThat(report.endedWell()).isTrue();
    }

    @Test
    void aTargetThatWasTriggeredStaysSoWhenTheWaitForItsReceiptIsCancelled() throws Exception {
        CountDownLatch looked = new CountDownLatch(1);
        Push push = PUSH.serial(new ArchiveSerial("2026112204")).receipts((site, within) -> {
            looked.countDown();
            return Optional.empty();
        });
        PushRun run = pusher().build().push(targets(TargetType.ALL, 1), push);
        CompletableFuture<PushReport> report = CompletableFuture.supplyAsync(run::run);
        looked.await();

        run.cancel();

        assertThat(report.get(30, TimeUnit.SECONDS).target("m0").outcome()).isEqualTo(Outcome.TRIGGERED);
    }

    @Test
    void theDeadlineOfTheRunEndsWhatHangs() {
        mirrors.sync("m1", request -> hang());

        PushReport report = pusher().runDeadline(Duration.ofSeconds(3))
                .build()
                .push(targets(TargetType.ALL, 3), PUSH)
                .run();

        assertThat(report.target("m0").outcome()).isEqualTo(Outcome.TRIGGERED);
        assertThat(report.target("m1").outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(report.target("m1").reason().orElseThrow().code()).isEqualTo("run-deadline");
        assertThat(report.target("m2").outcome()).isEqualTo(Outcome.TRIGGERED);
    }

    @Test
    void theDeadlineOfTheRunEndsWhatWaitsForItsTurnToo() {
        mirrors.door("m0", never::await);

        PushReport report = pusher().parallel(1)
                .runDeadline(Duration.ofSeconds(1))
                .build()
                .push(targets(TargetType.ALL, 2), PUSH)
                .run();

        assertThat(report.targets()).allMatch(target -> target.outcome() == Outcome.TIMED_OUT);
    }

    @Test
    void anInterruptedRunIsCancelledAndStillReports() throws Exception {
        mirrors.sync("m0", request -> hang());
        PushRun run = pusher().build().push(targets(TargetType.ALL, 2), PUSH);
        CompletableFuture<PushReport> report = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            report.complete(run.run());
            flag.complete(Thread.currentThread().isInterrupted());
        });
        thread.start();
        await().until(() -> mirrors.sent().size() == 2);

        thread.interrupt();

        assertThat(report.get(30, TimeUnit.SECONDS).target("m0").outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(flag.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anInterruptWhileTargetsAreStartedEndsTheRunToo() throws Exception {
        mirrors.door("m0", never::await);
        PushRun run = pusher().parallel(1).build().push(targets(TargetType.ALL, 3), PUSH);
        CompletableFuture<PushReport> report = new CompletableFuture<>();
        Thread thread = new Thread(() -> report.complete(run.run()));
        thread.start();
        await().until(() -> mirrors.connections("m0") == 1);

        thread.interrupt();

        assertThat(report.get(15, TimeUnit.SECONDS).targets())
                .hasSize(3)
                .allMatch(target -> target.outcome() == Outcome.CANCELLED);
    }
}
