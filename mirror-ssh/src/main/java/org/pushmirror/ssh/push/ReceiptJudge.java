package org.pushmirror.ssh.push;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Pull;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Receipt;
import org.pushmirror.core.push.Receipt.Witness;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.core.trace.MirrorState;
import org.pushmirror.core.trace.TraceFile;

/**
 * Decides whether what witnesses say proves that a mirror has our state. The serial of its trace counts before all else;
 * for archives without one the date of the sync does. A callback counts unless the trace says otherwise, and the log of
 * our daemon where no trace can be read.
 *
 * @param serial the serial that is pushed; null for archives without one
 * @param pushStarted when the push began
 */
record ReceiptJudge(@Nullable ArchiveSerial serial, Instant pushStarted) {

    /** The clock of a mirror may be so far ahead of ours before its dates are not believed. */
    private static final Duration CLOCK_AHEAD = Duration.ofSeconds(30);

    /**
     * Judges what a look has brought.
     *
     * @param target who was looked at
     * @param evidence what the look brought
     * @param now the time, by our clock
     * @return what that means
     */
    Sight judge(PushTarget target, Evidence evidence, Instant now) {
        Optional<TraceFile> trace = Optional.ofNullable(evidence.state()).flatMap(MirrorState::trace);
        Optional<Receipt> traced = trace.flatMap(found -> proof(found, now));
        Instant called = evidence.callback();
        if (called != null && (traced.isPresent() || trace.flatMap(this::isOld).isEmpty())) {
            return Sight.proven(called(called, trace), evidence.state());
        }
        if (traced.isPresent()) {
            return Sight.proven(traced.get(), evidence.state());
        }
        if (trace.isEmpty()) {
            Optional<Receipt> pulled = pulled(evidence);
            return pulled.isPresent() ? Sight.proven(pulled.get(), evidence.state()) : untraced(target, evidence);
        }
        return Sight.unproven(
                shown(trace.get()).orElse(null),
                evidence.state(),
                "trace-old",
                "The trace of " + target.name() + " still shows " + state(trace.get(), now) + "."
                        + underWay(target, evidence) + pulls(target, evidence));
    }

    /** The proof that a trace gives; empty if it is none. */
    private Optional<Receipt> proof(TraceFile trace, Instant now) {
        ArchiveSerial ours = serial;
        boolean proven = ours == null
                ? trace.dateStarted().filter(date -> isOfThisPush(date, now)).isPresent()
                : trace.serial().filter(theirs -> theirs.compareTo(ours) >= 0).isPresent();
        return proven ? Optional.of(receipt(trace, trace.date().orElse(now))) : Optional.empty();
    }

    /** What a trace shows, whether or not that is enough; empty if it does not say since when. */
    private Optional<Receipt> shown(TraceFile trace) {
        return trace.date().map(date -> receipt(trace, date));
    }

    /** Traces have whole seconds: a sync that began in the second of the push may be ours. */
    private boolean isOfThisPush(Instant syncStarted, Instant now) {
        return !syncStarted.isBefore(pushStarted.truncatedTo(ChronoUnit.SECONDS)) && !isAhead(syncStarted, now);
    }

    private static boolean isAhead(Instant date, Instant now) {
        return date.isAfter(now.plus(CLOCK_AHEAD));
    }

    /** The serial that contradicts a callback. */
    private Optional<ArchiveSerial> isOld(TraceFile trace) {
        ArchiveSerial ours = serial;
        return ours == null ? Optional.empty() : trace.serial().filter(theirs -> theirs.compareTo(ours) < 0);
    }

    private Receipt receipt(TraceFile trace, Instant completedAt) {
        return filled(Receipt.of(serial == null ? Witness.DATE : Witness.TRACE, completedAt), trace);
    }

    private Receipt called(Instant at, Optional<TraceFile> trace) {
        Receipt receipt = Receipt.of(Witness.CALLBACK, at);
        return trace.map(found -> filled(receipt, found)).orElse(receipt);
    }

    private static Receipt filled(Receipt receipt, TraceFile trace) {
        Receipt filled = trace.serial().map(receipt::withSerial).orElse(receipt);
        return trace.bytesReceived().isPresent()
                ? filled.withBytes(trace.bytesReceived().getAsLong())
                : filled;
    }

    /**
     * The command ended well, and before it did a pull that it had begun was over: that was its last stage. A command
     * that puts the sync into the background ends before any pull does. The log has whole seconds.
     */
    private static Optional<Receipt> pulled(Evidence evidence) {
        StageReport trigger = evidence.trigger();
        List<Pull> pulls = evidence.pulls();
        if (pulls == null
                || trigger.stage() == StageReport.Stage.STAGE1
                || trigger.exitStatus().orElse(-1) != 0) {
            return Optional.empty();
        }
        Instant commandEnd = trigger.endedAt().orElse(Instant.MIN);
        return pulls.stream()
                .filter(pull -> pull.end() == Pull.End.COMPLETE)
                .filter(pull -> !pull.ended().plusSeconds(1).isAfter(commandEnd))
                .reduce((first, last) -> last)
                .map(pull -> Receipt.of(Witness.DAEMON_LOG, pull.ended()).withBytes(pull.bytesSent()));
    }

    private static Sight untraced(PushTarget target, Evidence evidence) {
        String unreadable = evidence.unreadable();
        if (unreadable != null) {
            return Sight.unproven(null, null, "trace-unreadable", unreadable + pulls(target, evidence));
        }
        if (evidence.state() != null) {
            return Sight.unproven(
                    null,
                    evidence.state(),
                    "trace-missing",
                    target.name() + " has no trace of that name." + underWay(target, evidence)
                            + pulls(target, evidence));
        }
        return evidence.pulls() == null
                ? Sight.unproven(null, null, "callback-missing", target.name() + " has not called back.")
                : Sight.unproven(
                        null, null, "pull-missing", ("Nobody vouches for it." + pulls(target, evidence)).strip());
    }

    private String state(TraceFile trace, Instant now) {
        if (serial != null) {
            return trace.serial()
                    .map(theirs -> "serial " + theirs + " instead of " + serial)
                    .orElse("no serial instead of " + serial);
        }
        return trace.dateStarted()
                .map(date -> isAhead(date, now)
                        ? "a sync that began at " + date + ", ahead of our clock, which proves nothing"
                        : "a sync that began at " + date + ", before the push")
                .orElse("no sync that began after the push");
    }

    private static String underWay(PushTarget target, Evidence evidence) {
        List<String> marks = Optional.ofNullable(evidence.state())
                .flatMap(MirrorState::inProgress)
                .orElse(List.of());
        if (marks.isEmpty()) {
            return "";
        }
        return marks.contains(target.name())
                ? " Its in-progress mark is there: a sync is running, or was killed."
                : " Its tree has the in-progress mark of " + String.join(", ", marks)
                        + ": it waits for that, or a killed update has left it.";
    }

    private static String pulls(PushTarget target, Evidence evidence) {
        List<Pull> pulls = evidence.pulls();
        if (pulls == null) {
            return "";
        }
        if (pulls.isEmpty()) {
            return " " + target.name() + " has not pulled from us since it was triggered.";
        }
        Pull last = pulls.get(pulls.size() - 1);
        return " " + target.name() + " has pulled from us since it was triggered, last "
                + (last.end() == Pull.End.COMPLETE ? "to the end" : "with an error") + " at " + last.ended() + ".";
    }
}
