package org.pushmirror.examples.push;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Push;
import org.pushmirror.ssh.push.PusherBuilder;
import picocli.CommandLine.Option;

/** Who says that a push has arrived. */
final class ProofOptions {

    @Option(
            names = "--trace",
            paramLabel = "TEMPLATE",
            description = "Where the traces of mirrors are: an rsync or http URL with {host} and {name}.")
    private @Nullable String trace;

    @Option(
            names = "--receipt-deadline",
            paramLabel = "DURATION",
            converter = TimeSpan.class,
            description = "How long after its last trigger a mirror may take to show the new state, 10 minutes.")
    private @Nullable Duration receiptDeadline;

    @Option(names = "--no-wait", description = "Do not wait for proofs.")
    private boolean noWait;

    @Option(names = "--no-repair", description = "Leave mirrors that lost stage 2 as they are.")
    private boolean noRepair;

    ProofOptions() {}

    /** Whether a witness is asked and waited for. */
    boolean isAsked() {
        return trace != null && !noWait;
    }

    Push apply(Push push) {
        Push patient = receiptDeadline == null ? push : push.receiptDeadline(receiptDeadline);
        return trace == null || noWait ? patient : patient.receipts(TraceTemplate.read(trace));
    }

    PusherBuilder apply(PusherBuilder pusher) {
        return noRepair ? pusher.withoutRepair() : pusher;
    }
}
