package org.pushmirror.ssh.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pushmirror.core.push.JournalEntry;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushJournal;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetType;

/** What a push writes down, and when. */
@Timeout(60)
class PushJournalTest {

    private final FakeMirrors mirrors = new FakeMirrors();
    private final List<String> diary = new CopyOnWriteArrayList<>();
    private final List<PushTarget> two =
            List.of(FakeMirrors.target(TargetType.STAGED, "a"), FakeMirrors.target(TargetType.STAGED, "b"));

    private PushReport push(PushJournal journal) {
        return Pusher.builder()
                .connector(mirrors)
                .journal(journal)
                .build()
                .push(two, Push.of("debian"))
                .run();
    }

    private static String word(JournalEntry entry) {
        if (entry instanceof JournalEntry.Sending sending) {
            return "sending " + sending.target() + " " + sending.stage().word();
        }
        if (entry instanceof JournalEntry.Answered answered) {
            return "answered " + answered.target() + " "
                    + answered.stage().stage().word();
        }
        if (entry instanceof JournalEntry.Ended ended) {
            return "ended " + ended.report().target().name();
        }
        return entry.getClass().getSimpleName();
    }

    @Test
    void everyStepIsWrittenDownBeforeWhatFollowsFromIt() {
        for (String name : List.of("a", "b")) {
            mirrors.sync(name, request -> {
                diary.add("sent " + name + " " + request.scope().word().substring(5));
                return FakeMirrors.DONE;
            });
        }

        push(entries -> entries.forEach(entry -> diary.add(word(entry))));

        assertThat(diary).startsWith("Begun").endsWith("Finished");
        for (String name : List.of("a", "b")) {
            assertThat(diary)
                    .containsSubsequence(
                            "sending " + name + " stage1",
                            "sent " + name + " stage1",
                            "answered " + name + " stage1",
                            "BarrierOpened",
                            "sending " + name + " stage2",
                            "sent " + name + " stage2",
                            "answered " + name + " stage2",
                            "ended " + name);
        }
    }

    @Test
    void theBarrierAndAllThatPassItAreWrittenDownInOneGo() {
        List<List<JournalEntry>> batches = new CopyOnWriteArrayList<>();

        push(batches::add);

        Optional<List<JournalEntry>> opening = batches.stream()
                .filter(batch -> batch.stream().anyMatch(JournalEntry.BarrierOpened.class::isInstance))
                .findFirst();
        assertThat(opening.orElseThrow())
                .extracting(PushJournalTest::word)
                .contains("sending a stage2", "sending b stage2");
    }

    @Test
    void withoutAMemoryOfItsBeginningNobodyIsContacted() {
        assertThatThrownBy(() -> push(entries -> {
                    throw new IllegalStateException("The disk is full.");
                }))
                .hasMessage("The disk is full.");
        assertThat(mirrors.sent()).isEmpty();
    }

    @Test
    void aJournalThatFailsLaterDoesNotStopThePush() {
        PushReport report = push(entries -> {
            if (!(entries.get(0) instanceof JournalEntry.Begun)) {
                throw new IllegalStateException("The disk is full.");
            }
        });

        assertThat(report.endedWell()).isTrue();
    }
}
