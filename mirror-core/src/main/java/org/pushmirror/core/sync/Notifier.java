package org.pushmirror.core.sync;

import java.nio.file.Path;
import java.util.List;

/** A port: sends a note to the people who look after a mirror. */
@FunctionalInterface
public interface Notifier {

    /**
     * A note. Immutable.
     *
     * @param subject one line
     * @param text the text; may be empty
     * @param attachments files whose content goes along, such as logs; one that cannot be read is said in its place
     */
    record Notice(String subject, String text, List<Path> attachments) {

        /**
         * Checks the subject, and copies the list.
         *
         * @param subject one line
         * @param text the text
         * @param attachments files whose content goes along
         * @throws IllegalArgumentException if the subject has a control character
         */
        public Notice {
            if (subject.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("The subject of a note has a control character.");
            }
            attachments = List.copyOf(attachments);
        }
    }

    /**
     * Sends a note.
     *
     * @param notice the note
     * @return how it ended
     * @throws InterruptedException if the thread is interrupted
     */
    StepResult send(Notice notice) throws InterruptedException;
}
