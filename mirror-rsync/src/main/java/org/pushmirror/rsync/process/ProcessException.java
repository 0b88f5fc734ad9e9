package org.pushmirror.rsync.process;

/** A process cannot be started. The message names the program and the reason, never an argument. */
public final class ProcessException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A failed start.
     *
     * @param message one sentence
     * @param cause what the system said
     */
    public ProcessException(String message, Throwable cause) {
        super(message, cause);
    }
}
