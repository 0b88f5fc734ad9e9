package org.pushmirror.ssh.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushKind;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.StageReport.Stage;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.ssh.TriggerOutput;
import org.pushmirror.ssh.TriggerResult;

@Timeout(60)
class PusherTest {

    private static final Push PUSH = Push.of("debian");

    private final FakeMirrors mirrors = new FakeMirrors();
    private final List<PushTarget> three = List.of(staged("a"), staged("b"), staged("c"));

    @AfterEach
    void everySessionIsClosed() {
        assertThat(mirrors.openSessions()).isZero();
    }

    private static PushTarget staged(String name) {
        return FakeMirrors.target(TargetType.STAGED, name);
    }

    private static PushTarget all(String name) {
        return FakeMirrors.target(TargetType.ALL, name);
    }

    private PusherBuilder pusher() {
        return Pusher.builder()
                .connector(mirrors)
                .retries(new Retries(3, Duration.ofMillis(10), Duration.ofMillis(10)));
    }

    private PushReport push(List<PushTarget> targets) {
        return pusher().build().push(targets, PUSH).run();
    }

    private static List<Stage> stages(TargetReport report) {
        return report.stages().stream().map(StageReport::stage).toList();
    }

    @Test
    void aTargetThatIsNotStagedGetsOneTrigger() {
        PushReport report = push(List.of(all("a")));

        assertThat(mirrors.sent()).containsExactly("a: sync:archive:debian sync:all");
        assertThat(report.target("a").outcome()).isEqualTo(Outcome.TRIGGERED);
        assertThat(report.target("a").stages()).singleElement().satisfies(stage -> {
            assertThat(stage.stage()).isEqualTo(Stage.ALL);
            assertThat(stage.attempts()).isEqualTo(1);
            assertThat(stage.exitStatus()).hasValue(0);
            assertThat(stage.connectedAt()).isPresent();
            assertThat(stage.startedAt()).isPresent();
            assertThat(stage.endedAt()).isPresent();
        });
    }

    @Test
    void noStage2IsSentBeforeEveryStage1IsDone() {
        CountDownLatch others = new CountDownLatch(2);
        for (String quick : List.of("a", "b")) {
            mirrors.sync(quick, request -> {
                others.countDown();
                return FakeMirrors.DONE;
            });
        }
        mirrors.sync("c", request -> {
            others.await();
            return FakeMirrors.DONE;
        });

        PushReport report = push(three);

        assertThat(mirrors.sent().subList(0, 3)).allMatch(line -> line.endsWith("sync:stage1"));
        assertThat(mirrors.sent().subList(3, 6)).allMatch(line -> line.endsWith("sync:stage2"));
        assertThat(report.endedWell()).isTrue();
        assertThat(stages(report.target("a"))).containsExactly(Stage.STAGE1, Stage.STAGE2);
    }

    @Test
    void bothStagesUseOneSession() {
        push(three);

        assertThat(three).allMatch(target -> mirrors.connections(target.name()) == 1);
    }

    @Test
    void whoeverFailsStage1IsLeftOutAndTheOthersGoOn() {
        mirrors.answers("b", FakeMirrors.exit(3));

        PushReport report = push(three);

        assertThat(report.target("b").outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.target("b").reason().orElseThrow().message()).contains("exit status 3", "stage 1 failed");
        assertThat(mirrors.sentTo("b")).hasSize(1);
        assertThat(report.target("a").outcome()).isEqualTo(Outcome.TRIGGERED);
        assertThat(report.target("c").outcome()).isEqualTo(Outcome.TRIGGERED);
    }

    @Test
    void allOrNoneKeepsTheOthersBackWhenOneFails() {
        mirrors.answers("b", FakeMirrors.exit(3));

        PushReport report =
                pusher().barrier(Barrier.allOrNone()).build().push(three, PUSH).run();

        assertThat(mirrors.sent()).noneMatch(line -> line.endsWith("sync:stage2"));
        assertThat(report.target("b").outcome()).isEqualTo(Outcome.FAILED);
        for (String kept : List.of("a", "c")) {
            assertThat(report.target(kept).outcome()).isEqualTo(Outcome.SKIPPED);
            assertThat(report.target(kept).reason().orElseThrow().code()).isEqualTo("barrier-refused");
        }
    }

    @Test
    void aQuorumLetsTheOthersPassIfEnoughAreDone() {
        mirrors.answers("b", FakeMirrors.exit(3));

        PushReport report =
                pusher().barrier(Barrier.quorum(60)).build().push(three, PUSH).run();

        assertThat(report.target("a").outcome()).isEqualTo(Outcome.TRIGGERED);
        assertThat(report.target("b").outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void withoutAQuorumNobodyPasses() {
        mirrors.answers("b", FakeMirrors.exit(3));

        PushReport report =
                pusher().barrier(Barrier.quorum(70)).build().push(three, PUSH).run();

        assertThat(report.target("a").outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(report.target("a").reason().orElseThrow().message()).contains("70 percent");
    }

    @Test
    void aQueuedStage1IsSentAgainAndHoldsTheOthersAtTheBarrier() {
        mirrors.answers("b", FakeMirrors.LOCKED, FakeMirrors.DONE);

        PushReport report = push(three);

        assertThat(mirrors.sentTo("b"))
                .containsExactly(
                        "b: sync:archive:debian sync:stage1",
                        "b: sync:archive:debian sync:stage1",
                        "b: sync:archive:debian sync:stage2");
        assertThat(mirrors.sent().subList(0, 4)).allMatch(line -> line.endsWith("sync:stage1"));
        assertThat(report.endedWell()).isTrue();
        assertThat(report.target("b").stages().get(0).attempts()).isEqualTo(2);
    }

    @Test
    void whoeverIsStillQueuedWhenTheBarrierOpensIsRepaired() {
        mirrors.sync("b", request -> request.command().endsWith("sync:all") ? FakeMirrors.DONE : FakeMirrors.LOCKED);

        PushReport report = pusher().barrierTimeout(Duration.ofMillis(300))
                .build()
                .push(three, PUSH)
                .run();

        assertThat(mirrors.sentTo("b")).last().isEqualTo("b: sync:archive:debian sync:all");
        assertThat(mirrors.sentTo("b")).noneMatch(line -> line.endsWith("sync:stage2"));
        assertThat(stages(report.target("b"))).containsExactly(Stage.STAGE1, Stage.REPAIR);
        assertThat(report.endedWell()).isTrue();
    }

    @Test
    void whoeverIsDoneWithStage1TooLateIsRepaired() {
        mirrors.sync("b", this::slowInStage1);

        PushReport report = pusher().barrierTimeout(Duration.ofMillis(100))
                .build()
                .push(three, PUSH)
                .run();

        assertThat(stages(report.target("b"))).containsExactly(Stage.STAGE1, Stage.REPAIR);
        assertThat(report.endedWell()).isTrue();
    }

    @Test
    void withoutRepairALateStage1IsSkipped() {
        mirrors.sync("b", this::slowInStage1);

        PushReport report = pusher().barrierTimeout(Duration.ofMillis(100))
                .withoutRepair()
                .build()
                .push(three, PUSH)
                .run();

        assertThat(report.target("b").outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(report.target("b").reason().orElseThrow().code()).isEqualTo("barrier-timeout");
    }

    /** Ends its stage 1 only when the two others are past theirs. */
    private TriggerResult slowInStage1(SyncRequest request) throws InterruptedException {
        while (mirrors.sent().stream()
                        .filter(line -> !line.startsWith("b: ") && !line.endsWith("sync:stage1"))
                        .count()
                < 2) {
            Thread.sleep(5);
        }
        return FakeMirrors.DONE;
    }

    @Test
    void aStage2ThatFailsIsRepairedOnce() {
        mirrors.answers("b", FakeMirrors.DONE, FakeMirrors.exit(4), FakeMirrors.DONE);

        PushReport report = push(three);

        assertThat(stages(report.target("b"))).containsExactly(Stage.STAGE1, Stage.STAGE2, Stage.REPAIR);
        assertThat(report.target("b").outcome()).isEqualTo(Outcome.TRIGGERED);
    }

    @Test
    void aStage2ThatIsLostIsRepairedOnce() {
        mirrors.answers(
                "b",
                FakeMirrors.DONE,
                new TriggerResult.Lost("the host closed the connection", TriggerOutput.NONE),
                FakeMirrors.DONE);

        PushReport report = push(three);

        assertThat(mirrors.sentTo("b")).hasSize(3).last().isEqualTo("b: sync:archive:debian sync:all");
        assertThat(report.target("b").outcome()).isEqualTo(Outcome.TRIGGERED);
    }

    @Test
    void aStage2ThatCannotBeRepairedIsLost() {
        mirrors.answers("b", FakeMirrors.DONE, FakeMirrors.exit(4), FakeMirrors.exit(3));

        PushReport report = push(three);

        assertThat(report.target("b").outcome()).isEqualTo(Outcome.STAGE2_LOST);
        assertThat(report.target("b").reason().orElseThrow().message())
                .startsWith("b has stage 1 and not stage 2: ")
                .contains("exit status 4", "exit status 3");
        assertThat(mirrors.sentTo("b")).hasSize(3);
    }

    @Test
    void withoutRepairAFailedStage2IsLostAtOnce() {
        mirrors.answers("b", FakeMirrors.DONE, FakeMirrors.exit(4));

        PushReport report = pusher().withoutRepair().build().push(three, PUSH).run();

        assertThat(report.target("b").outcome()).isEqualTo(Outcome.STAGE2_LOST);
        assertThat(mirrors.sentTo("b")).hasSize(2);
    }

    @Test
    void aSessionThatDiedAtTheBarrierIsOpenedAgain() {
        AtomicInteger requests = new AtomicInteger();
        mirrors.sync("b", request -> {
            if (requests.incrementAndGet() == 2) {
                throw FakeMirrors.refusal(Outcome.UNREACHABLE, "session-lost");
            }
            return FakeMirrors.DONE;
        });

        PushReport report =
                pusher().retries(Retries.none()).build().push(three, PUSH).run();

        assertThat(report.endedWell()).isTrue();
        assertThat(mirrors.connections("b")).isEqualTo(2);
        assertThat(report.target("b").stages().get(1).attempts()).isEqualTo(2);
    }

    @Test
    void aConnectionIsTriedAgainUntilItWorks() {
        AtomicInteger tries = new AtomicInteger();
        mirrors.door("a", () -> {
            if (tries.incrementAndGet() < 3) {
                throw FakeMirrors.refusal(Outcome.UNREACHABLE, "busy");
            }
        });

        PushReport report = push(List.of(all("a")));

        assertThat(report.endedWell()).isTrue();
        assertThat(report.target("a").stages().get(0).attempts()).isEqualTo(3);
    }

    @Test
    void aConnectionIsNotTriedForEver() {
        mirrors.door("a", () -> {
            throw FakeMirrors.refusal(Outcome.UNREACHABLE, "connection-refused");
        });

        PushReport report = push(List.of(all("a")));

        assertThat(report.target("a").outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(mirrors.connections("a")).isEqualTo(3);
        assertThat(report.target("a").stages().get(0).startedAt()).isEmpty();
    }

    @Test
    void whatTimeDoesNotMendIsTriedOnce() {
        mirrors.door("a", () -> {
            throw FakeMirrors.refusal(Outcome.HOST_KEY_REJECTED, "host-key-changed");
        });
        mirrors.door("b", () -> {
            throw FakeMirrors.refusal(Outcome.AUTHENTICATION_REFUSED, "key-refused");
        });
        mirrors.door("c", () -> {
            throw FakeMirrors.refusal(Outcome.UNREACHABLE, "not-ssh");
        });

        PushReport report = push(three);

        assertThat(three).allMatch(target -> mirrors.connections(target.name()) == 1);
        assertThat(report.target("a").outcome()).isEqualTo(Outcome.HOST_KEY_REJECTED);
        assertThat(report.target("b").outcome()).isEqualTo(Outcome.AUTHENTICATION_REFUSED);
        assertThat(report.target("c").outcome()).isEqualTo(Outcome.UNREACHABLE);
    }

    @Test
    void aCommandThatMayHaveRunIsNotSentAgain() {
        mirrors.answers("a", new TriggerResult.Lost("the connection broke", TriggerOutput.NONE));
        mirrors.answers("b", new TriggerResult.TimedOut("output", TriggerOutput.NONE));

        PushReport report = push(List.of(all("a"), all("b")));

        assertThat(mirrors.sent()).hasSize(2);
        assertThat(report.target("a").outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(report.target("b").outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(report.target("b").reason().orElseThrow().phase()).isEqualTo("output");
    }

    @Test
    void aHeldLockIsQueuedAndAnyOtherExitOneIsFailed() {
        mirrors.answers("a", FakeMirrors.LOCKED);
        mirrors.answers("b", FakeMirrors.exit(1));

        PushReport report = push(List.of(all("a"), all("b")));

        assertThat(report.target("a").outcome()).isEqualTo(Outcome.QUEUED);
        assertThat(report.target("b").outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void anMhopTargetIsToldToPushOnInARunOfThatKindOnly() {
        List<PushTarget> targets = List.of(FakeMirrors.target(TargetType.MHOP, "hub"), staged("leaf"), all("other"));

        pusher().build().push(targets, PUSH.kind(PushKind.MHOP)).run();
        assertThat(mirrors.sentTo("hub"))
                .containsExactly(
                        "hub: sync:archive:debian sync:mhop sync:stage1",
                        "hub: sync:archive:debian sync:mhop sync:stage2");
        assertThat(mirrors.sentTo("leaf")).first().isEqualTo("leaf: sync:archive:debian sync:stage1");
        assertThat(mirrors.sentTo("other")).containsExactly("other: sync:archive:debian sync:all");
    }

    @Test
    void aRunForStage2SendsOnlyThatToStagedTargets() {
        List<PushTarget> targets = List.of(FakeMirrors.target(TargetType.MHOP, "hub"), staged("leaf"), all("other"));

        PushReport report =
                pusher().build().push(targets, PUSH.kind(PushKind.STAGE2)).run();

        assertThat(mirrors.sent())
                .containsExactlyInAnyOrder(
                        "hub: sync:archive:debian sync:stage2",
                        "leaf: sync:archive:debian sync:stage2",
                        "other: sync:archive:debian sync:all");
        assertThat(stages(report.target("leaf"))).containsExactly(Stage.STAGE2);
    }

    @Test
    void aStage2ThatMeetsARunningSyncIsMendedWithBothStages() {
        mirrors.answers("a", FakeMirrors.LOCKED, FakeMirrors.DONE);

        PushReport report = pusher().build()
                .push(List.of(staged("a")), PUSH.kind(PushKind.STAGE2))
                .run();

        assertThat(stages(report.target("a"))).containsExactly(Stage.STAGE2, Stage.REPAIR);
        assertThat(report.target("a").outcome()).isEqualTo(Outcome.TRIGGERED);
    }

    @Test
    void insideASyncStage1IsAllThatStagedTargetsGet() {
        List<PushTarget> targets = List.of(FakeMirrors.target(TargetType.MHOP, "hub"), staged("leaf"), all("other"));
        mirrors.answers("leaf", FakeMirrors.LOCKED, FakeMirrors.DONE);

        PushReport report = pusher().build().push(targets, PUSH.leavingStage2()).run();

        assertThat(mirrors.sent())
                .containsExactlyInAnyOrder(
                        "hub: sync:archive:debian sync:mhop sync:stage1",
                        "leaf: sync:archive:debian sync:stage1",
                        "leaf: sync:archive:debian sync:stage1");
        assertThat(report.kind()).isEqualTo(PushKind.MHOP);
        assertThat(report.targets()).hasSize(2).allMatch(target -> target.outcome() == Outcome.STAGE1_DONE);
    }

    @Test
    void aTargetWithAnArchiveOfItsOwnIsAskedForThat() {
        push(List.of(all("a").withArchive(ArchiveName.of("ubuntu")), all("b")));

        assertThat(mirrors.sent())
                .containsExactlyInAnyOrder("a: sync:archive:ubuntu sync:all", "b: sync:archive:debian sync:all");
    }

    @Test
    void aCommandThatMayHaveRunIsSentAgainWhereThatIsAllowed() {
        mirrors.answers("a", new TriggerResult.Lost("the connection broke", TriggerOutput.NONE), FakeMirrors.DONE);

        PushReport report =
                pusher().resendingLost().build().push(List.of(all("a")), PUSH).run();

        assertThat(report.target("a").outcome()).isEqualTo(Outcome.TRIGGERED);
        assertThat(report.target("a").stages())
                .singleElement()
                .satisfies(stage -> assertThat(stage.attempts()).isEqualTo(2));
    }

    @Test
    void whoeverWasNotContactedWhenTheOthersWentOnGetsBothStagesAtOnce() {
        CountDownLatch others = new CountDownLatch(1);
        mirrors.door("b", () -> {
            others.await();
            throw FakeMirrors.refusal(Outcome.UNREACHABLE, "connection-refused");
        });
        mirrors.sync("a", request -> {
            if (request.command().endsWith("sync:stage2")) {
                others.countDown();
            }
            return FakeMirrors.DONE;
        });

        PushReport report = pusher().parallel(1)
                .retries(Retries.none())
                .barrierTimeout(Duration.ofMillis(100))
                .build()
                .push(three, PUSH)
                .run();

        assertThat(report.target("a").outcome()).isEqualTo(Outcome.TRIGGERED);
        assertThat(report.target("b").outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(stages(report.target("c"))).containsExactly(Stage.REPAIR);
        assertThat(report.target("c").outcome()).isEqualTo(Outcome.TRIGGERED);
    }

    @Test
    void anUnexpectedErrorEndsOnlyItsOwnTarget() {
        mirrors.door("b", () -> {
            throw new IllegalArgumentException("made up");
        });

        PushReport report = push(three);

        assertThat(report.target("b").outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.target("b").reason().orElseThrow().code()).isEqualTo("internal-error");
        assertThat(report.target("a").outcome()).isEqualTo(Outcome.TRIGGERED);
        assertThat(report.target("c").outcome()).isEqualTo(Outcome.TRIGGERED);
    }

    @Test
    void thePlanSaysWhatIsSentToWhom() {
        List<PushTarget> targets = List.of(staged("a"), all("b"));

        PushRun run = pusher().build().push(targets, PUSH);

        assertThat(run.plan().targets())
                .extracting(planned -> planned.target().name() + " "
                        + planned.requests().stream()
                                .map(request -> request.scope().word())
                                .toList())
                .containsExactly("a [sync:stage1, sync:stage2]", "b [sync:all]");
        assertThat(mirrors.sent()).isEmpty();
    }

    @Test
    void theWorstCaseGrowsWithTheTargetsAndIsBoundedByTheDeadlineOfTheRun() {
        List<PushTarget> few = List.of(all("a"));
        List<PushTarget> many = List.of(all("a"), all("b"), all("c"));
        Pusher narrow = pusher().parallel(1).build();

        assertThat(narrow.push(many, PUSH).plan().worstCase())
                .isGreaterThan(narrow.push(few, PUSH).plan().worstCase());
        assertThat(pusher().runDeadline(Duration.ofMinutes(1))
                        .build()
                        .push(many, PUSH)
                        .plan()
                        .worstCase())
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void targetsNeedNamesOfTheirOwn() {
        assertThatThrownBy(() -> pusher().build().push(List.of(all("a"), staged("a")), PUSH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("named a");
    }

    @Test
    void aPushRunsOnce() {
        PushRun run = pusher().build().push(List.of(), PUSH);

        assertThat(run.run().targets()).isEmpty();
        assertThatThrownBy(run::run).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPusherNeedsAWayToReachTargets() {
        assertThatThrownBy(() -> Pusher.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("identity and host keys");
    }
}
