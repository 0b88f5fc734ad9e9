package org.pushmirror.core.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pushmirror.core.json.JournalJson;
import org.pushmirror.core.json.JsonFormException;
import org.pushmirror.core.push.JournalEntry;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.text.EscapedUtf8;

/**
 * A journal as it was read. A line that is no entry, such as the last one of a writer that was killed, is skipped and
 * counted; reading never fails on content. Immutable.
 *
 * @param entries what it says, in order
 * @param skippedLines how many lines are no entries
 */
public record Journal(List<JournalEntry> entries, int skippedLines) {

    /**
     * Copies the list.
     *
     * @param entries what it says, in order
     * @param skippedLines how many lines are no entries
     */
    public Journal {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a journal. No lock is taken: it may be read while a push writes it.
     *
     * @param file the file
     * @return what it says; nothing if there is no such file
     * @throws org.pushmirror.core.text.FileException if it is there and cannot be read
     */
    public static Journal read(Path file) {
        return Files.exists(file) ? parse(AtomicFile.read(file)) : new Journal(List.of(), 0);
    }

    /**
     * Reads the bytes of a journal.
     *
     * @param content the bytes, any at all
     * @return what they say
     */
    public static Journal parse(byte[] content) {
        List<JournalEntry> entries = new ArrayList<>();
        int skipped = 0;
        for (String line : EscapedUtf8.decode(content).split("\n")) {
            if (line.isBlank()) {
                continue;
            }
            try {
                JournalJson.read(line).ifPresent(entries::add);
            } catch (JsonFormException e) {
                skipped++;
            }
        }
        return new Journal(entries, skipped);
    }

    /**
     * The pushes that it tells of.
     *
     * @return in the order of their beginnings
     */
    public List<JournalledPush> pushes() {
        return JournalledPush.of(entries);
    }
}
