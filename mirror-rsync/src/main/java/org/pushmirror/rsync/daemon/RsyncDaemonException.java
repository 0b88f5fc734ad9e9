package org.pushmirror.rsync.daemon;

import org.jspecify.annotations.Nullable;

/** A daemon cannot be started. The message is one sentence that says why, with what the daemon itself logged. */
public final class RsyncDaemonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why a daemon cannot be started. */
    public enum Reason {
        /** Someone else listens at the port, or the address is not of this machine. */
        PORT_BUSY,
        /** The configuration cannot be read, or rsync does not take it. */
        BROKEN_CONFIG,
        /** The program cannot be run, or ended at once. */
        ENDED,
        /** It did not get ready in time. */
        TIMED_OUT
    }

    /** The reason. */
    private final Reason reason;

    /**
     * A failed start.
     *
     * @param reason why
     * @param message one sentence
     * @param cause what went wrong underneath, if anything did
     */
    public RsyncDaemonException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /**
     * Why the daemon cannot be started.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
