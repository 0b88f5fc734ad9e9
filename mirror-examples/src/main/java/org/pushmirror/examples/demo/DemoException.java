package org.pushmirror.examples.demo;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IExitCodeGenerator;

/** The demo cannot go on. The message is one sentence; the status is the exit code that says so to a script. */
final class DemoException extends RuntimeException implements IExitCodeGenerator {

    private static final long serialVersionUID = 1L;

    /** Something else went wrong. */
    static final int FAILED = 1;

    /** A file cannot be opened. */
    static final int CANNOT_OPEN = 66;

    /** A needed program is missing. */
    static final int MISSING_PROGRAM = 69;

    /** A file cannot be written. */
    static final int CANNOT_WRITE = 74;

    private final int status;

    DemoException(int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    @Override
    public int getExitCode() {
        return status;
    }
}
