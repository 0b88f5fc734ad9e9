package org.pushmirror.core.secrets;

import org.pushmirror.core.secrets.SecretsEntry.Holder;
import org.pushmirror.core.text.SourceText;
import org.pushmirror.core.text.Span;

/**
 * What rsync takes for one line: at most 1023 bytes of a line of the file, of which the part up to a CR, LF or NUL counts.
 *
 * @param span all its bytes, with the line end if that is among them
 * @param holder whether it is for a user or for a group
 * @param key its name, with the {@code @} of a group; empty if it has no colon
 * @param password what is behind the colon
 * @param isEntry whether it holds {@code NAME:PASSWORD}, with a name that a client can give
 * @param isStray whether it has bytes that count, and no colon, and is not what people write for a comment
 */
record SecretsChunk(Span span, Holder holder, Span key, Span password, boolean isEntry, boolean isStray) {

    /** rsync reads lines into 1024 bytes, the last of which is the NUL at the end. */
    static final int MAX_BYTES = 1023;

    static SecretsChunk read(SourceText text, Span span) {
        int start = span.start();
        while (start < span.end() && isLineEnd(text.at(start))) {
            start++;
        }
        int end = start;
        int colon = -1;
        while (end < span.end() && text.at(end) != 0 && !isLineEnd(text.at(end))) {
            if (text.at(end) == ':' && colon < 0) {
                colon = end;
            }
            end++;
        }
        boolean group = start < end && text.at(start) == '@';
        boolean comment = start < end && text.at(start) == '#';
        Span key = colon < 0 ? new Span(start, start) : new Span(start, colon);
        // A client cannot give a name that is empty or begins with a number sign.
        boolean entry = key.length() > (group ? 1 : 0) && !comment && !(group && text.at(start + 1) == '#');
        return new SecretsChunk(
                span,
                group ? Holder.GROUP : Holder.USER,
                key,
                new Span(colon < 0 ? end : colon + 1, end),
                entry,
                colon < 0 && end > start && !comment);
    }

    /** The name, without the {@code @} of a group. */
    String name(SourceText text) {
        int at = holder == Holder.GROUP ? 1 : 0;
        return isEntry ? text.text(new Span(key.start() + at, key.end())) : "";
    }

    private static boolean isLineEnd(int b) {
        return b == '\r' || b == '\n';
    }
}
