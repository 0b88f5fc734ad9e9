package org.pushmirror.ssh.push;

import java.time.Instant;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Push;

/**
 * What the targets of one run share.
 *
 * @param push what is pushed
 * @param settings how
 * @param events whom to tell
 * @param control what can end the run
 * @param window the handshakes that may be in flight
 * @param gate the barrier between the stages
 * @param receipts the witness; null if none is asked
 */
record RunContext(
        Push push,
        PushSettings settings,
        Events events,
        RunControl control,
        Semaphore window,
        BarrierGate gate,
        @Nullable ReceiptWatch receipts) {

    Instant now() {
        return settings.clock().instant();
    }
}
