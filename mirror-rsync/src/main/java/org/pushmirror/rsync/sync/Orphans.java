package org.pushmirror.rsync.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.pushmirror.rsync.process.ProcessFamily;

/**
 * The rsync processes of a sync that was killed. They go on without us, and one that deletes by an old list of files
 * would delete what the next sync brings. They carry a variable in their environment; where the system does not show
 * the environment of a process (other than on Linux), they are not found.
 */
final class Orphans {

    /** The variable; its value is the path of the lock. */
    static final String VARIABLE = "PUSHMIRROR_LOCK";

    private static final Path PROCESSES = Path.of("/proc");

    private Orphans() {}

    /** Ends those of a lock. To be called by the one who holds it, before the first rsync. */
    static void end(Path lock, Duration grace) throws IOException {
        if (!Files.isDirectory(PROCESSES)) {
            return;
        }
        // read as bytes, one for each character, since nothing says in which encoding an environment is
        byte[] bytes = (VARIABLE + "=" + lock.toAbsolutePath()).getBytes(StandardCharsets.UTF_8);
        String entry = new String(bytes, StandardCharsets.ISO_8859_1);
        ProcessFamily family = new ProcessFamily();
        try (Stream<Path> files = Files.list(PROCESSES)) {
            files.filter(file -> file.getFileName().toString().matches("[0-9]{1,18}"))
                    .filter(process -> environment(process).contains(entry))
                    .flatMap(process -> ProcessHandle.of(
                            Long.parseLong(process.getFileName().toString()))
                            .stream())
                    .filter(process -> process.pid() != ProcessHandle.current().pid())
                    .forEach(family::add);
        }
        family.stop(grace);
    }

    /** Empty for a process that has ended, or that is not ours to look into. */
    private static List<String> environment(Path process) {
        try {
            String content = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            return List.of(content.split("\\x00"));
        } catch (IOException e) {
            return List.of();
        }
    }
}
