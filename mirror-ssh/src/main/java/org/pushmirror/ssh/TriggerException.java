package org.pushmirror.ssh;

import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Reason;

/**
 * A trigger failed before its command was started, so that it may be tried again without doing anything twice. It says
 * which outcome that means for the target, and why.
 */
public final class TriggerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What it means for the target. */
    private final Outcome outcome;

    /** The code of the reason. */
    private final String code;

    /** The phase of the reason. */
    private final String phase;

    /**
     * A failed trigger.
     *
     * @param outcome what it means for the target
     * @param reason why; its message becomes that of the exception
     * @param cause what went wrong underneath, if anything did
     */
    public TriggerException(Outcome outcome, Reason reason, @Nullable Throwable cause) {
        super(reason.message(), cause);
        this.outcome = outcome;
        this.code = reason.code();
        this.phase = reason.phase();
    }

    /**
     * What it means for the target.
     *
     * @return the outcome
     */
    public Outcome outcome() {
        return outcome;
    }

    /**
     * Why.
     *
     * @return code, phase and message
     */
    public Reason reason() {
        return new Reason(code, phase, String.valueOf(getMessage()));
    }
}
