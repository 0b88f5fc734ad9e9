package org.pushmirror.rsync.daemon;

import org.jspecify.annotations.Nullable;

/** A service of the system cannot be asked or told. The message is one sentence that says which, and why. */
public final class ServiceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServiceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
