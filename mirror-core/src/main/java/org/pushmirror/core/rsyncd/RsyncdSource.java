package org.pushmirror.core.rsyncd;

import java.util.Arrays;
import org.pushmirror.core.text.Place;
import org.pushmirror.core.text.SourceText;

/**
 * The bytes of one file and its lines that say something. A line is kept as its offset and read when it is asked for, so that
 * a file of many short lines stays small in memory. Immutable and thread-safe.
 */
final class RsyncdSource {

    private static final int INITIAL_LINES = 16;

    private final SourceText text;
    private final int[] starts;
    private final int liveEnd;

    RsyncdSource(SourceText text) {
        this.text = text;
        RsyncdGrammar grammar = new RsyncdGrammar(text);
        int[] found = new int[INITIAL_LINES];
        int count = 0;
        for (int start = grammar.seek(); start >= 0; start = grammar.seek()) {
            if (count == found.length) {
                found = Arrays.copyOf(found, count + (count >> 1));
            }
            found[count++] = start;
            grammar.skip(start);
        }
        this.starts = Arrays.copyOf(found, count);
        this.liveEnd = grammar.position();
    }

    SourceText text() {
        return text;
    }

    /** Where rsync stops to read: at the end, or at a NUL between lines. */
    int liveEnd() {
        return liveEnd;
    }

    /** A reader of these lines, faster for many of them than {@link #get(int)}; of one thread. */
    RsyncdGrammar reader() {
        return new RsyncdGrammar(text);
    }

    /** The offset of a line. */
    int start(int index) {
        return starts[index];
    }

    /** A line. */
    RsyncdLine get(int index) {
        return reader().read(starts[index]);
    }

    /** How many lines there are. */
    int size() {
        return starts.length;
    }

    Place place(RsyncdLine line) {
        return text.place(line.start());
    }
}
