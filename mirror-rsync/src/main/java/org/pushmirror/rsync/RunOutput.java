package org.pushmirror.rsync;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pushmirror.rsync.process.OutputPiece;

/** Takes what rsync prints, in bounded memory: statistics, progress, the last lines of standard error. */
final class RunOutput {

    private static final int LINES = 40;
    private static final int LINE_LENGTH = 1000;

    private final @Nullable Consumer<RsyncProgress> progress;
    private final StatsReader stats = new StatsReader();
    private final Deque<String> errors = new ArrayDeque<>();

    RunOutput(@Nullable Consumer<RsyncProgress> progress) {
        this.progress = progress;
    }

    void out(OutputPiece piece) {
        String text = piece.text();
        Optional<RsyncProgress> shown = progress == null ? Optional.empty() : RsyncProgress.parse(text);
        if (shown.isPresent()) {
            progress.accept(shown.get());
        } else {
            synchronized (stats) {
                stats.read(text);
            }
        }
    }

    void err(OutputPiece piece) {
        String line = printable(piece.text());
        if (line.isBlank()) {
            return;
        }
        synchronized (errors) {
            if (errors.size() == LINES) {
                errors.removeFirst();
            }
            errors.addLast(line);
        }
    }

    /** A server chooses what is printed; nothing of it may steer a terminal. */
    private static String printable(String line) {
        String cut = line.length() > LINE_LENGTH ? line.substring(0, LINE_LENGTH) + "…" : line;
        return cut.replaceAll("\\p{Cntrl}", "?").strip();
    }

    Optional<RsyncStats> stats() {
        synchronized (stats) {
            return stats.stats();
        }
    }

    List<String> lastErrors() {
        synchronized (errors) {
            return List.copyOf(errors);
        }
    }
}
