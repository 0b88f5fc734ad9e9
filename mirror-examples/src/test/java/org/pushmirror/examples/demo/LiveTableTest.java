package org.pushmirror.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PlannedTarget;
import org.pushmirror.core.push.PlannedWave;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushPlan;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.Receipt;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.TargetEvent;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.push.TargetState;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.trace.ArchiveSerial;

/** What a user sees of a push. */
class LiveTableTest {

    private static final Instant START = Instant.parse("2026-11-22T14:00:00Z");
    private static final PushTarget GOOD =
            PushTarget.of(TargetType.ALL, "mirror1.example.org", "192.0.2.1", "archvsync");
    private static final PushTarget BAD = PushTarget.of(TargetType.ALL, "m2.example.org", "192.0.2.2", "archvsync");

    private final StringBuilder terminal = new StringBuilder();

    private LiveTable table(int maxRows) {
        return new LiveTable(terminal::append, Clock.fixed(START, ZoneOffset.UTC), maxRows, LiveTable.Ink.ASCII);
    }

    private static PushPlan plan(List<PushTarget> targets) {
        List<PlannedTarget> planned = targets.stream()
                .map(target -> new PlannedTarget(target, List.of()))
                .toList();
        return PushPlan.of(
                Push.of(ArchiveName.DEFAULT),
                List.of(new PlannedWave("all", List.copyOf(planned), 0)),
                Duration.ofMinutes(1));
    }

    private static TargetReport failed(PushTarget target) {
        return TargetReport.of(
                target,
                Outcome.UNREACHABLE,
                new Reason("connection-refused", "connect", "Nobody is there."),
                List.of(),
                null);
    }

    @Test
    void aChangeRedrawsTheLinesInPlace() {
        LiveTable table = table(20);

        table.started(plan(List.of(GOOD, BAD)));
        terminal.setLength(0);
        table.changed(new TargetEvent(START.plusSeconds(2), GOOD, TargetState.RUNNING, ""));

        assertThat(terminal.toString())
                .isEqualTo("\033[2A"
                        + "  mirror1.example.org  ######..................  running                   2.0 s\033[K\n"
                        + "  m2.example.org       ........................  planned                   0.0 s\033[K\n");
    }

    @Test
    void aFailureIsSeenAtFirstGlance() {
        LiveTable table = table(20);

        table.started(plan(List.of(BAD)));
        terminal.setLength(0);
        table.ended(failed(BAD));

        assertThat(terminal.toString()).contains("!!!!!!!!!!!!!!!!!!!!!!!!  unreachable");
    }

    @Test
    void moreMirrorsThanLinesAreCounted() {
        List<PushTarget> many = IntStream.range(0, 30)
                .mapToObj(i -> PushTarget.of(TargetType.ALL, "m" + i, "192.0.2.1", "archvsync"))
                .toList();
        LiveTable table = table(20);

        table.started(plan(many));
        table.changed(new TargetEvent(START, many.get(0), TargetState.CONNECTING, ""));

        assertThat(terminal.toString())
                .isEqualTo("  30 planned  \033[K\n" + "\033[1A  1 connecting  29 planned  \033[K\n");
    }

    @Test
    void theReceiptsAreATableWithTheReasonsBelow() {
        StageReport stage = StageReport.of(StageReport.Stage.ALL).withEndedAt(START.plusMillis(2_500));
        Receipt receipt =
                Receipt.of(Receipt.Witness.TRACE, START.plusSeconds(2)).withSerial(new ArchiveSerial("2026112201"));
        PushReport report = PushReport.of(
                "id",
                Push.of("debian"),
                START,
                START.plusSeconds(3),
                List.of(TargetReport.of(GOOD, Outcome.COMPLETE, null, List.of(stage), receipt), failed(BAD)));

        assertThat(ReceiptTable.of(report, Map.of(GOOD.name(), 12_345L))).isEqualTo("""
                        MIRROR               OUTCOME      SERIAL      SECONDS   BYTES
                        mirror1.example.org  complete     2026112201      2.5  12,345
                        m2.example.org       unreachable  -                 -       -
                            Nobody is there.
                        """);
    }
}
