package org.pushmirror.core.journal;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.pushmirror.core.push.JournalEntry;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.Receipt;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.StageReport.Stage;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.trace.ArchiveSerial;

/** Entries of journals, as a push writes them. */
final class Recording {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final ArchiveSerial SERIAL = new ArchiveSerial("2026112201");

    private Recording() {}

    static PushTarget target(String name) {
        return PushTarget.of(TargetType.STAGED, name, name + ".example.org", "archvsync");
    }

    static JournalEntry begun(String id, String... names) {
        return begun(id, SERIAL, names);
    }

    static JournalEntry begun(String id, ArchiveSerial serial, String... names) {
        List<PushTarget> targets = Stream.of(names).map(Recording::target).toList();
        return new JournalEntry.Begun(NOON, id, Push.of("debian").serial(serial), targets);
    }

    static JournalEntry sending(String name, Stage stage) {
        return new JournalEntry.Sending(NOON.plusSeconds(1), name, stage);
    }

    static JournalEntry answered(String name, Stage stage, Outcome outcome) {
        StageReport report = StageReport.of(stage)
                .attempted()
                .withStartedAt(NOON.plusSeconds(1))
                .withEndedAt(NOON.plusSeconds(2));
        return new JournalEntry.Answered(
                NOON.plusSeconds(2), name, outcome, outcome == Outcome.TRIGGERED ? report.withExitStatus(0) : report);
    }

    static JournalEntry done(String name, Stage stage) {
        return answered(name, stage, Outcome.TRIGGERED);
    }

    static JournalEntry opened() {
        return new JournalEntry.BarrierOpened(NOON.plusSeconds(3));
    }

    static JournalEntry complete(String name) {
        Receipt receipt = Receipt.of(Receipt.Witness.TRACE, NOON.plusSeconds(4)).withSerial(SERIAL);
        return new JournalEntry.Ended(
                NOON.plusSeconds(5), TargetReport.of(target(name), Outcome.COMPLETE, null, List.of(), receipt));
    }

    static JournalEntry ended(String name, Outcome outcome, String code) {
        Reason reason = new Reason(code, "output", "It is so.");
        return new JournalEntry.Ended(
                NOON.plusSeconds(5), TargetReport.of(target(name), outcome, reason, List.of(), null));
    }

    static JournalEntry finished() {
        return new JournalEntry.Finished(NOON.plusSeconds(6));
    }
}
