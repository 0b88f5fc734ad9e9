package org.pushmirror.rsync.sync.program;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines that a program printed, control characters replaced. Safe for use by several threads. */
final class LastLines {

    private static final int MOST = 40;
    private static final int LONGEST = 1000;

    private final Deque<String> lines = new ArrayDeque<>();

    synchronized void add(String line) {
        String shown = line.replaceAll("\\p{Cntrl}", "?");
        lines.add(shown.length() > LONGEST ? shown.substring(0, LONGEST) : shown);
        if (lines.size() > MOST) {
            lines.removeFirst();
        }
    }

    synchronized String text() {
        return String.join("\n", lines);
    }
}
