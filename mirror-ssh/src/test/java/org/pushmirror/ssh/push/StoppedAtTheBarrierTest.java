package org.pushmirror.ssh.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.journal.Journal;
import org.pushmirror.core.journal.JournalFile;
import org.pushmirror.core.journal.Resumption;
import org.pushmirror.core.push.JournalEntry;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.trace.ArchiveSerial;

/** A push that is cancelled while targets wait at the barrier, and goes on later from its journal. */
@Timeout(120)
class StoppedAtTheBarrierTest {

    private static final Push PUSH = Push.of("debian").serial(new ArchiveSerial("2026112204"));
    private static final List<PushTarget> TARGETS =
            List.of(FakeMirrors.target(TargetType.STAGED, "slow"), FakeMirrors.target(TargetType.STAGED, "done"));

    @TempDir
    Path folder;

    private final FakeMirrors mirrors = new FakeMirrors();
    private final AtomicBoolean hangs = new AtomicBoolean(true);

    private Path file() {
        return folder.resolve("push-debian.jsonl");
    }

    private PushReport cancelledAtTheBarrier() throws Exception {
        mirrors.sync("slow", request -> {
            if (hangs.get()) {
                Thread.sleep(Duration.ofHours(1).toMillis());
            }
            return FakeMirrors.DONE;
        });
        try (JournalFile journal = JournalFile.open(file())) {
            PushRun run =
                    Pusher.builder().connector(mirrors).journal(journal).build().push(TARGETS, PUSH);
            CompletableFuture<PushReport> report = CompletableFuture.supplyAsync(run::run);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> Journal.read(file()).entries().stream()
                            .anyMatch(entry -> entry instanceof JournalEntry.Answered answered
                                    && answered.outcome() == Outcome.TRIGGERED));
            run.cancel();
            return report.get();
        }
    }

    @Test
    void itsJournalLetsItGoOnAndNoStageIsSentTwiceThatIsKnownDone() throws Exception {
        PushReport cancelled = cancelledAtTheBarrier();
        assertThat(cancelled.target("done").outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(Journal.read(file()).entries()).noneMatch(JournalEntry.BarrierOpened.class::isInstance);
        hangs.set(false);

        try (JournalFile journal = JournalFile.open(file())) {
            Resumption resumption =
                    Resumption.decide(journal.pushes(), PUSH.serial().orElseThrow());
            assertThat(resumption).isInstanceOf(Resumption.GoOn.class);
            PushReport resumed = Pusher.builder()
                    .connector(mirrors)
                    .journal(journal)
                    .build()
                    .resume(((Resumption.GoOn) resumption).push(), PUSH)
                    .run();
            assertThat(resumed.id()).isEqualTo(cancelled.id());
            assertThat(resumed.started()).isEqualTo(cancelled.started());
            assertThat(resumed.endedWell()).isTrue();
        }

        assertThat(mirrors.sentTo("done"))
                .containsExactly("done: sync:archive:debian sync:stage1", "done: sync:archive:debian sync:stage2");
        assertThat(mirrors.sentTo("slow"))
                .containsExactly(
                        "slow: sync:archive:debian sync:stage1",
                        "slow: sync:archive:debian sync:stage1",
                        "slow: sync:archive:debian sync:stage2");
        assertThat(Journal.read(file()).pushes())
                .singleElement()
                .satisfies(push -> assertThat(push.isOver()).isTrue());
    }
}
