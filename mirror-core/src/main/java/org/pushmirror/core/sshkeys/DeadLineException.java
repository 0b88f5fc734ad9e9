package org.pushmirror.core.sshkeys;

/** Why a line is dead: never leaves the scanners, and has no stack trace, which would cost more than the line. */
class DeadLineException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    DeadLineException(String message) {
        super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
