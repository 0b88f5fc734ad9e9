package org.pushmirror.core.push;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.trace.TraceSource;

/** Who can say that a push has arrived: any of them, or several together. Immutable. */
public final class Witnesses {

    /** Nobody: a push ends when its commands have ended. */
    public static final Witnesses NONE = new Witnesses(null, null, null, Asking.NO);

    private final @Nullable TraceSource traces;
    private final @Nullable PullLog pulls;
    private final @Nullable CallbackLog callbacks;
    private final Asking asking;

    /** Whether targets are asked to call back. */
    private enum Asking {
        YES,
        NO
    }

    private Witnesses(
            @Nullable TraceSource traces, @Nullable PullLog pulls, @Nullable CallbackLog callbacks, Asking asking) {
        this.traces = traces;
        this.pulls = pulls;
        this.callbacks = callbacks;
        this.asking = asking;
    }

    /**
     * These, and the traces of the mirrors. What a trace says counts more than what others say.
     *
     * @param source where to read them
     * @return the changed copy
     */
    public Witnesses withTraces(TraceSource source) {
        return new Witnesses(source, pulls, callbacks, asking);
    }

    /**
     * These, and the log of our daemon. It is believed where no trace can be read.
     *
     * @param log the log
     * @return the changed copy
     */
    public Witnesses withPulls(PullLog log) {
        return new Witnesses(traces, log, callbacks, asking);
    }

    /**
     * These, and the calls of mirrors that call back. Targets are asked to, with {@code sync:callback}.
     *
     * @param log the calls
     * @return the changed copy
     */
    public Witnesses withCallbacks(CallbackLog log) {
        return new Witnesses(traces, pulls, log, Asking.YES);
    }

    /**
     * These, and the calls of mirrors that call back of their own accord: nobody is asked to.
     *
     * @param log the calls
     * @return the changed copy
     */
    public Witnesses hearingCallbacks(CallbackLog log) {
        return new Witnesses(traces, pulls, log, Asking.NO);
    }

    /**
     * Whether targets are asked to call back.
     *
     * @return true after {@link #withCallbacks}
     */
    public boolean asksForCallbacks() {
        return asking == Asking.YES;
    }

    /**
     * The traces of the mirrors.
     *
     * @return the source; empty if they are not read
     */
    public Optional<TraceSource> traces() {
        return Optional.ofNullable(traces);
    }

    /**
     * The log of our daemon.
     *
     * @return the log; empty if it is not read
     */
    public Optional<PullLog> pulls() {
        return Optional.ofNullable(pulls);
    }

    /**
     * The calls of mirrors that call back.
     *
     * @return the calls; empty if nobody listens
     */
    public Optional<CallbackLog> callbacks() {
        return Optional.ofNullable(callbacks);
    }

    /**
     * Whether nobody is asked.
     *
     * @return true for {@link #NONE}
     */
    public boolean isEmpty() {
        return traces == null && pulls == null && callbacks == null;
    }
}
