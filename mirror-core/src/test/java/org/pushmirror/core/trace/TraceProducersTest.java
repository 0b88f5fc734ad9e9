package org.pushmirror.core.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pushmirror.core.oracle.RandomCases;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.trace.TraceComparison.Decider;
import org.pushmirror.core.trace.TraceComparison.Order;
import org.pushmirror.core.trace.TraceField.Spelling;

class TraceProducersTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static TraceFile trace(String text) {
        return TraceFile.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theThreeLinesOfAnOldFtpsyncAreUnderstood() {
        TraceFile trace =
                trace("Sun Feb 28 09:40:29 UTC 2016\nUsed ftpsync version: 20170204\nRunning on host: m.example.org\n");

        assertThat(trace.date()).contains(Instant.parse("2016-02-28T09:40:29Z"));
        assertThat(trace.creator()).contains("ftpsync 20170204");
        assertThat(trace.get(TraceField.RUNNING_ON_HOST)).contains("m.example.org");
        assertThat(trace.serial()).isEmpty();
        assertThat(trace.diagnostics("t")).isEmpty();
    }

    @Test
    void otherProducersAreNamed() {
        assertThat(trace("x\nUsed ftpsync-pushrsync from: h.example.org\n").creator())
                .contains("ftpsync-pushrsync");
        assertThat(trace("x\nDMS sync dms-0.1\n").creator()).contains("DMS sync dms-0.1");
        assertThat(trace("x\nCreator: mirror-sync 2\nRevision: i18n\n").get(TraceField.REVISION))
                .contains("i18n");
        assertThat(trace("x\n").creator()).isEmpty();
    }

    @Test
    void bothSpellingsAreTheSameField() {
        for (Spelling spelling : Spelling.values()) {
            TraceFile trace = TraceFile.written(NOON)
                    .with(TraceField.ARCHIVE_SERIAL, new ArchiveSerial("2026112201"), spelling)
                    .with(TraceField.UPSTREAM_MIRROR, "hub.example.org", spelling)
                    .with(TraceField.AVERAGE_RATE, 42L, spelling)
                    .with(TraceField.ARCHITECTURES, List.of("amd64", "source"), spelling);

            assertThat(trace.serial()).contains(new ArchiveSerial("2026112201"));
            assertThat(trace.get(TraceField.UPSTREAM_MIRROR)).contains("hub.example.org");
            assertThat(trace.get(TraceField.AVERAGE_RATE)).contains(42L);
            assertThat(trace.get(TraceField.ARCHITECTURES)).contains(List.of("amd64", "source"));
        }
    }

    @Test
    void theSerialDecidesBeforeTheDate() {
        TraceFile old = TraceFile.written(NOON).with("Archive serial", "2026112201");
        TraceFile newer = TraceFile.written(NOON.minusSeconds(3600)).with("Archive Serial", "2026112202");

        assertThat(TraceComparison.of(old, newer)).isEqualTo(new TraceComparison(Order.BEHIND, Decider.SERIAL));
        assertThat(TraceComparison.of(newer, old)).isEqualTo(new TraceComparison(Order.AHEAD, Decider.SERIAL));
        assertThat(TraceComparison.of(old, old)).isEqualTo(new TraceComparison(Order.SAME, Decider.SERIAL));
    }

    @Test
    void withoutASerialTheDateDecidesAndWithoutBothNothingDoes() {
        TraceFile unknown = TraceFile.written(NOON).with("Archive serial", "unknown");
        TraceFile later = TraceFile.written(NOON.plusSeconds(1)).with("Archive serial", "2026112202");

        assertThat(TraceComparison.of(unknown, later)).isEqualTo(new TraceComparison(Order.BEHIND, Decider.DATE));
        assertThat(TraceComparison.of(unknown, trace("?")))
                .isEqualTo(new TraceComparison(Order.UNKNOWN, Decider.NOTHING));
    }

    @Test
    void whatReadersStumbleOverIsSaid() {
        List<Diagnostic> found = trace("yesterday\nDate: soon\nArchive Serial: x1\nDate: later\nnonsense\r\n")
                .diagnostics("t");

        assertThat(found)
                .extracting(Diagnostic::rule)
                .containsExactlyInAnyOrder(
                        "no-date",
                        "bad-date",
                        "bad-serial",
                        "serial-spelling",
                        "repeated-field",
                        "carriage-return",
                        "no-field");
    }

    @Test
    void anyBytesAreKeptAndReadWithoutAnError() {
        RandomCases.check(500, random -> {
            byte[] bytes = RandomCases.bytes(random, 200, "\n\r: DateArchivesl0123456789-+UTC\0");
            TraceFile trace = TraceFile.parse(bytes);
            trace.diagnostics("t");
            trace.date();
            assertThat(trace.bytes()).isEqualTo(bytes);
        });
    }

    @Test
    void theListsOfTracesAreReadAndWritten() {
        TraceNames names =
                TraceNames.parse("master\nhub.example.org\nhub.example.org-stage1\n".getBytes(StandardCharsets.UTF_8));

        assertThat(names.names())
                .containsExactly("master", "hub.example.org", "hub.example.org" + TraceNames.STAGE1_SUFFIX);
        assertThat(new String(names.bytes(), StandardCharsets.UTF_8))
                .isEqualTo("master\nhub.example.org\nhub.example.org-stage1\n");
    }
}
