package org.pushmirror.core.secrets;

import java.util.ArrayList;
import java.util.List;
import org.pushmirror.core.secrets.SecretsEntry.Holder;
import org.pushmirror.core.text.SourceText;
import org.pushmirror.core.text.Span;

/**
 * What rsync takes for one line: at most 1023 bytes of a line of the file, of which the part up to a CR, LF or NUL counts.
 */
record SecretsChunk(Span span, Holder holder, String name, Span password) {

    /** rsync reads lines into 1024 bytes, the last of which is the NUL at the end. */
    static final int MAX_BYTES = 1023;

    /** Whether it holds {@code NAME:PASSWORD}, with a name that a client can give. */
    boolean isEntry() {
        return !name.isEmpty() && !name.startsWith("#");
    }

    /** The chunks of a file that are entries or begin within a line, in order. */
    static List<SecretsChunk> of(SourceText text) {
        List<SecretsChunk> chunks = new ArrayList<>();
        for (int number = 1; number <= text.lineCount(); number++) {
            Span line = text.line(number);
            for (int start = line.start(); start < line.end(); start += MAX_BYTES) {
                SecretsChunk chunk = read(text, new Span(start, Math.min(line.end(), start + MAX_BYTES)));
                if (chunk.isEntry() || start > line.start()) {
                    chunks.add(chunk);
                }
            }
        }
        return chunks;
    }

    private static SecretsChunk read(SourceText text, Span span) {
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
        int nameStart = group ? start + 1 : start;
        String name = colon < 0 ? "" : text.text(new Span(nameStart, colon));
        Span password = new Span(colon < 0 ? end : colon + 1, end);
        return new SecretsChunk(span, group ? Holder.GROUP : Holder.USER, name, password);
    }

    private static boolean isLineEnd(int b) {
        return b == '\r' || b == '\n';
    }
}
