package org.pushmirror.core.oracle;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** rsync 3.2.7 as Debian 12 came with it, unpacked beside the installed one: the oracle for what was different then. */
public final class OldRsync {

    private static final String PACKAGE = "rsync=3.2.7-1+deb12u*";

    private OldRsync() {}

    /** The program. Fetched from Debian's archive once; where that cannot be had, the test is skipped with the reason. */
    public static synchronized String program(Path folder) throws IOException, InterruptedException {
        Path kept = Path.of("target", "rsync-3.2.7").toAbsolutePath();
        if (!Files.isExecutable(kept)) {
            fetch(folder, kept);
        }
        return kept.toString();
    }

    private static void fetch(Path folder, Path kept) throws IOException, InterruptedException {
        String script = "apt-get -q -o Acquire::Retries=1 -o Acquire::http::Timeout=10 download '" + PACKAGE
                + "' && dpkg-deb -x rsync_*.deb old";
        RealProgram.Ended ended = RealProgram.run(folder, new byte[0], List.of("sh", "-c", script), Map.of());
        Path unpacked = folder.resolve("old/usr/bin/rsync");
        if (ended.exit() != 0 || !Files.isExecutable(unpacked)) {
            abort("rsync 3.2.7 cannot be had here: \"apt-get download " + PACKAGE + "\" said: " + ended.errors());
        }
        Files.createDirectories(kept.getParent());
        Files.copy(unpacked, kept, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }
}
