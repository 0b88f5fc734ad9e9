package org.pushmirror.core.rsyncd;

import java.util.Arrays;
import org.pushmirror.core.rsyncd.RsyncdLine.Kind;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.SourceText;
import org.pushmirror.core.text.Span;

/**
 * Reads the bytes of an rsyncd.conf line by line as rsync 3.5.0 does. Where rsync gives up, this goes on with the next
 * line. Linear in time; never fails.
 */
final class RsyncdGrammar {

    /** What of a line is wanted: text that is not costs no time. */
    private enum Wanted {
        ALL,
        NAME,
        NOTHING
    }

    private static final int END = -1;
    private static final int INITIAL_BUFFER = 64;

    private final SourceText text;

    /** The next byte. */
    private int at;

    /** What was collected of a name or a value, up to here, with blanks at its end that may turn out not to count. */
    private byte[] buffer = new byte[INITIAL_BUFFER];

    private int filled;

    /** How much of the buffer counts. */
    private int counted;

    /** What was collected, if that is a part of the text as it stands: its start, or -1. */
    private int plainStart;

    private int plainEnd;

    /** What of lines is wanted. */
    private Wanted wanted = Wanted.ALL;

    /** The offset after the last byte that was not blank. */
    private int solidEnd;

    /** A reader that stands at the start of the text. */
    RsyncdGrammar(SourceText text) {
        this.text = text;
    }

    /** White space of the C locale. */
    static boolean isSpace(int c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    /** Goes to the next line that says something, and tells its offset, or -1 at the end: {@link #position()} says where that is. */
    int seek() {
        while (true) {
            skipBlanks();
            switch (peek()) {
                case END, 0 -> {
                    return -1;
                }
                case '\n', '\\' -> at++;
                case '#', ';' -> skipComment();
                default -> {
                    return at;
                }
            }
        }
    }

    /** Where it stands. */
    int position() {
        return at;
    }

    /** Goes to the offset of a line that {@link #seek()} has told, and behind that line. */
    void skip(int start) {
        wanted = Wanted.NOTHING;
        read(start);
        wanted = Wanted.ALL;
    }

    /** As {@link #read}, with an empty value. */
    RsyncdLine readName(int start) {
        wanted = Wanted.NAME;
        RsyncdLine line = read(start);
        wanted = Wanted.ALL;
        return line;
    }

    /** Goes to the offset of a line that {@link #seek()} has told, and reads it. */
    RsyncdLine read(int start) {
        at = start;
        return peek() == '[' ? readHeader() : readParameter();
    }

    private int peek() {
        return at < text.length() ? text.at(at) : END;
    }

    private void skipBlanks() {
        while (peek() != '\n' && isSpace(peek())) {
            at++;
        }
    }

    /** Stops at the line end or the NUL. */
    private void skipComment() {
        while (peek() != '\n' && peek() != 0 && peek() != END) {
            at++;
        }
    }

    private RsyncdLine readHeader() {
        int start = at++;
        skipBlanks();
        int nameStart = at;
        readName(']', false);
        Span written = new Span(nameStart, Math.max(nameStart, Math.min(at, solidEnd)));
        boolean closed = peek() == ']';
        if (closed) {
            skipComment();
        }
        String name = wanted == Wanted.NOTHING ? "" : collected();
        boolean open = endLine();
        Kind kind = closed ? Kind.HEADER : Kind.OPEN_HEADER;
        return new RsyncdLine(
                kind, start, at, written, name, written.end(), new Span(written.end(), written.end()), "", open);
    }

    private RsyncdLine readParameter() {
        int start = at;
        readName('=', true);
        Span written = new Span(start, Math.max(start, solidEnd));
        boolean directive = buffer[0] == '&' && filled > 0;
        int stop = peek();
        String name = wanted == Wanted.NOTHING ? "" : collected();
        if (stop != '=' && !(directive && (stop == ' ' || stop == '\t'))) {
            boolean open = endLine();
            Span none = new Span(written.end(), written.end());
            return new RsyncdLine(Kind.BAD, start, at, written, name, written.end(), none, "", open);
        }
        at++;
        if (directive && stop != '=') {
            skipBlanks();
            if (peek() == '=') {
                at++;
            }
        }
        int equalsEnd = at;
        skipBlanks();
        int valueStart = at;
        readValue();
        Span rawValue = solidEnd > valueStart ? new Span(valueStart, solidEnd) : new Span(equalsEnd, equalsEnd);
        String value = wanted == Wanted.ALL ? collected() : "";
        boolean open = endLine();
        Kind kind = directive ? Kind.DIRECTIVE : Kind.PARAMETER;
        return new RsyncdLine(kind, start, at, written, name, equalsEnd, rawValue, value, open);
    }

    /** Consumes what ended the line: a line feed, or a NUL, after which a new line begins. Tells whether nothing did. */
    private boolean endLine() {
        if (at == text.length()) {
            return true;
        }
        at++;
        return false;
    }

    /** Collects a name up to its terminator, in which runs of blanks become one space; stops before what ends it. */
    private void readName(int terminator, boolean directives) {
        clear();
        if (readPlainName(terminator)) {
            return;
        }
        while (true) {
            int c = peek();
            if (c == END || c == 0 || c == terminator) {
                return;
            }
            if (c == '\n') {
                int backslash = continuation();
                if (backslash < 0) {
                    return;
                }
                filled = backslash;
                counted = backslash > 0 && buffer[backslash - 1] == ' ' ? backslash - 1 : backslash;
                at++;
            } else if (directives && (c == ' ' || c == '\t') && buffer[0] == '&') {
                return;
            } else if (isSpace(c)) {
                filled = counted;
                collect(' ');
                skipBlanks();
            } else {
                collect(c);
                counted = filled;
                solidEnd = ++at;
            }
        }
    }

    /** Collects a value without its carriage returns and the blanks at its end; stops before what ends it. */
    private void readValue() {
        clear();
        if (readPlainValue()) {
            return;
        }
        while (true) {
            int c = peek();
            if (c == END || c == 0) {
                return;
            }
            if (c == '\n') {
                int backslash = continuation();
                if (backslash < 0) {
                    return;
                }
                filled = backslash;
                counted = backslash;
            } else if (c != '\r') {
                collect(c);
                if (!isSpace(c)) {
                    counted = filled;
                    solidEnd = at + 1;
                }
            }
            at++;
        }
    }

    /** Reads a name that stands in the text as rsync reads it: on one line, with one space between words. Otherwise does nothing. */
    private boolean readPlainName(int terminator) {
        int end = at;
        int solid = at;
        int c = peek();
        while (c != terminator) {
            if (c == END || c == 0 || c == '\n' || c == '&' && end == at) {
                return false;
            }
            if (!isSpace(c)) {
                if (end - solid > 1 || end > solid && text.at(solid) != ' ') {
                    return false;
                }
                solid = end + 1;
            }
            end++;
            c = end < text.length() ? text.at(end) : END;
        }
        return plain(solid, end);
    }

    /** Reads a value that stands in the text as rsync reads it: on one line, without a carriage return. Otherwise does nothing. */
    private boolean readPlainValue() {
        int end = at;
        int solid = at;
        int length = text.length();
        while (end < length) {
            int c = text.at(end);
            if (c == 0 || c == '\r') {
                return false;
            }
            if (c == '\n') {
                break;
            }
            end++;
            if (!isSpace(c)) {
                solid = end;
            }
        }
        return (solid == at || text.at(solid - 1) != '\\') && plain(solid, end);
    }

    private boolean plain(int solid, int end) {
        plainStart = at;
        plainEnd = solid;
        solidEnd = solid;
        at = end;
        return true;
    }

    /** Where in the buffer the backslash is that joins the next line, or -1. */
    private int continuation() {
        int last = filled - 1;
        while (last >= 0 && isSpace(buffer[last])) {
            last--;
        }
        return last >= 0 && buffer[last] == '\\' ? last : -1;
    }

    private void clear() {
        filled = 0;
        counted = 0;
        plainStart = -1;
        solidEnd = at;
        buffer[0] = 0;
    }

    private void collect(int c) {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.multiplyExact(filled, 2));
        }
        buffer[filled++] = (byte) c;
    }

    private String collected() {
        return plainStart >= 0 ? text.text(new Span(plainStart, plainEnd)) : EscapedUtf8.decode(buffer, 0, counted);
    }
}
