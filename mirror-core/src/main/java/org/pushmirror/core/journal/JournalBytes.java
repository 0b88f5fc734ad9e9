package org.pushmirror.core.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.pushmirror.core.json.JournalJson;
import org.pushmirror.core.json.JsonFormException;
import org.pushmirror.core.push.JournalEntry;

/** Cuts the bytes of a journal where that does no harm. */
final class JournalBytes {

    private JournalBytes() {}

    /** The length without a last line that has no end. */
    static int wholeLines(byte[] content) {
        return lineStart(content, content.length);
    }

    private static int lineStart(byte[] content, int from) {
        int start = from;
        while (start > 0 && content[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    /** The last pushes of whole lines: as many as fit, but always the very last. */
    static byte[] latestPushes(byte[] content, int limit) {
        int kept = content.length;
        int lineEnd = content.length;
        while (lineEnd > 0) {
            int start = lineStart(content, lineEnd - 1);
            if (kept < content.length && content.length - start > limit) {
                break;
            }
            if (isBeginning(new String(content, start, lineEnd - 1 - start, StandardCharsets.UTF_8))) {
                kept = start;
            }
            lineEnd = start;
        }
        return Arrays.copyOfRange(content, kept, content.length);
    }

    private static boolean isBeginning(String line) {
        try {
            return line.contains("\"begun\"")
                    && JournalJson.read(line)
                            .filter(JournalEntry.Begun.class::isInstance)
                            .isPresent();
        } catch (JsonFormException e) {
            return false;
        }
    }
}
