package org.pushmirror.ssh.push;

import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.Receipt;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.core.trace.MirrorState;

/**
 * What is known about a mirror.
 *
 * @param proof the receipt; null if there is none
 * @param shown what its trace showed last; null if it could not be read or says nothing
 * @param missing why there is no proof
 * @param state what the mirror showed; null if nobody reads traces, or it could not be looked at
 */
record Sight(
        @Nullable Receipt proof,
        @Nullable Receipt shown,
        Reason missing,
        @Nullable MirrorState state) {

    static Sight proven(Receipt receipt, @Nullable MirrorState state) {
        return new Sight(receipt, receipt, new Reason("proven", Reason.PHASE_RECEIPT, "It is proven."), state);
    }

    static Sight unproven(@Nullable Receipt shown, @Nullable MirrorState state, String code, String message) {
        return new Sight(null, shown, new Reason(code, Reason.PHASE_RECEIPT, message), state);
    }

    /** The same, with what an earlier look showed if this one showed nothing. */
    Sight after(@Nullable Sight earlier) {
        return shown == null && earlier != null ? new Sight(proof, earlier.shown, missing, state) : this;
    }

    boolean isProven() {
        return proof != null;
    }

    /** Whether the mirror has stage 1 and not stage 2, and nothing is under way there. */
    boolean isBetweenStages() {
        return proof == null && state != null && state.isBetweenStages();
    }

    /** Whether nothing is under way there. */
    boolean isIdle() {
        return state != null && state.isIdle();
    }

    /** Whether the mirror has stage 1 of a serial. */
    boolean hasStage1(@Nullable ArchiveSerial serial) {
        return serial != null && state != null && state.hasStage1(serial);
    }
}
