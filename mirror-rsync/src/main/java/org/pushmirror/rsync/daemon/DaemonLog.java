package org.pushmirror.rsync.daemon;

import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pushmirror.rsync.process.OutputPiece;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last lines of a daemon's log. Safe for use by several threads. */
final class DaemonLog {

    private static final int LINES = 500;
    private static final int LINE_LENGTH = 2000;

    private static final Logger LOG = LoggerFactory.getLogger(DaemonLog.class);

    private final Deque<String> lines = new ArrayDeque<>();
    private final DaemonLogReader reader;
    private final @Nullable Consumer<DaemonEvent> listener;

    /** The zone is that of the daemon's clock; the listener, if there is one, hears of every line. */
    DaemonLog(ZoneId zone, @Nullable Consumer<DaemonEvent> listener) {
        this.reader = new DaemonLogReader(zone);
        this.listener = listener;
    }

    void add(OutputPiece piece) {
        String text = piece.text().replaceAll("\\p{Cntrl}", "?");
        keep(text);
        if (listener != null) {
            reader.line(text).ifPresent(event -> tell(listener, event));
        }
    }

    private static void tell(Consumer<DaemonEvent> listener, DaemonEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.warn("A listener to the log of an rsync daemon failed.", e);
        }
    }

    private synchronized void keep(String text) {
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(text.length() > LINE_LENGTH ? text.substring(0, LINE_LENGTH) + "…" : text);
    }

    synchronized List<String> recent() {
        return List.copyOf(lines);
    }

    boolean contains(String words) {
        return recent().stream().anyMatch(line -> line.contains(words));
    }

    /** The last lines as the end of a sentence, without their time and process id. */
    String tail() {
        List<String> all = recent();
        List<String> last = all.subList(Math.max(0, all.size() - 3), all.size());
        if (last.isEmpty()) {
            return "it logged nothing";
        }
        return "its last words: "
                + String.join(" / ", last.stream().map(DaemonLog::bare).toList());
    }

    static String bare(String line) {
        return line.replaceFirst("^\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d \\[\\d+\\] ", "");
    }
}
