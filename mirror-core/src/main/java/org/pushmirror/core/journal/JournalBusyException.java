package org.pushmirror.core.journal;

/** A push writes this journal already; trying again later may help. The message is one sentence that names the file. */
public final class JournalBusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JournalBusyException(String message) {
        super(message);
    }
}
