package org.pushmirror.core.rsyncd;

import org.pushmirror.core.text.Span;

/**
 * A line that says something, with the lines that continue it. Blank lines and comments are none.
 *
 * @param kind what it is
 * @param start the offset of its first byte that is not blank
 * @param end the offset after its line end
 * @param written the name as it is written
 * @param name the name as rsync reads it
 * @param equalsEnd the offset after what parts name and value; where the value would begin if there is none
 * @param rawValue the value as it is written, backslashes and line ends of continued lines included
 * @param value the value as rsync reads it
 * @param open whether the file ends before the line does
 */
record RsyncdLine(
        Kind kind,
        int start,
        int end,
        Span written,
        String name,
        int equalsEnd,
        Span rawValue,
        String value,
        boolean open) {

    /** What a line is. */
    enum Kind {
        /** {@code [name]}. */
        HEADER,
        /** A header whose line ends before its bracket: fatal. */
        OPEN_HEADER,
        /** {@code name = value}; fatal if the name is empty. */
        PARAMETER,
        /** {@code &name value}. */
        DIRECTIVE,
        /** A line without an equals sign, which rsync ignores. */
        BAD
    }
}
