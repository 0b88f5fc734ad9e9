package org.pushmirror.ssh.push;

/** Another push of the same archive is running. Its message says which process that is, as far as is known. */
public final class PushBusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PushBusyException(String message) {
        super(message);
    }
}
