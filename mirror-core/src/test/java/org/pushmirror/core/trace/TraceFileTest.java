package org.pushmirror.core.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceFileTest {

    private static final String FTPSYNC = """
            Sun Nov 22 04:07:09 UTC 2026
            Date: Sun, 22 Nov 2026 04:07:09 +0000
            Date-Started: Sun, 22 Nov 2026 04:05:00 +0000
            Archive serial: 2026112201
            Creator: ftpsync 20180513+nmu1
            Running on host: mirror1.example.org
            Total bytes received in rsync: 123456
            """;

    @Test
    void theFieldsOfFtpsyncAreUnderstood() {
        TraceFile trace = TraceFile.parse(FTPSYNC.getBytes(StandardCharsets.UTF_8));

        assertThat(trace.serial()).contains(new ArchiveSerial("2026112201"));
        assertThat(trace.date()).contains(Instant.parse("2026-11-22T04:07:09Z"));
        assertThat(trace.dateStarted()).contains(Instant.parse("2026-11-22T04:05:00Z"));
        assertThat(trace.bytesReceived()).hasValue(123456);
        assertThat(trace.field("running ON host")).contains("mirror1.example.org");
    }

    @Test
    void aTraceThatIsWrittenLooksLikeOneOfFtpsync() {
        TraceFile trace = TraceFile.written(Instant.parse("2026-11-02T04:07:09.5Z"))
                .with(TraceFile.DATE_STARTED, Instant.parse("2026-11-02T04:05:00Z"))
                .with(TraceFile.ARCHIVE_SERIAL, "2026110201");

        assertThat(trace).hasToString("""
                        Mon Nov  2 04:07:09 UTC 2026
                        Date: Mon, 02 Nov 2026 04:07:09 +0000
                        Date-Started: Mon, 02 Nov 2026 04:05:00 +0000
                        Archive serial: 2026110201
                        """);
    }

    @Test
    void theLegacyFormHasItsDateInTheFirstLine() {
        TraceFile trace = TraceFile.parse(
                "Mon Nov  2 04:07:09 UTC 2026\nRunning on host: m.example.org\n".getBytes(StandardCharsets.UTF_8));

        assertThat(trace.date()).contains(Instant.parse("2026-11-02T04:07:09Z"));
        assertThat(trace.serial()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "garbage", "Date: yesterday\n", "x\nArchive serial: unknown\n", "\0\n:\n: \n"})
    void anythingElseIsReadWithoutAnAnswer(String text) {
        TraceFile trace = TraceFile.parse(text.getBytes(StandardCharsets.UTF_8));

        assertThat(trace.serial()).isEmpty();
        assertThat(trace.date()).isEmpty();
        assertThat(trace.bytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void ofARepeatedFieldTheFirstCounts() {
        TraceFile trace = TraceFile.parse("x\nArchive serial: 1\nArchive serial: 2\n".getBytes(StandardCharsets.UTF_8));

        assertThat(trace.serial()).contains(new ArchiveSerial("1"));
    }

    @Test
    void aValueCannotSmuggleInAField() {
        TraceFile trace = TraceFile.written(Instant.EPOCH);

        assertThatThrownBy(() -> trace.with("Maintainer", "x\nArchive serial: 9999999999"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line break");
    }

    @Test
    void theNextSerialIsAlwaysGreater() {
        ArchiveSerial serial = new ArchiveSerial("2026112299");
        LocalDate day = LocalDate.of(2026, 11, 22);

        assertThat(serial.next(day)).isEqualTo(new ArchiveSerial("2026112300"));
        assertThat(serial.next(day.plusDays(1))).isGreaterThan(serial);
        assertThat(serial.next(day.minusYears(1))).isGreaterThan(serial);
        assertThat(ArchiveSerial.first(day)).hasToString("2026112201");
    }

    @Test
    void theHierarchyGrowsByOneLineAHop() {
        Hierarchy upstream = Hierarchy.parse(
                "hub hub.example.org hub.example.org unknown\nbroken line\n".getBytes(StandardCharsets.UTF_8));
        Hierarchy ours = upstream.with(new Hierarchy.Hop("m1", "m1", "m1.example.org", "hub.example.org"));

        assertThat(new String(ours.bytes(), StandardCharsets.UTF_8))
                .isEqualTo("hub hub.example.org hub.example.org unknown\nm1 m1 m1.example.org hub.example.org\n");
    }
}
