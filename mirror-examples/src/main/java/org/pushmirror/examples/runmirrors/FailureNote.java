package org.pushmirror.examples.runmirrors;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.pushmirror.core.sync.Notifier;
import org.pushmirror.core.sync.StepResult;
import org.pushmirror.rsync.sync.program.SendmailNotifier;

/** The mail about what failed, for whom {@code MAILTO} names. */
final class FailureNote {

    private FailureNote() {}

    /** Sends it, if anything failed, and there is somebody to get it. */
    static void send(Configuration configuration, HubLog log, String subject, Optional<Notifier> standIn)
            throws InterruptedException {
        List<String> errors = log.errors();
        List<String> addresses = configuration.mailTo();
        if (errors.isEmpty() || standIn.isEmpty() && addresses.isEmpty()) {
            return;
        }
        Optional<Path> program = SendmailNotifier.program();
        if (standIn.isEmpty() && program.isEmpty()) {
            log.say("No mail was sent to " + String.join(", ", addresses) + ": there is no sendmail program.");
            return;
        }
        try {
            Notifier notifier = standIn.orElseGet(() -> SendmailNotifier.of(program.orElseThrow(), addresses));
            String first = errors.size() == 1 ? errors.get(0) : errors.size() + " problems";
            StepResult result = notifier.send(new Notifier.Notice(
                    subject + " ERROR: " + first.replaceAll("\\p{Cntrl}", " "),
                    String.join("\n", errors) + "\n",
                    List.of(log.file())));
            if (!result.isGood()) {
                log.say("No mail was sent: " + result.message());
            }
        } catch (IllegalArgumentException e) {
            log.say(e.getMessage());
        }
    }
}
