package org.pushmirror.examples.mirrorctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.journal.CallbackFile;
import org.pushmirror.core.journal.JournalFile;
import org.pushmirror.core.journal.StateFolder;
import org.pushmirror.core.json.ReportJson;
import org.pushmirror.core.push.JournalEntry;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Receipt;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.timeline.Timeline;
import org.pushmirror.examples.Program;

/** What tells of pushes that are over: timeline, history and callback. */
class ProofCommandsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final PushTarget TARGET =
            PushTarget.of(TargetType.ALL, "eu.site1", "site1.example.com", "archvsync");

    @TempDir
    Path folder;

    private Program mirrorctl(Map<String, String> environment, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Program.bin().resolve("mirrorctl").toString()));
        command.addAll(List.of(arguments));
        return Program.run(folder, environment, command.toArray(String[]::new));
    }

    private Map<String, String> state(String... more) {
        return more.length == 0
                ? Map.of("XDG_STATE_HOME", folder.toString())
                : Map.of("XDG_STATE_HOME", folder.toString(), more[0], more[1]);
    }

    private static TargetReport complete() {
        return TargetReport.of(
                TARGET, Outcome.COMPLETE, null, List.of(), Receipt.of(Receipt.Witness.TRACE, NOON.plusSeconds(90)));
    }

    @Test
    void aReportIsDrawnToAFileOrToStandardOutput() throws IOException {
        PushReport report = PushReport.of("id", Push.of("debian"), NOON, NOON.plusSeconds(100), List.of(complete()));
        Path json = Files.writeString(folder.resolve("report.json"), ReportJson.write(report));

        Program printed = mirrorctl(Map.of(), "timeline", json.toString());
        Program written = mirrorctl(Map.of(), "timeline", json.toString(), "-o", "page.html");

        assertThat(printed.out()).isEqualTo(Timeline.html(report));
        assertThat(written.status()).as(written.err()).isZero();
        assertThat(folder.resolve("page.html")).hasContent(printed.out());
    }

    @Test
    void whatIsNoReportIsRefusedInOneLine() throws IOException {
        Path json = Files.writeString(folder.resolve("report.json"), "{}");

        Program refused = mirrorctl(Map.of(), "timeline", json.toString());

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).isEqualTo("mirrorctl: " + json + ": This is no push report of version 1.\n");
        assertThat(mirrorctl(Map.of(), "timeline", "missing.json").status()).isEqualTo(66);
    }

    @Test
    void theHistoryIsReadFromTheJournalsOfTheUser() {
        Path journal = new StateFolder(folder.resolve("pushmirror")).journal(ArchiveName.of("debian"));
        try (JournalFile file = JournalFile.open(journal)) {
            file.record(List.of(
                    new JournalEntry.Begun(NOON, "p1", Push.of("debian"), List.of(TARGET)),
                    new JournalEntry.Ended(NOON.plusSeconds(95), complete()),
                    new JournalEntry.Finished(NOON.plusSeconds(96))));
        }

        Program text = mirrorctl(state(), "history", "--within", "1m,2m");

        assertThat(text.out()).isEqualTo("""
                        debian: 1 push since 2026-11-22T12:00:00Z
                          last: 2026-11-22T12:00:00Z: 1 of 1 complete
                          from publication to complete: half in 1 min 30 s, 95 % in 1 min 30 s, the slowest in 1 min 30 s; 0 % within 1 min; 100 % within 2 min

                        MIRROR    LAST PUSH             OUTCOME   SERIAL  HALF        95 %        COMPLETE  FAILURES IN A ROW
                        eu.site1  2026-11-22T12:00:00Z  complete  -       1 min 30 s  1 min 30 s  1 of 1    0

                        """);
        assertThat(mirrorctl(state(), "history", "--json").out())
                .startsWith("{\"version\":1,\"archive\":\"debian\",\"pushes\":1,")
                .endsWith("}\n");
        assertThat(mirrorctl(state(), "history", "--openmetrics").out()).endsWith("# EOF\n");
    }

    @Test
    void aCallbackIsWrittenDownForThePushThatWaits() {
        Instant before = Instant.now();

        Program callback = mirrorctl(state("SSH_ORIGINAL_COMMAND", "callback:site1.example.com"), "callback");

        assertThat(callback.status()).as(callback.err()).isZero();
        assertThat(callback.out()).isEmpty();
        assertThat(new CallbackFile(new StateFolder(folder.resolve("pushmirror")).callbacks()).since(before))
                .singleElement()
                .satisfies(call -> assertThat(call.mirror()).isEqualTo("site1.example.com"));
    }

    @Test
    void aKeyThatCallsBackCanDoNothingElse() {
        Program refused = mirrorctl(state("SSH_ORIGINAL_COMMAND", "sync:all; id"), "callback");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).hasLineCount(1).startsWith("mirrorctl: this is for mirrors that call back");
        assertThat(folder.resolve("pushmirror")).doesNotExist();
    }
}
