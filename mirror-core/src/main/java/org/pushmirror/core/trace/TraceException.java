package org.pushmirror.core.trace;

import org.jspecify.annotations.Nullable;

/** A trace cannot be had, because the mirror cannot be looked at. The message is one sentence that names the mirror. */
public final class TraceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A failed look at a mirror.
     *
     * @param message one sentence that says why, naming the mirror
     * @param cause what went wrong underneath, if anything did
     */
    public TraceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
