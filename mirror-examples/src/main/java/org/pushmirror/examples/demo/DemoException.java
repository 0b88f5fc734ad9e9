package org.pushmirror.examples.demo;

import org.jspecify.annotations.Nullable;

/** The demo cannot go on. The message is one sentence; the status is the exit code that says so to a script. */
final class DemoException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A needed program is missing. */
    static final int MISSING_PROGRAM = 69;

    /** A file cannot be opened. */
    static final int CANNOT_OPEN = 66;

    /** A file cannot be written. */
    static final int CANNOT_WRITE = 74;

    private final int status;

    DemoException(int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    int status() {
        return status;
    }
}
