package org.pushmirror.examples.ftpsync;

import static org.pushmirror.core.shell.FtpsyncConf.ERRORSONLY;
import static org.pushmirror.core.shell.FtpsyncConf.FULLLOGS;
import static org.pushmirror.core.shell.FtpsyncConf.MAILTO;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pushmirror.core.sync.Notifier;
import org.pushmirror.core.sync.StepResult;
import org.pushmirror.rsync.sync.program.SendmailNotifier;

/** The mail at the end of a run, for whom {@code MAILTO} names: always when something failed, else if it is wished for. */
final class EndNote {

    private final Configuration conf;
    private final String subject;

    EndNote(Configuration conf, String program, String host) {
        this.conf = conf;
        this.subject = "[" + program + "@" + host + "] ";
    }

    /** Sends it, if there is a reason to, somebody to get it, and a program that sends mail. */
    void send(RunLog log, int status) throws InterruptedException {
        List<String> addresses = addresses();
        boolean complaints = isFilled(log.rsyncErrors());
        boolean failed = status != 0 || !log.errors().isEmpty();
        if (addresses.isEmpty() || !complaints && !failed && conf.require(ERRORSONLY)) {
            return;
        }
        Optional<Path> program = SendmailNotifier.program();
        if (program.isEmpty()) {
            log.say("No mail was sent to " + String.join(", ", addresses) + ": there is no sendmail program.");
            return;
        }
        List<Path> attachments = new ArrayList<>();
        if (complaints) {
            attachments.add(log.rsyncErrors());
        }
        attachments.add(log.file());
        if (conf.require(FULLLOGS) && Files.exists(log.rsyncLog())) {
            attachments.add(log.rsyncLog());
        }
        String outcome = complaints ? "ERROR: rsync errors" : failed ? "ERROR" : "SUCCESS";
        try {
            StepResult result = SendmailNotifier.of(program.get(), addresses)
                    .send(new Notifier.Notice(subject + outcome, String.join("\n", log.errors()), attachments));
            if (!result.isGood()) {
                log.say("No mail was sent: " + result.message());
            }
        } catch (IllegalArgumentException e) {
            log.say(e.getMessage());
        }
    }

    private List<String> addresses() {
        return conf.get(MAILTO)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> List.of(text.split("\\s+")))
                .orElse(List.of());
    }

    private static boolean isFilled(Path file) {
        try {
            return Files.size(file) > 0;
        } catch (IOException e) {
            // it was not made
            return false;
        }
    }
}
