package org.pushmirror.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pushmirror.core.journal.Recording.begun;
import static org.pushmirror.core.journal.Recording.complete;
import static org.pushmirror.core.journal.Recording.done;
import static org.pushmirror.core.journal.Recording.finished;
import static org.pushmirror.core.journal.Recording.opened;
import static org.pushmirror.core.journal.Recording.sending;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.json.JournalJson;
import org.pushmirror.core.push.JournalEntry;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.StageReport.Stage;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.text.FileException;

class JournalFileTest {

    private static final List<JournalEntry> PUSH = List.of(
            begun("p1", "one", "two"),
            sending("one", Stage.STAGE1),
            done("one", Stage.STAGE1),
            opened(),
            sending("one", Stage.STAGE2),
            done("one", Stage.STAGE2),
            complete("one"),
            new JournalEntry.Resumed(Recording.NOON.plusSeconds(9), "p1"),
            finished());

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("state/push-debian.jsonl");
    }

    @Test
    void entriesAreReadAsTheyWereWritten() throws IOException {
        try (JournalFile journal = JournalFile.open(file())) {
            journal.record(PUSH);
        }

        Journal read = Journal.read(file());
        assertThat(read.skippedLines()).isZero();
        assertThat(read.entries()).hasSameSizeAs(PUSH);
        assertThat(read.entries().stream().map(JournalJson::line))
                .isEqualTo(PUSH.stream().map(JournalJson::line).toList());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void aJournalCutAnywhereIsReadUpToThere() throws IOException {
        byte[] whole = bytes(PUSH);
        for (int length = 0; length <= whole.length; length++) {
            Journal read = Journal.parse(Arrays.copyOf(whole, length));
            assertThat(read.entries().size() + read.skippedLines()).isLessThanOrEqualTo(PUSH.size());
            assertThat(read.skippedLines()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void theTornLastLineOfAKilledWriterIsCutOffAndNothingElse() throws IOException {
        byte[] whole = bytes(PUSH);
        Files.createDirectories(file().getParent());
        Files.write(file(), Arrays.copyOf(whole, whole.length - 5));

        try (JournalFile journal = JournalFile.open(file())) {
            assertThat(journal.pushes()).hasSize(1);
            journal.record(begun("p2", "one"));
        }

        Journal read = Journal.read(file());
        assertThat(read.skippedLines()).isZero();
        assertThat(read.entries()).hasSize(PUSH.size());
        assertThat(read.pushes()).extracting(JournalledPush::id).containsExactly("p1", "p2");
    }

    @Test
    void aSecondWriterIsTurnedAway() {
        try (JournalFile journal = JournalFile.open(file())) {
            assertThat(journal.file()).isEqualTo(file());
            assertThatThrownBy(() -> JournalFile.open(file()))
                    .isInstanceOf(JournalBusyException.class)
                    .hasMessageContaining("running already (process "
                            + ProcessHandle.current().pid() + ")");
        }
        JournalFile.open(file()).close();
    }

    @Test
    void whatManyThreadsWriteIsAllThere() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (JournalFile journal = JournalFile.open(file())) {
            journal.record(begun("p1", "one"));
            List<Future<?>> writes = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String name = "m" + i;
                writes.add(threads.submit(() -> journal.record(sending(name, Stage.STAGE1))));
            }
            for (Future<?> write : writes) {
                write.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        Journal read = Journal.read(file());
        assertThat(read.skippedLines()).isZero();
        assertThat(read.entries().stream()
                        .filter(JournalEntry.Sending.class::isInstance)
                        .map(entry -> ((JournalEntry.Sending) entry).target()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 400).mapToObj(i -> "m" + i).toList());
    }

    @Test
    void anInterruptedThreadStillWrites() {
        try (JournalFile journal = JournalFile.open(file())) {
            Thread.currentThread().interrupt();
            journal.record(begun("p1", "one"));
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(Journal.read(file()).pushes()).hasSize(1);
    }

    @Test
    void theOldestPushesAreDroppedWhenTheFileIsLong() throws IOException {
        StageReport chatty = StageReport.of(Stage.STAGE1).withOutput("x".repeat(100_000));
        int pushes = 0;
        try (JournalFile journal = JournalFile.open(file())) {
            while (Files.size(file()) <= JournalFile.LONGEST) {
                List<JournalEntry> entries = new ArrayList<>(List.of(begun("p" + pushes++, "one")));
                for (int i = 0; i < 1000; i++) {
                    entries.add(new JournalEntry.Answered(Recording.NOON, "one", Outcome.TRIGGERED, chatty));
                }
                journal.record(entries);
            }
        }

        try (JournalFile journal = JournalFile.open(file())) {
            assertThat(journal.pushes().get(journal.pushes().size() - 1).id()).isEqualTo("p" + (pushes - 1));
            assertThat(journal.pushes()).hasSizeBetween(2, pushes - 2);
        }
        assertThat(Files.size(file())).isLessThanOrEqualTo(JournalFile.LONGEST / 2);
    }

    @Test
    void aJournalThatCannotBeWrittenSaysWhy() throws IOException {
        Path notAFolder = Files.writeString(folder.resolve("plain"), "");

        assertThatThrownBy(() -> JournalFile.open(notAFolder.resolve("push.jsonl")))
                .isInstanceOf(FileException.class)
                .hasMessageStartingWith("Cannot write " + notAFolder.resolve("push.jsonl"));
    }

    @Test
    void eachArchiveHasItsOwnJournal() {
        StateFolder state = StateFolder.of(Map.of("XDG_STATE_HOME", folder.toString()), Path.of("/home/mirror"));
        assertThat(state.journal(ArchiveName.of("debian"))).isEqualTo(folder.resolve("pushmirror/push-debian.jsonl"));
        assertThat(StateFolder.of(Map.of("XDG_STATE_HOME", "relative"), Path.of("/home/mirror"))
                        .journal(ArchiveName.DEFAULT))
                .isEqualTo(Path.of("/home/mirror/.local/state/pushmirror/push.jsonl"));
        JournalFile.open(state.journal(ArchiveName.of("debian"))).close();
        assertThat(state.journals()).containsExactly(state.journal(ArchiveName.of("debian")));
    }

    private static byte[] bytes(List<JournalEntry> entries) {
        StringBuilder lines = new StringBuilder();
        entries.forEach(entry -> lines.append(JournalJson.line(entry)).append('\n'));
        return lines.toString().getBytes(UTF_8);
    }
}
