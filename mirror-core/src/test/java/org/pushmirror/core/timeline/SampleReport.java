package org.pushmirror.core.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.Receipt;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.StageReport.Stage;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.trace.ArchiveSerial;

/** Reports of pushes as they happen, of any size, with a share of every kind of failure. */
final class SampleReport {

    private static final Instant START = Instant.parse("2026-11-22T14:03:00Z");
    private static final ArchiveSerial SERIAL = new ArchiveSerial("2026112204");
    private static final String[] LANDS = {"de", "fr", "jp", "br", "us", "za", "in", "se", "au", "uk"};
    private static final double BARRIER = 21.4;

    private final Random random;
    private final List<TargetReport> targets = new ArrayList<>();

    private SampleReport(long seed) {
        random = new Random(seed);
    }

    /** A staged push to so many mirrors; one in ten fails in some way. */
    static PushReport of(int mirrors) {
        SampleReport sample = new SampleReport(mirrors);
        for (int i = 0; i < mirrors; i++) {
            sample.add(i, i % 10 == 7 ? Failure.values()[i / 10 % Failure.values().length] : null);
        }
        return sample.report(Duration.ofSeconds(95));
    }

    /** One mirror of each kind of failure, and three that are complete. */
    static PushReport ofEveryFailure() {
        SampleReport sample = new SampleReport(1);
        for (Failure failure : Failure.values()) {
            sample.add(failure.ordinal(), failure);
        }
        for (int i = 50; i < 53; i++) {
            sample.add(i, null);
        }
        return sample.report(Duration.ofSeconds(660));
    }

    /** What goes wrong. */
    private enum Failure {
        UNREACHABLE,
        STALLED,
        EXIT3,
        LOST,
        QUEUED,
        HOST_KEY,
        TIMED_OUT,
        SKIPPED
    }

    private PushReport report(Duration length) {
        return PushReport.of(
                "3f1c9a52-7d3e-4f1b-9a55-0c1f0e6a7b21",
                Push.of("debian").serial(SERIAL),
                START,
                START.plus(length),
                targets);
    }

    private static Instant at(double seconds) {
        return START.plusNanos((long) (seconds * 1e9));
    }

    private void add(int index, Failure failure) {
        String land = LANDS[index % LANDS.length];
        PushTarget target = PushTarget.of(
                TargetType.STAGED,
                String.format("mirror%d.%s.example.org", index / LANDS.length + 1, land),
                "192.0.2." + (index % 250 + 1),
                "archvsync");
        double connected = 0.15 + index * 0.012 + random.nextDouble() * 0.4;
        double stage1 = connected + 2 + Math.abs(random.nextGaussian()) * 6;
        stage1 = Math.min(stage1, BARRIER);
        targets.add(failure == null ? complete(target, connected, stage1) : failed(target, failure, connected, stage1));
    }

    private StageReport stage(Stage stage, double connected, double sent, double ended) {
        StageReport report = StageReport.of(stage)
                .attempted()
                .withStartedAt(at(sent))
                .withEndedAt(at(ended))
                .withExitStatus(0);
        return connected < 0 ? report : report.withConnectedAt(at(connected));
    }

    private TargetReport complete(PushTarget target, double connected, double stage1) {
        double sent = BARRIER + random.nextDouble() * 0.05;
        double ended = sent + 1.2 + Math.abs(random.nextGaussian()) * 5;
        double done = random.nextInt(4) == 0 ? ended + random.nextDouble() * 20 : ended - 0.3;
        Receipt receipt = Receipt.of(Receipt.Witness.TRACE, at(done))
                .withSerial(SERIAL)
                .withBytes(90_000_000L + random.nextInt(9_000_000));
        return TargetReport.of(
                target,
                Outcome.COMPLETE,
                null,
                List.of(stage(Stage.STAGE1, connected, connected + 0.01, stage1), stage(Stage.STAGE2, -1, sent, ended)),
                receipt);
    }

    private TargetReport failed(PushTarget target, Failure failure, double connected, double stage1) {
        StageReport first = stage(Stage.STAGE1, connected, connected + 0.01, stage1);
        StageReport second = stage(Stage.STAGE2, -1, BARRIER + 0.02, BARRIER + 0.4);
        String name = target.name();
        return switch (failure) {
            case UNREACHABLE ->
                end(
                        target,
                        Outcome.UNREACHABLE,
                        new Reason(
                                "connection-refused",
                                "connect",
                                name + " (" + target.host()
                                        + " port 22) refused the connection; is sshd running there?"),
                        StageReport.of(Stage.STAGE1).withAttempts(4).withEndedAt(at(7.5)));
            case STALLED ->
                end(
                        target,
                        Outcome.STALLED,
                        new Reason(
                                "trace-old",
                                Reason.PHASE_RECEIPT,
                                "The sync on " + name
                                        + " ended with success, and 60 seconds later there is no proof of it: The trace of "
                                        + name + " still shows serial 2026112203 instead of 2026112204."),
                        first,
                        second);
            case EXIT3 ->
                end(
                        target,
                        Outcome.FAILED,
                        new Reason(
                                "exit-status",
                                "output",
                                "The sync on " + name
                                        + " failed with exit status 3: its stage 1 failed; look into its log there (its last"
                                        + " words: \"rsync: [receiver] write failed on \"/srv/mirror/pool/main/l/linux\": No space"
                                        + " left on device (28)\")."),
                        first.withExitStatus(3)
                                .withOutput("rsync: [receiver] write failed: No space left on device (28)\n"));
            case LOST ->
                end(
                        target,
                        Outcome.STAGE2_LOST,
                        new Reason(
                                "stage2-lost",
                                "output",
                                name + " has stage 1 and not stage 2: The connection was lost; the repair failed too."),
                        first,
                        second.withEndedAt(at(BARRIER + 3)),
                        stage(Stage.REPAIR, BARRIER + 4, BARRIER + 4.2, BARRIER + 11)
                                .withExitStatus(4));
            case QUEUED ->
                end(
                        target,
                        Outcome.QUEUED,
                        new Reason(
                                "lock-held",
                                "output",
                                "A sync is running on " + name + " already; it has taken note of the push."),
                        first.withAttempts(6).withExitStatus(1));
            case HOST_KEY ->
                end(
                        target,
                        Outcome.HOST_KEY_REJECTED,
                        new Reason(
                                "host-key-changed",
                                "key-exchange",
                                "The host key of " + name
                                        + " has changed; compare it with its operator, and then correct"
                                        + " /etc/pushmirror/known_hosts:12."),
                        StageReport.of(Stage.STAGE1).attempted().withEndedAt(at(connected)));
            case TIMED_OUT ->
                end(
                        target,
                        Outcome.TIMED_OUT,
                        new Reason(
                                "banner-timeout",
                                "banner",
                                name + " accepted the connection and then said nothing for 60 seconds."),
                        StageReport.of(Stage.STAGE1).withAttempts(1).withEndedAt(at(60)));
            case SKIPPED ->
                end(
                        target,
                        Outcome.SKIPPED,
                        new Reason(
                                "barrier-timeout",
                                Reason.PHASE_BARRIER,
                                "Stage 1 of " + name
                                        + " was done after the others had gone on to stage 2; push it again with both stages."),
                        first.withEndedAt(at(BARRIER + 9)));
        };
    }

    private static TargetReport end(PushTarget target, Outcome outcome, Reason reason, StageReport... stages) {
        return TargetReport.of(target, outcome, reason, List.of(stages), null);
    }
}
