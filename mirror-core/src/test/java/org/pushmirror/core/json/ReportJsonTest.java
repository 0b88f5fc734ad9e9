package org.pushmirror.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.Receipt;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.trace.ArchiveSerial;

class ReportJsonTest {

    private static final Instant START = Instant.parse("2026-11-22T14:03:00Z");
    private static final ArchiveSerial SERIAL = new ArchiveSerial("2026112204");

    private static PushReport report() {
        PushTarget good = PushTarget.of(TargetType.STAGED, "eu.site1", "192.0.2.1", "archvsync");
        PushTarget bad = PushTarget.of(TargetType.ALL, "us.site2", "2001:db8::2", "archvsync")
                .withPort(2222);
        StageReport stage1 = StageReport.of(StageReport.Stage.STAGE1)
                .attempted()
                .withConnectedAt(START.plusSeconds(1))
                .withStartedAt(START.plusSeconds(2))
                .withEndedAt(START.plusSeconds(3))
                .withExitStatus(0);
        StageReport killed = StageReport.of(StageReport.Stage.ALL)
                .attempted()
                .withSignal("KILL")
                .withOutput("\u00e9\u0000\uDC80 \"quoted\"\n");
        return PushReport.of(
                "20261122T140300Z-1",
                Push.of("debian").serial(SERIAL),
                START,
                START.plusSeconds(9),
                List.of(
                        TargetReport.of(
                                good,
                                Outcome.COMPLETE,
                                null,
                                List.of(stage1),
                                Receipt.of(Receipt.Witness.TRACE, START.plusSeconds(8))
                                        .withSerial(SERIAL)
                                        .withBytes(4096)),
                        TargetReport.of(
                                bad,
                                Outcome.FAILED,
                                new Reason("signal", "exec", "The sync was killed."),
                                List.of(killed),
                                null)));
    }

    @Test
    void theFormIsTheOneOfTheContract() {
        assertThat(ReportJson.write(report()))
                .contains("\"version\" : 1")
                .contains("\"serial\" : \"2026112204\"")
                .contains("\"exitStatus\" : 0")
                .contains("\"witness\" : \"trace\"")
                .contains("\"completedAt\" : \"2026-11-22T14:03:08Z\"")
                .contains("\"complete\" : 1")
                .contains("\\udc80")
                .doesNotContain("null");
    }

    @Test
    void aReportIsReadBackAsItWasWritten() {
        PushReport read = ReportJson.read(ReportJson.write(report()));

        assertThat(ReportJson.write(read)).isEqualTo(ReportJson.write(report()));
        assertThat(read.target("us.site2").stages().get(0).output()).isEqualTo("\u00e9\u0000\uDC80 \"quoted\"\n");
        assertThat(read.target("us.site2").target().port()).isEqualTo(2222);
        assertThat(read.summary()).isEqualTo(Map.of(Outcome.COMPLETE, 1, Outcome.FAILED, 1));
        assertThat(read.endedWell()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"version\":2}",
                "{\"version\":1}",
                "{\"version\":1,\"version\":1}",
                "{\"version\":1,\"push\":{\"archive\":\"../x\",\"kind\":\"all\"},\"targets\":[]}",
                "{\"version\":1,\"push\":{\"id\":\"x\",\"archive\":\"\",\"kind\":\"all\",\"started\":\"?\",\"ended\":\"?\"},\"targets\":[]}"
            })
    void whatIsNoReportIsRefusedInOneSentence(String text) {
        assertThatThrownBy(() -> ReportJson.read(text))
                .isInstanceOf(JsonFormException.class)
                .message()
                .doesNotContain("\n");
    }
}
