package org.pushmirror.ssh.push;

import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.ssh.TriggerResult;
import org.pushmirror.ssh.message.Address;

/**
 * How one trigger ended, as an outcome: {@link Outcome#TRIGGERED} when its command ended with 0.
 *
 * @param outcome what it means for the target
 * @param reason why; null when the command ended with 0
 * @param report what happened
 */
record StageEnd(Outcome outcome, @Nullable Reason reason, StageReport report) {

    private static final String PHASE_OUTPUT = "output";

    boolean isDone() {
        return outcome == Outcome.TRIGGERED;
    }

    boolean isQueued() {
        return outcome == Outcome.QUEUED;
    }

    /** The message of the reason, without the full stop, to be put into another sentence. */
    String why() {
        String message = reason == null ? "it is done" : reason.message();
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    /** Judges what became of a command that was sent. */
    static StageEnd of(TriggerResult result, PushTarget target, StageReport report) {
        StageReport full = report.withOutput(result.output().tail());
        String who = target.name() + " (" + Address.of(target) + ")";
        if (result instanceof TriggerResult.Exited exited) {
            return exited(exited, who, full.withExitStatus(exited.status()));
        }
        if (result instanceof TriggerResult.Signalled signalled) {
            return ended(
                    Outcome.FAILED,
                    "signal",
                    PHASE_OUTPUT,
                    "The sync on " + who + " was ended by the signal " + signalled.signal()
                            + "; look into its log there" + words(result) + ".",
                    full.withSignal(signalled.signal()));
        }
        if (result instanceof TriggerResult.Lost lost) {
            return ended(
                    Outcome.UNKNOWN,
                    "connection-lost",
                    PHASE_OUTPUT,
                    "The connection to " + who + " was lost after the command had been sent (" + lost.detail()
                            + "); the sync may be running still, or be done.",
                    full);
        }
        if (result instanceof TriggerResult.TimedOut timedOut) {
            return ended(
                    Outcome.TIMED_OUT,
                    timedOut.phase() + "-timeout",
                    timedOut.phase(),
                    "The sync on " + who + " did not end in time; it may be running still" + words(result) + ".",
                    full);
        }
        return ended(
                Outcome.CANCELLED,
                "cancelled",
                PHASE_OUTPUT,
                "The push was cancelled while the sync on " + who + " ran; it may be running still.",
                full);
    }

    private static StageEnd exited(TriggerResult.Exited exited, String who, StageReport report) {
        if (exited.status() == 0) {
            return new StageEnd(Outcome.TRIGGERED, null, report);
        }
        if (exited.status() == 1 && LockSentence.isIn(exited.output().tail())) {
            return ended(
                    Outcome.QUEUED,
                    "lock-held",
                    PHASE_OUTPUT,
                    "A sync is running on " + who + " already; it has taken note of the push.",
                    report);
        }
        return ended(
                Outcome.FAILED,
                "exit-status",
                PHASE_OUTPUT,
                "The sync on " + who + " failed with exit status " + exited.status() + meaning(exited.status())
                        + words(exited) + ".",
                report);
    }

    /** What ftpsync, the shell, and ssh's own programs mean by their exit statuses. */
    private static String meaning(int status) {
        return switch (status) {
            case 3 -> ": its stage 1 failed; look into its log there";
            case 4 -> ": its stage 2 failed; look into its log there";
            case 64 -> ": it did not understand the request; update the program there";
            case 78 -> ": it has no configuration for this archive; ask its operator";
            case 126 -> ": the forced command there cannot be run; check its permissions";
            case 127 -> ": the forced command there was not found; check the authorized_keys line";
            default -> "; look into its log there";
        };
    }

    private static String words(TriggerResult result) {
        String last = result.output().lastLine();
        return last.isEmpty() ? "" : " (its last words: \"" + last + "\")";
    }

    private static StageEnd ended(Outcome outcome, String code, String phase, String message, StageReport report) {
        return new StageEnd(outcome, new Reason(code, phase, message), report);
    }
}
