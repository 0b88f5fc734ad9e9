package org.pushmirror.rsync.daemon;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.pushmirror.rsync.process.OutputPiece;

/** The last lines of a daemon's log. Safe for use by several threads. */
final class DaemonLog {

    private static final int LINES = 500;
    private static final int LINE_LENGTH = 2000;

    private final Deque<String> lines = new ArrayDeque<>();

    synchronized void add(OutputPiece piece) {
        String text = piece.text().replaceAll("\\p{Cntrl}", "?");
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

    private static String bare(String line) {
        return line.replaceFirst("^\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d \\[\\d+\\] ", "");
    }
}
