package org.pushmirror.examples.push;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.journal.CallbackFile;
import org.pushmirror.core.journal.StateFolder;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.Witnesses;
import org.pushmirror.core.sshconfig.SshUser;
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
            names = "--callback",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = "",
            description = "Ask mirrors to call back when they are done, and wait for the calls that mirrorctl callback"
                    + " writes down, by default in the state folder of the user.")
    private @Nullable String callback;

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
        return (trace != null || callback != null) && !noWait;
    }

    Push apply(Push push) {
        Push patient = receiptDeadline == null ? push : push.receiptDeadline(receiptDeadline);
        return noWait ? patient : patient.witnesses(witnesses());
    }

    /** Whoever asks for traces hears mirrors that call back all the same. */
    private Witnesses witnesses() {
        if (callback != null) {
            return traces(Witnesses.NONE.withCallbacks(new CallbackFile(callbacks(callback))));
        }
        return trace == null
                ? Witnesses.NONE
                : traces(Witnesses.NONE.hearingCallbacks(new CallbackFile(callbacks(""))));
    }

    private Witnesses traces(Witnesses witnesses) {
        return trace == null ? witnesses : witnesses.withTraces(TraceTemplate.read(trace));
    }

    private static Path callbacks(String named) {
        return named.isEmpty()
                ? StateFolder.of(System.getenv(), SshUser.current().home()).callbacks()
                : Path.of(named);
    }

    PusherBuilder apply(PusherBuilder pusher) {
        return noRepair ? pusher.withoutRepair() : pusher;
    }
}
