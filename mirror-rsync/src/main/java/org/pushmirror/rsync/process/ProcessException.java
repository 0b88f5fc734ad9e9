package org.pushmirror.rsync.process;

import org.jspecify.annotations.Nullable;

/** A process cannot be started. The message names the program and the reason, never an argument. */
public final class ProcessException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A failed start.
     *
     * @param message one sentence
     * @param cause what the system said, if anything did
     */
    public ProcessException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
