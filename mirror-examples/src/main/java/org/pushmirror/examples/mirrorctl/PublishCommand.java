package org.pushmirror.examples.mirrorctl;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.archive.ArchiveBusyException;
import org.pushmirror.core.archive.ArchiveTree;
import org.pushmirror.core.archive.Publication;
import org.pushmirror.examples.signals.EndOnSignal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mirrorctl publish}: changes an archive under its in-progress mark, and stamps the next serial. */
@Command(
        name = "publish",
        description = "Holds the in-progress mark of an archive while a command changes it, then stamps a new serial. A"
                + " command that fails leaves the serial as it was.",
        mixinStandardHelpOptions = true)
final class PublishCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int TRY_LATER = 75;
    private static final int INTERRUPTED = 130;
    private static final long PATIENCE_SECONDS = 5;

    @Option(names = "--host", paramLabel = "NAME", description = "Who publishes; the name of this host if left out.")
    private @Nullable String host;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder of the archive.")
    private Path folder;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "COMMAND", description = "What changes it, after --.")
    private List<String> command = List.of();

    PublishCommand() {}

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            return fail(Mirrorctl.CANNOT_OPEN, folder + " is no folder.");
        }
        EndOnSignal signal = EndOnSignal.interruptingThisThread();
        try (Publication publication = ArchiveTree.at(folder)
                .publish(Optional.ofNullable(host).orElseGet(PublishCommand::hostName), Clock.systemUTC())) {
            int status = command.isEmpty() ? 0 : change();
            if (status != 0) {
                return fail(FAILED, "the command ended with " + status + "; the serial stays as it was.");
            }
            System.out.println(publication.commit());
            return 0;
        } catch (ArchiveBusyException busy) {
            return fail(TRY_LATER, busy.getMessage());
        } catch (InterruptedException interrupted) {
            return fail(INTERRUPTED, "interrupted; the serial stays as it was.");
        } finally {
            signal.close();
        }
    }

    /** Runs the command to its end, and ends it with all that it started when we are interrupted. */
    private int change() throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).inheritIO().start();
        } catch (IOException missing) {
            throw new IOException("The command cannot be started: " + missing.getMessage(), missing);
        }
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            List<ProcessHandle> started = process.descendants().toList();
            process.destroy();
            started.forEach(ProcessHandle::destroy);
            process.onExit()
                    .completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
            started.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw interrupted;
        }
    }

    private static int fail(int status, String message) {
        System.err.println("mirrorctl: " + message);
        return status;
    }

    private static String hostName() {
        try {
            InetAddress here = InetAddress.getLocalHost();
            String full = here.getCanonicalHostName();
            return full.indexOf('.') > 0 ? full : here.getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
