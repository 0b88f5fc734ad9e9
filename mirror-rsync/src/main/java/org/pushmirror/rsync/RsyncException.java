package org.pushmirror.rsync;

import org.jspecify.annotations.Nullable;

/** rsync cannot be run, or a run that had to succeed did not. The message is one sentence without secrets. */
public final class RsyncException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A failure of rsync.
     *
     * @param message one sentence
     * @param cause what went wrong underneath, if anything did
     */
    public RsyncException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
