package org.pushmirror.rsync;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** rsync cannot be run, or a run that had to succeed did not. The message is one sentence without secrets. */
public final class RsyncException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong; null if the message is all that is known. */
    private final @Nullable RsyncCause reason;

    /**
     * A failure of rsync.
     *
     * @param message one sentence
     * @param cause what went wrong underneath, if anything did
     */
    public RsyncException(String message, @Nullable Throwable cause) {
        this(message, cause, null);
    }

    /**
     * A failure of rsync for a known reason.
     *
     * @param message one sentence
     * @param cause what went wrong underneath, if anything did
     * @param reason what went wrong; null if the message is all that is known
     */
    public RsyncException(String message, @Nullable Throwable cause, @Nullable RsyncCause reason) {
        super(message, cause);
        this.reason = reason;
    }

    /**
     * What went wrong, as far as it is known.
     *
     * @return the reason; empty if the message is all that is known
     */
    public Optional<RsyncCause> reason() {
        return Optional.ofNullable(reason);
    }
}
