package org.pushmirror.core.text;

/**
 * A part of a {@link SourceText}. Immutable.
 *
 * @param start the offset of its first byte
 * @param end the offset after its last byte
 */
public record Span(int start, int end) {

    /**
     * Checks the offsets.
     *
     * @param start the offset of its first byte
     * @param end the offset after its last byte
     * @throws IllegalArgumentException if the start is negative or after the end
     */
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("There is no span from " + start + " to " + end + ".");
        }
    }

    /**
     * How long it is.
     *
     * @return its length in bytes
     */
    public int length() {
        return end - start;
    }
}
