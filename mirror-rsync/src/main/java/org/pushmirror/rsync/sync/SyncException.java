package org.pushmirror.rsync.sync;

import org.jspecify.annotations.Nullable;

/** A sync cannot be carried out on this machine. The message is one sentence that names the file or folder. */
public final class SyncException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A sync that cannot be carried out.
     *
     * @param message one sentence
     * @param cause what went wrong underneath, if anything did
     */
    public SyncException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
