package org.pushmirror.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushmirror.core.journal.Recording.SERIAL;
import static org.pushmirror.core.journal.Recording.begun;
import static org.pushmirror.core.journal.Recording.complete;
import static org.pushmirror.core.journal.Recording.done;
import static org.pushmirror.core.journal.Recording.finished;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pushmirror.core.push.JournalEntry;
import org.pushmirror.core.push.StageReport.Stage;
import org.pushmirror.core.trace.ArchiveSerial;

class ResumptionTest {

    private static Resumption decide(@Nullable ArchiveSerial serial, JournalEntry... entries) {
        return Resumption.decide(JournalledPush.of(List.of(entries)), serial);
    }

    @Test
    void aStoppedPushOfOurSerialGoesOn() {
        Resumption resumption = decide(SERIAL, begun("p1", "one"), done("one", Stage.STAGE1));

        assertThat(resumption).isInstanceOf(Resumption.GoOn.class);
        assertThat(((Resumption.GoOn) resumption).push().id()).isEqualTo("p1");
        assertThat(resumption.message())
                .isEqualTo("The push of 2026-11-22T12:00:00Z goes on; 0 of its 1 targets have their outcome.");
    }

    @Test
    void aStoppedPushGoesOnWhenTheSerialIsNotKnown() {
        assertThat(decide(null, begun("p1", "one"))).isInstanceOf(Resumption.GoOn.class);
    }

    @Test
    void aNewPushIsMadeWhenTheSerialHasMoved() {
        Resumption resumption = decide(new ArchiveSerial("2026112202"), begun("p1", "one"), done("one", Stage.STAGE1));

        assertThat(resumption).isInstanceOf(Resumption.StartAnew.class);
        assertThat(resumption.message())
                .isEqualTo("The last push, begun at 2026-11-22T12:00:00Z, was of serial 2026112201 and the archive has"
                        + " serial 2026112202 now, so a new push is made.");
    }

    @Test
    void aNewPushIsMadeWhenNoneIsRemembered() {
        assertThat(decide(SERIAL)).isInstanceOf(Resumption.StartAnew.class);
    }

    @Test
    void aNewPushIsMadeWhenALaterOneLeftTargetsOut() {
        Resumption resumption = decide(
                SERIAL,
                begun("p1", "one", "two"),
                done("one", Stage.STAGE1),
                begun("p2", "two"),
                complete("two"),
                finished());

        assertThat(resumption).isInstanceOf(Resumption.StartAnew.class);
        assertThat(resumption.message()).contains("A later push ran", "left out 1 of the targets");
    }

    @Test
    void nothingIsLeftWhenALaterPushHasFinishedAll() {
        assertThat(decide(
                        SERIAL,
                        begun("p1", "one"),
                        done("one", Stage.STAGE1),
                        begun("p2", "one"),
                        complete("one"),
                        finished()))
                .isInstanceOf(Resumption.NothingToDo.class);
    }

    @Test
    void aPushWhoseEndAloneWasNotWrittenIsOver() {
        Resumption resumption = decide(SERIAL, begun("p1", "one"), complete("one"));

        assertThat(resumption).isInstanceOf(Resumption.NothingToDo.class);
        assertThat(((Resumption.NothingToDo) resumption).report().endedWell()).isTrue();
    }
}
