package org.pushmirror.ssh.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pushmirror.core.push.Callback;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Pull;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Receipt.Witness;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.StageReport.Stage;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.push.Witnesses;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.core.trace.MirrorSite;
import org.pushmirror.core.trace.MirrorState;
import org.pushmirror.core.trace.TraceFile;
import org.pushmirror.core.trace.TraceSource;

@Timeout(120)
class WitnessesTest {

    private static final ArchiveSerial OLD = new ArchiveSerial("2026112203");
    private static final ArchiveSerial OURS = new ArchiveSerial("2026112204");
    private static final Instant BEFORE = Instant.parse("2026-11-22T10:00:00Z");

    private final FakeMirrors mirrors = new FakeMirrors();
    private final List<Callback> calls = new CopyOnWriteArrayList<>();
    private final List<Pull> pulls = new CopyOnWriteArrayList<>();

    /** A source that tells the state of mirrors, too. */
    private interface States extends TraceSource {
        @Override
        default Optional<TraceFile> trace(MirrorSite site, Duration within) throws InterruptedException {
            return state(site, within).trace();
        }

        @Override
        MirrorState state(MirrorSite site, Duration within);
    }

    private static TraceFile trace(ArchiveSerial serial, Instant at) {
        return TraceFile.written(at).with(TraceFile.ARCHIVE_SERIAL, serial.value());
    }

    /** Stage 1 has ended after the last whole sync, and nothing runs. */
    private static MirrorState between() {
        return MirrorState.of(trace(OLD, BEFORE))
                .withStage1(trace(OURS, BEFORE.plusSeconds(60)))
                .withInProgress(List.of());
    }

    private static MirrorState whole() {
        return MirrorState.of(trace(OURS, BEFORE.plusSeconds(120))).withInProgress(List.of());
    }

    private TargetReport push(TargetType type, Witnesses witnesses, Duration receiptDeadline) {
        return push(Pusher.builder(), type, witnesses, receiptDeadline);
    }

    private TargetReport push(PusherBuilder how, TargetType type, Witnesses witnesses, Duration receiptDeadline) {
        Push push = Push.of("debian").serial(OURS).witnesses(witnesses).receiptDeadline(receiptDeadline);
        return how.connector(mirrors)
                .retries(Retries.none())
                .build()
                .push(List.of(FakeMirrors.target(type, "a")), push)
                .run()
                .target("a");
    }

    private static Witnesses states(States states) {
        return Witnesses.NONE.withTraces(states);
    }

    private Pull pull(Instant started, Instant ended, Pull.End end) {
        return new Pull("debian", "", "a", new Pull.Peer("UNDETERMINED", "192.0.2.1"), started, ended, 4711, end);
    }

    @Test
    void aMirrorFoundBetweenItsStagesIsSentBothOnce() {
        TargetReport report = push(
                TargetType.STAGED,
                states((site, within) -> mirrors.sentTo("a").size() < 3 ? between() : whole()),
                Duration.ofSeconds(60));

        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMPLETE);
        assertThat(mirrors.sentTo("a"))
                .containsExactly(
                        "a: sync:archive:debian sync:stage1",
                        "a: sync:archive:debian sync:stage2",
                        "a: sync:archive:debian sync:all");
        assertThat(report.stages())
                .extracting(StageReport::stage)
                .containsExactly(Stage.STAGE1, Stage.STAGE2, Stage.REPAIR);
    }

    @Test
    void aMirrorThatStaysBetweenItsStagesHasLostStage2() {
        TargetReport report = push(TargetType.STAGED, states((site, within) -> between()), Duration.ofSeconds(7));

        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.STAGE2_LOST);
        assertThat(mirrors.sentTo("a")).hasSize(3);
    }

    @Test
    void withoutRepairALostStage2IsOnlySaid() {
        TargetReport report = push(
                Pusher.builder().withoutRepair(),
                TargetType.STAGED,
                states((site, within) -> between()),
                Duration.ofSeconds(60));

        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.STAGE2_LOST);
        assertThat(mirrors.sentTo("a")).hasSize(2);
    }

    @Test
    void aMirrorThatIsStillSyncingHasLostNothing() {
        AtomicInteger looks = new AtomicInteger();
        TargetReport report = push(
                TargetType.STAGED,
                states((site, within) ->
                        looks.incrementAndGet() < 4 ? between().withInProgress(List.of("a")) : whole()),
                Duration.ofSeconds(60));

        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMPLETE);
        assertThat(mirrors.sentTo("a")).hasSize(2);
    }

    @Test
    void aMarkThatStandsThereIsSaid() {
        TargetReport report = push(
                TargetType.ALL,
                states((site, within) ->
                        MirrorState.of(trace(OLD, BEFORE)).withInProgress(List.of("upstream.example.org"))),
                Duration.ofMillis(300));

        assertThat(report.outcome()).isEqualTo(Outcome.STALLED);
        assertThat(report.reason().orElseThrow().message())
                .contains("has the in-progress mark of upstream.example.org");
    }

    @Test
    void aMirrorThatCallsBackIsCompleteAndWasAskedTo() {
        mirrors.sync("a", request -> {
            calls.add(new Callback(Instant.now(), "a.example.com", null));
            return FakeMirrors.DONE;
        });

        TargetReport report =
                push(TargetType.ALL, Witnesses.NONE.withCallbacks(since -> List.copyOf(calls)), Duration.ofSeconds(60));

        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMPLETE);
        assertThat(report.receipt().orElseThrow().witness()).isEqualTo(Witness.CALLBACK);
        assertThat(mirrors.sentTo("a")).containsExactly("a: sync:archive:debian sync:callback sync:all");
    }

    @Test
    void aCallThatComesLaterWakesTheWaiter() {
        Thread later = new Thread(() -> calls.add(new Callback(Instant.now(), "a", null)));
        mirrors.sync("a", request -> {
            later.start();
            return FakeMirrors.DONE;
        });

        TargetReport report =
                push(TargetType.ALL, Witnesses.NONE.withCallbacks(since -> List.copyOf(calls)), Duration.ofSeconds(60));

        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void aCallFromBeforeTheTriggerProvesNothing() {
        calls.add(new Callback(Instant.now().minusSeconds(5), "a", null));

        TargetReport report = push(
                TargetType.ALL,
                Witnesses.NONE.withCallbacks(since -> calls.stream()
                        .filter(call -> !call.at().isBefore(since))
                        .toList()),
                Duration.ofMillis(300));

        assertThat(report.outcome()).isEqualTo(Outcome.STALLED);
        assertThat(report.reason().orElseThrow().code()).isEqualTo("callback-missing");
    }

    @Test
    void aTraceOfAnOlderSerialRefutesACallback() {
        mirrors.sync("a", request -> {
            calls.add(new Callback(Instant.now(), "a", null));
            return FakeMirrors.DONE;
        });

        TargetReport report = push(
                TargetType.ALL,
                states((site, within) -> MirrorState.of(trace(OLD, BEFORE))).withCallbacks(since -> calls),
                Duration.ofMillis(300));

        assertThat(report.outcome()).isEqualTo(Outcome.STALLED);
    }

    @Test
    void aPullThatEndedBeforeItsCommandDidIsAReceipt() {
        mirrors.sync("a", request -> {
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            pulls.add(pull(now, now, Pull.End.COMPLETE));
            Thread.sleep(1200);
            return FakeMirrors.DONE;
        });

        TargetReport report =
                push(TargetType.ALL, Witnesses.NONE.withPulls(since -> List.copyOf(pulls)), Duration.ofSeconds(60));

        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMPLETE);
        assertThat(report.receipt().orElseThrow().witness()).isEqualTo(Witness.DAEMON_LOG);
        assertThat(report.receipt().orElseThrow().bytes()).hasValue(4711);
    }

    @Test
    void aPullThatGoesOnAfterTheCommandIsNone() {
        mirrors.sync("a", request -> {
            Instant now = Instant.now();
            pulls.add(pull(now, now.plusSeconds(60), Pull.End.COMPLETE));
            return FakeMirrors.DONE;
        });

        TargetReport report =
                push(TargetType.ALL, Witnesses.NONE.withPulls(since -> List.copyOf(pulls)), Duration.ofMillis(300));

        assertThat(report.outcome()).isEqualTo(Outcome.STALLED);
        assertThat(report.reason().orElseThrow().message()).contains("a has pulled from us since it was triggered");
    }

    @Test
    void aMirrorThatDidNotPullIsSaidSo() {
        TargetReport report = push(
                TargetType.ALL,
                states((site, within) -> MirrorState.of(trace(OLD, BEFORE))).withPulls(since -> List.of()),
                Duration.ofMillis(300));

        assertThat(report.outcome()).isEqualTo(Outcome.STALLED);
        assertThat(report.reason().orElseThrow().message()).contains("a has not pulled from us since it was triggered");
    }

    @Test
    void aClockThatIsAheadProvesNothingWithoutASerial() {
        Push push = Push.of("debian")
                .witnesses(states((site, within) -> MirrorState.of(TraceFile.written(BEFORE)
                        .with(TraceFile.DATE_STARTED, Instant.now().plus(1, ChronoUnit.HOURS)))))
                .receiptDeadline(Duration.ofMillis(300));

        TargetReport report = Pusher.builder()
                .connector(mirrors)
                .build()
                .push(List.of(FakeMirrors.target(TargetType.ALL, "a")), push)
                .run()
                .target("a");

        assertThat(report.outcome()).isEqualTo(Outcome.STALLED);
        assertThat(report.reason().orElseThrow().message()).contains("ahead of our clock");
    }

    @Test
    void aThousandMirrorsAreFollowedByAFewThreads() {
        Map<Thread, String> lookers = new ConcurrentHashMap<>();
        Map<String, AtomicInteger> looks = new ConcurrentHashMap<>();
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        TraceSource source = (site, within) -> {
            lookers.put(Thread.currentThread(), "");
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            Thread.sleep(1);
            atOnce.decrementAndGet();
            int look = looks.computeIfAbsent(site.name(), name -> new AtomicInteger())
                    .incrementAndGet();
            return Optional.of(trace(look < 3 ? OLD : OURS, BEFORE));
        };
        List<PushTarget> targets = IntStream.range(0, 1000)
                .mapToObj(i -> FakeMirrors.target(TargetType.ALL, "m" + i))
                .toList();

        PushReport report = Pusher.builder()
                .connector(mirrors)
                .build()
                .push(targets, Push.of("debian").serial(OURS).receipts(source).receiptDeadline(Duration.ofMinutes(2)))
                .run();

        assertThat(report.summary()).isEqualTo(Map.of(Outcome.COMPLETE, 1000));
        assertThat(most.get()).isLessThanOrEqualTo(ReceiptWatch.LOOKS_AT_ONCE);
        assertThat(lookers.keySet()).allMatch(thread -> !thread.isAlive());
    }
}
