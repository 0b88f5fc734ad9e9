package org.pushmirror.ssh.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pushmirror.core.push.InterruptedPush;
import org.pushmirror.core.push.InterruptedPush.BarrierState;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.StageReport.Stage;
import org.pushmirror.core.push.TargetProgress;
import org.pushmirror.core.push.TargetProgress.Point;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.core.trace.TraceFile;

/** A push that goes on where another was stopped. */
@Timeout(60)
class ResumeTest {

    private static final Instant BEGAN = Instant.parse("2026-11-22T14:00:00Z");
    private static final ArchiveSerial SERIAL = new ArchiveSerial("2026112204");

    private final FakeMirrors mirrors = new FakeMirrors();
    private final List<TargetProgress> targets = new ArrayList<>();
    private BarrierState barrier = BarrierState.CLOSED;
    private Push push = Push.of("debian").serial(SERIAL);

    private static StageReport ended(Stage stage) {
        return sent(stage).withEndedAt(BEGAN.plusSeconds(1)).withExitStatus(0);
    }

    private static StageReport sent(Stage stage) {
        return StageReport.of(stage).attempted().withStartedAt(BEGAN);
    }

    private void target(TargetType type, String name, Point point, StageReport... stages) {
        targets.add(TargetProgress.of(FakeMirrors.target(type, name), point, List.of(stages)));
    }

    private PushReport resume() {
        return Pusher.builder()
                .connector(mirrors)
                .build()
                .resume(new InterruptedPush("an-id", push, BEGAN, barrier, targets), push)
                .run();
    }

    @Test
    void atTheBarrierWhoHasStage1WaitsForTheOthersAndGetsOnlyStage2() {
        target(TargetType.STAGED, "done", Point.STAGE1_DONE, ended(Stage.STAGE1));
        target(TargetType.STAGED, "new", Point.START);

        PushReport report = resume();

        assertThat(mirrors.sentTo("done")).containsExactly("done: sync:archive:debian sync:stage2");
        assertThat(mirrors.sentTo("new"))
                .containsExactly("new: sync:archive:debian sync:stage1", "new: sync:archive:debian sync:stage2");
        assertThat(mirrors.sent().get(0)).isEqualTo("new: sync:archive:debian sync:stage1");
        assertThat(report.endedWell()).isTrue();
        assertThat(report.target("done").stages())
                .extracting(StageReport::stage)
                .containsExactly(Stage.STAGE1, Stage.STAGE2);
    }

    @Test
    void itKeepsItsIdAndItsBeginning() {
        target(TargetType.ALL, "a", Point.START);

        PushReport report = resume();

        assertThat(report.id()).isEqualTo("an-id");
        assertThat(report.started()).isEqualTo(BEGAN);
    }

    @Test
    void behindTheBarrierWhoHasStage1GoesOnAtOnceAndTheOthersGetBothStages() {
        barrier = BarrierState.OPENED;
        target(TargetType.STAGED, "done", Point.STAGE1_DONE, ended(Stage.STAGE1));
        target(TargetType.STAGED, "new", Point.START);

        resume();

        assertThat(mirrors.sent())
                .containsExactlyInAnyOrder(
                        "done: sync:archive:debian sync:stage2", "new: sync:archive:debian sync:all");
    }

    @Test
    void whoHasItsOutcomeIsLeftAlone() {
        Reason reason = new Reason("exit-status", "output", "It failed.");
        targets.add(TargetProgress.ended(TargetReport.of(
                FakeMirrors.target(TargetType.ALL, "a"), Outcome.FAILED, reason, List.of(ended(Stage.ALL)), null)));

        PushReport report = resume();

        assertThat(mirrors.sent()).isEmpty();
        assertThat(report.target("a").reason()).contains(reason);
    }

    @Test
    void aCommandThatMayHaveRunIsSentAgainWhereNobodyCanTell() {
        barrier = BarrierState.OPENED;
        target(TargetType.STAGED, "a", Point.SENT, ended(Stage.STAGE1), sent(Stage.STAGE2));
        target(TargetType.ALL, "b", Point.SENT, sent(Stage.ALL));

        PushReport report = resume();

        assertThat(mirrors.sent())
                .containsExactlyInAnyOrder("a: sync:archive:debian sync:stage2", "b: sync:archive:debian sync:all");
        assertThat(report.endedWell()).isTrue();
    }

    @Test
    void aCommandThatMayHaveRunIsNotSentAgainIfItsWorkIsSeen() {
        barrier = BarrierState.OPENED;
        target(TargetType.STAGED, "a", Point.SENT, ended(Stage.STAGE1), sent(Stage.STAGE2));
        push = push.receipts((site, within) ->
                Optional.of(TraceFile.written(Instant.now()).with(TraceFile.ARCHIVE_SERIAL, SERIAL.value())));

        PushReport report = resume();

        assertThat(mirrors.sent()).isEmpty();
        assertThat(report.target("a").outcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void aRepairThatIsDueIsMade() {
        barrier = BarrierState.OPENED;
        target(TargetType.STAGED, "a", Point.REPAIR_DUE, ended(Stage.STAGE1), ended(Stage.STAGE2));

        PushReport report = resume();

        assertThat(mirrors.sent()).containsExactly("a: sync:archive:debian sync:all");
        assertThat(report.target("a").outcome()).isEqualTo(Outcome.TRIGGERED);
    }

    @Test
    void whoWasTriggeredIsOnlyFollowedToItsProof() {
        target(TargetType.ALL, "a", Point.TRIGGERED, ended(Stage.ALL));
        push = push.receiptDeadline(Duration.ofMillis(100)).receipts((site, within) -> Optional.empty());

        PushReport report = resume();

        assertThat(mirrors.sent()).isEmpty();
        assertThat(report.target("a").outcome()).isEqualTo(Outcome.STALLED);
    }
}
