package org.pushmirror.rsync.sync.program;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pushmirror.core.sync.StepResult;
import org.pushmirror.rsync.process.Launch;
import org.pushmirror.rsync.process.ProcessEnd;
import org.pushmirror.rsync.process.ProcessException;
import org.pushmirror.rsync.process.ProcessInput;
import org.pushmirror.rsync.process.ProcessLauncher;
import org.pushmirror.rsync.process.StopReason;

/**
 * Runs one program, for at most so long, and keeps the end of what it prints. What it started in the background goes on
 * when it ends by itself. Immutable.
 *
 * @param what what the program is, for messages, for example {@code hook 1}
 * @param command the program and its arguments
 * @param environment its whole environment
 * @param within how long it may take
 */
record ProgramRun(String what, List<String> command, Map<String, String> environment, Duration within) {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

    /** Everything that this process has in its environment but passwords. */
    static Map<String, String> inherited() {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.remove("RSYNC_PASSWORD");
        environment.putIfAbsent("PATH", DEFAULT_PATH);
        return environment;
    }

    StepResult run(ProcessInput input) throws InterruptedException {
        Optional<Path> program = program();
        if (program.isEmpty()) {
            return StepResult.failed(
                    "The program " + command.get(0) + " of " + what + " is missing, or cannot be executed.", "");
        }
        LastLines lines = new LastLines();
        List<String> exact = new ArrayList<>(command);
        exact.set(0, program.get().toString());
        Launch launch = new Launch(
                exact,
                environment,
                input,
                new Launch.Limits(within, null, GRACE),
                ProgramRun::daemonThread,
                Launch.Children.LEFT);
        try {
            ProcessEnd end = ProcessLauncher.standard()
                    .launch(launch, piece -> lines.add(piece.text()), piece -> lines.add(piece.text()))
                    .await();
            return result(end, lines.text());
        } catch (ProcessException e) {
            return StepResult.failed(e.getMessage(), lines.text());
        }
    }

    private StepResult result(ProcessEnd end, String output) {
        if (end.reason() != StopReason.EXITED) {
            return StepResult.failed(
                    "The program " + command.get(0) + " of " + what + " did not end within " + within.toSeconds()
                            + " s and was stopped.",
                    output);
        }
        return end.exitCode() == 0
                ? StepResult.good(output).withExitStatus(0)
                : StepResult.failed(
                                "The program " + command.get(0) + " of " + what + " failed with exit " + end.exitCode()
                                        + ".",
                                output)
                        .withExitStatus(end.exitCode());
    }

    private Optional<Path> program() {
        String name = command.get(0);
        if (name.contains("/")) {
            return executable(Path.of(name).toAbsolutePath());
        }
        for (String folder : environment.getOrDefault("PATH", DEFAULT_PATH).split(":")) {
            Optional<Path> found =
                    executable(Path.of(folder.isEmpty() ? "." : folder, name).toAbsolutePath());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> executable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file) ? Optional.of(file) : Optional.empty();
    }

    private static Thread daemonThread(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }
}
