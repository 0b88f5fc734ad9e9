package org.pushmirror.rsync.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncCause;
import org.pushmirror.rsync.RsyncException;
import org.pushmirror.rsync.RsyncExit;
import org.pushmirror.rsync.RsyncFilter;
import org.pushmirror.rsync.RsyncOption;
import org.pushmirror.rsync.RsyncOptions;
import org.pushmirror.rsync.RsyncReason;
import org.pushmirror.rsync.RsyncResult;
import org.pushmirror.rsync.RsyncSource;

/** Pulls a few small files into a folder that is gone afterwards. Immutable. */
record SmallPull(Rsync rsync, RsyncSource source, List<RsyncFilter> filters, long largest, Duration within) {

    /** What is made of the files while they are there. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Path folder) throws IOException;
    }

    /** Throws an {@link RsyncException} with its reason if the source cannot be looked at. */
    <T> T read(Reader<T> reader) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(
                "pushmirror-probe-" + ProcessHandle.current().pid() + "-");
        try {
            fetch(folder);
            return reader.read(folder);
        } finally {
            delete(folder);
        }
    }

    private void fetch(Path folder) throws InterruptedException {
        RsyncOptions options = RsyncOptions.recursive()
                .filters(filters)
                // links are not followed, and an endless file is not fetched
                .with(RsyncOption.MAX_SIZE, Long.toString(largest))
                .timeout(within)
                .connectTimeout(within);
        RsyncResult result = rsync.pull(source)
                .into(folder)
                .options(options)
                .deadline(within)
                .keepChanges(0)
                .run();
        boolean vanished = result.reason() == RsyncReason.EXITED && result.exit() == RsyncExit.VANISHED;
        if (result.reason() == RsyncReason.TIMED_OUT) {
            throw new RsyncException(result.message(), null, RsyncCause.SILENT);
        }
        if (!vanished) {
            result.requireSuccess();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
