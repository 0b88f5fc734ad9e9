package org.pushmirror.core.push;

import java.util.List;

/**
 * A port: remembers what a push does. mirror-ssh has one that writes a file; a test can stand one in. Implementations
 * must be safe for use by several threads at once, and entries are kept in the order of the calls.
 *
 * <p>A push calls it synchronously: {@link JournalEntry.Sending} is on disk before the command leaves. What it throws
 * for {@link JournalEntry.Begun} or {@link JournalEntry.Resumed} ends the push before it has contacted anyone; what it
 * throws later is logged, and the push goes on without a memory.
 */
@FunctionalInterface
public interface PushJournal {

    /** A journal that remembers nothing. */
    PushJournal NONE = entries -> {};

    /**
     * Writes entries down together. When it returns, they survive the death of the process and of the machine.
     *
     * @param entries what happened, in order
     * @throws org.pushmirror.core.text.FileException if they cannot be written
     */
    void record(List<JournalEntry> entries);

    /**
     * Writes one entry down.
     *
     * @param entry what happened
     * @throws org.pushmirror.core.text.FileException if it cannot be written
     */
    default void record(JournalEntry entry) {
        record(List.of(entry));
    }
}
