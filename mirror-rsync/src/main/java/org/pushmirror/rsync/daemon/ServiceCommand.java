package org.pushmirror.rsync.daemon;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.pushmirror.core.inetd.Reloader.Effect;
import org.pushmirror.core.inetd.Reloader.Step;
import org.pushmirror.rsync.process.Launch;
import org.pushmirror.rsync.process.ProcessEnd;
import org.pushmirror.rsync.process.ProcessException;
import org.pushmirror.rsync.process.ProcessInput;
import org.pushmirror.rsync.process.ProcessLauncher;
import org.pushmirror.rsync.process.StopReason;

/** Runs one short command of the system. Stateless. */
final class ServiceCommand {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int LINES = 20;

    /** How a command ended, and what it printed. */
    record Answer(int code, List<String> lines) {

        String first() {
            return lines.isEmpty() ? "" : lines.get(0).strip();
        }
    }

    private ServiceCommand() {}

    static Step step(List<String> command, Effect effect) throws InterruptedException {
        String action = String.join(" ", command);
        if (effect == Effect.DONE) {
            Answer answer = run(command);
            if (answer.code() != 0) {
                throw new ServiceException(
                        "The command \"" + action + "\" failed with exit " + answer.code() + ": " + answer.first()
                                + ".",
                        null);
            }
        }
        return new Step(action, effect);
    }

    static Answer run(List<String> command) throws InterruptedException {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        Launch launch = new Launch(
                command,
                Map.of("LC_ALL", "C", "PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
                ProcessInput.none(),
                new Launch.Limits(DEADLINE, null, GRACE),
                ServiceCommand::daemonThread);
        try {
            ProcessEnd end = ProcessLauncher.standard()
                    .launch(launch, piece -> add(lines, piece.text()), piece -> add(lines, piece.text()))
                    .await();
            if (end.reason() != StopReason.EXITED) {
                throw new ServiceException(
                        "The command \"" + String.join(" ", command) + "\" did not end within " + DEADLINE.toSeconds()
                                + " s.",
                        null);
            }
            return new Answer(end.exitCode(), List.copyOf(lines));
        } catch (ProcessException e) {
            throw new ServiceException(e.getMessage(), e);
        }
    }

    private static void add(List<String> lines, String text) {
        if (lines.size() < LINES) {
            lines.add(text.replaceAll("\\p{Cntrl}", "?"));
        }
    }

    private static Thread daemonThread(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }
}
