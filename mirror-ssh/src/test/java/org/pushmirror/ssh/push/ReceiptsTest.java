package org.pushmirror.ssh.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.Receipt;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.core.trace.TraceException;
import org.pushmirror.core.trace.TraceFile;
import org.pushmirror.core.trace.TraceSource;
import org.pushmirror.ssh.TriggerOutput;
import org.pushmirror.ssh.TriggerResult;

@Timeout(60)
class ReceiptsTest {

    private static final ArchiveSerial OLD = new ArchiveSerial("2026112203");
    private static final ArchiveSerial OURS = new ArchiveSerial("2026112204");
    private static final ArchiveSerial NEWER = new ArchiveSerial("2026112301");
    private static final Instant SYNCED = Instant.parse("2026-11-22T14:03:12Z");

    private final FakeMirrors mirrors = new FakeMirrors();

    /** Pushes with more patience than any healthy answer needs. */
    private TargetReport push(Push push) {
        return push(push, Duration.ofSeconds(30));
    }

    /** Pushes where no proof will come. */
    private TargetReport pushInVain(Push push) {
        return push(push, Duration.ofMillis(500));
    }

    private TargetReport push(Push push, Duration receiptDeadline) {
        Pusher pusher =
                Pusher.builder().connector(mirrors).retries(Retries.none()).build();
        return pusher.push(List.of(FakeMirrors.target(TargetType.ALL, "a")), push.receiptDeadline(receiptDeadline))
                .run()
                .target("a");
    }

    private static Push ours(TraceSource traces) {
        return Push.of("debian").serial(OURS).receipts(traces);
    }

    private static TraceFile trace(ArchiveSerial serial) {
        return TraceFile.written(SYNCED)
                .with(TraceFile.ARCHIVE_SERIAL, serial.value())
                .with(TraceFile.BYTES_RECEIVED, "12345");
    }

    @Test
    void aTraceWithOurSerialIsTheReceipt() {
        TargetReport report = push(ours((site, within) -> Optional.of(trace(OURS))));

        assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(report.receipt()).hasValueSatisfying(receipt -> {
            assertThat(receipt.witness()).isEqualTo(Receipt.Witness.TRACE);
            assertThat(receipt.serial()).contains(OURS);
            assertThat(receipt.completedAt()).isEqualTo(SYNCED);
            assertThat(receipt.bytes()).hasValue(12345);
        });
    }

    @Test
    void aNewerSerialIsAsGood() {
        TargetReport report = push(ours((site, within) -> Optional.of(trace(NEWER))));

        assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(report.receipt().orElseThrow().serial()).contains(NEWER);
    }

    @Test
    void theMirrorIsAskedByItsNameAndHost() {
        TargetReport report = push(
                ours((site, within) -> site.name().equals("a") && site.host().equals("a.example.com")
                        ? Optional.of(trace(OURS))
                        : Optional.empty()));

        assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void theTraceIsLookedAtUntilItIsThere() {
        AtomicInteger looks = new AtomicInteger();

        TargetReport report =
                push(ours((site, within) -> Optional.of(trace(looks.incrementAndGet() < 3 ? OLD : OURS))));

        assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(looks).hasValue(3);
    }

    @Test
    void aTraceThatStaysOldIsStalledAndShowsWhatIsThere() {
        TargetReport report = pushInVain(ours((site, within) -> Optional.of(trace(OLD))));

        assertThat(report.outcome()).isEqualTo(Outcome.STALLED);
        assertThat(report.reason().orElseThrow().code()).isEqualTo("trace-old");
        assertThat(report.reason().orElseThrow().message()).contains("serial 2026112203 instead of 2026112204");
        assertThat(report.receipt().orElseThrow().serial()).contains(OLD);
    }

    @Test
    void aMirrorThatCannotBeLookedAtIsStalledWithTheReason() {
        TargetReport report = pushInVain(ours((site, within) -> {
            throw new TraceException("rsync://a.example.com/ does not answer.", null);
        }));

        assertThat(report.outcome()).isEqualTo(Outcome.STALLED);
        assertThat(report.reason().orElseThrow().code()).isEqualTo("trace-unreadable");
        assertThat(report.reason().orElseThrow().message()).endsWith("rsync://a.example.com/ does not answer.");
    }

    @Test
    void aTraceSourceThatBreaksEndsNothingElse() {
        TargetReport report = pushInVain(ours((site, within) -> {
            throw new IllegalStateException("made up");
        }));

        assertThat(report.outcome()).isEqualTo(Outcome.STALLED);
    }

    @Test
    void aMissingTraceIsStalled() {
        TargetReport report = pushInVain(ours((site, within) -> Optional.empty()));

        assertThat(report.outcome()).isEqualTo(Outcome.STALLED);
        assertThat(report.reason().orElseThrow().code()).isEqualTo("trace-missing");
    }

    @Test
    void withoutASerialASyncThatBeganAfterThePushIsTheReceipt() {
        TargetReport report = push(Push.of("debian")
                .receipts((site, within) ->
                        Optional.of(TraceFile.written(SYNCED).with(TraceFile.DATE_STARTED, Instant.now()))));

        assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(report.receipt().orElseThrow().witness()).isEqualTo(Receipt.Witness.DATE);
    }

    @Test
    void withoutASerialASyncThatBeganBeforeThePushIsNone() {
        TargetReport report = pushInVain(Push.of("debian")
                .receipts((site, within) -> Optional.of(TraceFile.written(SYNCED)
                        .with(TraceFile.DATE_STARTED, Instant.now().minus(1, ChronoUnit.HOURS)))));

        assertThat(report.outcome()).isEqualTo(Outcome.STALLED);
    }

    @Test
    void aProofCountsMoreThanAHeldLockALostConnectionOrABadStatus() {
        List<TriggerResult> results = List.of(
                FakeMirrors.LOCKED,
                new TriggerResult.Lost("the connection broke", TriggerOutput.NONE),
                FakeMirrors.exit(4));
        for (TriggerResult result : results) {
            mirrors.answers("a", result);

            TargetReport report = push(ours((site, within) -> Optional.of(trace(OURS))));

            assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
            assertThat(report.reason()).isEmpty();
        }
    }

    @Test
    void withoutAProofTheAnswerOfTheCommandStands() {
        mirrors.answers("a", FakeMirrors.LOCKED);

        TargetReport report = pushInVain(ours((site, within) -> Optional.of(trace(OLD))));

        assertThat(report.outcome()).isEqualTo(Outcome.QUEUED);
    }

    @Test
    void aMirrorThatWasNotReachedIsNotLookedAt() {
        AtomicInteger looks = new AtomicInteger();
        mirrors.door("a", () -> {
            throw FakeMirrors.refusal(Outcome.UNREACHABLE, "connection-refused");
        });

        TargetReport report = push(ours((site, within) -> {
            looks.incrementAndGet();
            return Optional.of(trace(OURS));
        }));

        assertThat(report.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(looks).hasValue(0);
    }
}
