package org.pushmirror.rsync.process;

import java.nio.charset.StandardCharsets;

/**
 * A piece of a process's output. Immutable as long as nobody writes to the array.
 *
 * @param bytes the bytes without the line end
 * @param kind what ended the piece
 * @param truncated whether bytes beyond {@link LineSplitter#LIMIT} were dropped
 */
public record OutputPiece(byte[] bytes, Kind kind, boolean truncated) {

    /** What ended a piece. */
    public enum Kind {
        /** A line feed, or the end of the output. */
        LINE,
        /** A carriage return: a progress display that will be overwritten. */
        UPDATE
    }

    /**
     * The piece as text.
     *
     * @return the bytes read as UTF-8; what is not UTF-8 becomes U+FFFD
     */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
