package org.pushmirror.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushmirror.core.journal.Recording.answered;
import static org.pushmirror.core.journal.Recording.begun;
import static org.pushmirror.core.journal.Recording.complete;
import static org.pushmirror.core.journal.Recording.done;
import static org.pushmirror.core.journal.Recording.ended;
import static org.pushmirror.core.journal.Recording.finished;
import static org.pushmirror.core.journal.Recording.opened;
import static org.pushmirror.core.journal.Recording.sending;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pushmirror.core.push.InterruptedPush.BarrierState;
import org.pushmirror.core.push.JournalEntry;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.StageReport.Stage;
import org.pushmirror.core.push.TargetProgress;
import org.pushmirror.core.push.TargetProgress.Point;

class JournalledPushTest {

    private static JournalledPush push(JournalEntry... entries) {
        List<JournalledPush> pushes = JournalledPush.of(
                Stream.concat(Stream.of(begun("p1", "one")), Stream.of(entries)).toList());
        assertThat(pushes).hasSize(1);
        return pushes.get(0);
    }

    private static Point point(JournalEntry... entries) {
        return push(entries).targets().get(0).point();
    }

    @Test
    void aTargetThatWasNotContactedStartsAtTheBeginning() {
        assertThat(point()).isEqualTo(Point.START);
    }

    @Test
    void aStage1WithoutAnAnswerIsSentAgain() {
        assertThat(point(sending("one", Stage.STAGE1))).isEqualTo(Point.START);
    }

    @Test
    void aQueuedOrLostStage1IsSentAgain() {
        assertThat(point(sending("one", Stage.STAGE1), answered("one", Stage.STAGE1, Outcome.QUEUED)))
                .isEqualTo(Point.START);
        assertThat(point(sending("one", Stage.STAGE1), answered("one", Stage.STAGE1, Outcome.UNKNOWN)))
                .isEqualTo(Point.START);
    }

    @Test
    void aStage1KnownDoneWaitsAtTheBarrier() {
        JournalledPush push = push(sending("one", Stage.STAGE1), done("one", Stage.STAGE1));

        assertThat(push.targets().get(0).point()).isEqualTo(Point.STAGE1_DONE);
        assertThat(push.interrupted().barrier()).isEqualTo(BarrierState.CLOSED);
    }

    @Test
    void anOpenedBarrierStaysOpen() {
        JournalledPush push = push(sending("one", Stage.STAGE1), done("one", Stage.STAGE1), opened());

        assertThat(push.targets().get(0).point()).isEqualTo(Point.STAGE1_DONE);
        assertThat(push.interrupted().barrier()).isEqualTo(BarrierState.OPENED);
    }

    @Test
    void aStage2WithoutAnAnswerMayHaveRun() {
        TargetProgress progress = push(
                        sending("one", Stage.STAGE1), done("one", Stage.STAGE1), opened(), sending("one", Stage.STAGE2))
                .targets()
                .get(0);

        assertThat(progress.point()).isEqualTo(Point.SENT);
        assertThat(progress.stages()).hasSize(2);
        assertThat(progress.stages().get(1).stage()).isEqualTo(Stage.STAGE2);
        assertThat(progress.stages().get(1).endedAt()).isEmpty();
    }

    @Test
    void aStage2ThatFailedIsDueForRepair() {
        assertThat(point(
                        done("one", Stage.STAGE1),
                        opened(),
                        sending("one", Stage.STAGE2),
                        answered("one", Stage.STAGE2, Outcome.FAILED)))
                .isEqualTo(Point.REPAIR_DUE);
    }

    @Test
    void aStage2KnownDoneNeedsItsWitnessOnly() {
        assertThat(point(done("one", Stage.STAGE1), opened(), done("one", Stage.STAGE2)))
                .isEqualTo(Point.TRIGGERED);
    }

    @Test
    void anOutcomeIsFinal() {
        JournalledPush push =
                push(done("one", Stage.STAGE1), opened(), done("one", Stage.STAGE2), complete("one"), finished());

        assertThat(push.isOver()).isTrue();
        assertThat(push.report().orElseThrow().target("one").outcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void aTargetThatWasCancelledAtTheBarrierIsNotOver() {
        JournalledPush push = push(done("one", Stage.STAGE1), ended("one", Outcome.CANCELLED, "cancelled"), finished());

        assertThat(push.isOver()).isFalse();
        assertThat(push.targets().get(0).point()).isEqualTo(Point.STAGE1_DONE);
        assertThat(push.reports().get(0).outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void aResumedPushIsOnePush() {
        JournalledPush push = push(
                done("one", Stage.STAGE1),
                new JournalEntry.Resumed(Recording.NOON.plusSeconds(60), "p1"),
                opened(),
                sending("one", Stage.STAGE2),
                complete("one"));

        assertThat(push.isOver()).isTrue();
        assertThat(push.started()).isEqualTo(Recording.NOON);
    }

    @Test
    void entriesOfNoPushOrOfNoTargetAreSkipped() {
        assertThat(JournalledPush.of(List.of(done("one", Stage.STAGE1), finished())))
                .isEmpty();
        assertThat(point(done("two", Stage.STAGE1))).isEqualTo(Point.START);
    }
}
