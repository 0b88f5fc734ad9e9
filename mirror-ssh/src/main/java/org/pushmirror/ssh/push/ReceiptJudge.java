package org.pushmirror.ssh.push;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Receipt;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.core.trace.TraceFile;

/**
 * Decides whether a trace proves that a mirror has our state: by the serial where there is one, else by the date.
 *
 * @param serial the serial that is pushed; null for archives without one
 * @param pushStarted when the push began
 */
record ReceiptJudge(@Nullable ArchiveSerial serial, Instant pushStarted) {

    /**
     * Judges a trace.
     *
     * @param trace what the mirror says
     * @param now stands in for the end of the sync if the trace does not say when that was
     * @return the proof; empty if this is none
     */
    Optional<Receipt> proof(TraceFile trace, Instant now) {
        ArchiveSerial ours = serial;
        boolean proven = ours == null
                ? trace.dateStarted().filter(this::isOfThisPush).isPresent()
                : trace.serial().filter(theirs -> theirs.compareTo(ours) >= 0).isPresent();
        return proven ? Optional.of(receipt(trace, trace.date().orElse(now))) : Optional.empty();
    }

    /**
     * What a trace shows, whether or not that is enough.
     *
     * @return a receipt of the state that the mirror has; empty if the trace does not say since when
     */
    Optional<Receipt> shown(TraceFile trace) {
        return trace.date().map(date -> receipt(trace, date));
    }

    /** Traces have whole seconds: a sync that began in the second of the push may be ours. */
    private boolean isOfThisPush(Instant syncStarted) {
        return !syncStarted.isBefore(pushStarted.truncatedTo(ChronoUnit.SECONDS));
    }

    private Receipt receipt(TraceFile trace, Instant completedAt) {
        Receipt.Witness witness = serial == null ? Receipt.Witness.DATE : Receipt.Witness.TRACE;
        Receipt receipt = Receipt.of(witness, completedAt);
        if (trace.serial().isPresent()) {
            receipt = receipt.withSerial(trace.serial().get());
        }
        return trace.bytesReceived().isPresent()
                ? receipt.withBytes(trace.bytesReceived().getAsLong())
                : receipt;
    }
}
