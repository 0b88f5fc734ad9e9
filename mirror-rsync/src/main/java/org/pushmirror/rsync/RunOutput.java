package org.pushmirror.rsync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pushmirror.rsync.process.OutputPiece;

/**
 * Takes what rsync prints, in bounded memory: changes, progress, statistics, and the last lines of standard error. One
 * thread brings standard output, another one standard error.
 */
final class RunOutput {

    private static final int LINES = 40;

    /**
     * Who hears of a run, and how many changes its result keeps. Immutable.
     *
     * @param format the format of a line for an item; empty for no such lines
     * @param progress hears of progress; null if nobody asked
     * @param changes hears of changes; null if nobody asked
     * @param messages hears of messages; null if nobody asked
     * @param kept how many changes the result keeps
     */
    record Hearing(
            String format,
            @Nullable Consumer<RsyncProgress> progress,
            @Nullable Consumer<RsyncChange> changes,
            @Nullable Consumer<RsyncMessage> messages,
            int kept) {

        static Hearing of(int kept) {
            return new Hearing(RsyncChange.FORMAT, null, null, null, kept);
        }

        Hearing format(String lines) {
            return new Hearing(lines, progress, changes, messages, kept);
        }

        Hearing progress(Consumer<RsyncProgress> consumer) {
            return new Hearing(format, consumer, changes, messages, kept);
        }

        Hearing changes(Consumer<RsyncChange> consumer) {
            return new Hearing(format, progress, consumer, messages, kept);
        }

        Hearing messages(Consumer<RsyncMessage> consumer) {
            return new Hearing(format, progress, changes, consumer, kept);
        }

        Hearing kept(int most) {
            return new Hearing(format, progress, changes, messages, most);
        }
    }

    private final Hearing hearing;
    private final StatsReader stats = new StatsReader();
    private final List<RsyncChange> changes = new ArrayList<>();
    private final Deque<RsyncMessage> errors = new ArrayDeque<>();
    private long changeCount;

    RunOutput(Hearing hearing) {
        this.hearing = hearing;
    }

    void out(OutputPiece piece) {
        RsyncChange change = ChangeReader.read(piece.bytes());
        if (change != null) {
            changed(change);
            return;
        }
        String text = piece.text();
        Optional<RsyncProgress> shown = hearing.progress() == null ? Optional.empty() : RsyncProgress.parse(text);
        if (shown.isPresent()) {
            hearing.progress().accept(shown.get());
        } else if (!readStats(text) && hearing.messages() != null && !text.isBlank()) {
            hearing.messages().accept(RsyncMessage.info(text));
        }
    }

    private boolean readStats(String text) {
        synchronized (stats) {
            return stats.read(text);
        }
    }

    private void changed(RsyncChange change) {
        synchronized (changes) {
            changeCount++;
            if (changes.size() < hearing.kept()) {
                changes.add(change);
            }
        }
        if (hearing.changes() != null) {
            hearing.changes().accept(change);
        }
    }

    void err(OutputPiece piece) {
        RsyncMessage message = RsyncMessage.parse(piece.text());
        if (message.text().isEmpty()) {
            return;
        }
        synchronized (errors) {
            if (errors.size() == LINES) {
                errors.removeFirst();
            }
            errors.addLast(message);
        }
        if (hearing.messages() != null) {
            hearing.messages().accept(message);
        }
    }

    Optional<RsyncStats> stats() {
        synchronized (stats) {
            return stats.stats();
        }
    }

    List<RsyncChange> changes() {
        synchronized (changes) {
            return List.copyOf(changes);
        }
    }

    long changeCount() {
        synchronized (changes) {
            return changeCount;
        }
    }

    List<RsyncMessage> lastErrors() {
        synchronized (errors) {
            return List.copyOf(errors);
        }
    }
}
