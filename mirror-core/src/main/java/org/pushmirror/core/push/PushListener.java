package org.pushmirror.core.push;

/**
 * Hears of a push while it runs. Every method does nothing unless overridden.
 *
 * <p>Calls come from several threads, but never two at once, and each push that was planned is finished once. A
 * listener should be quick, and must not call back into the run. What it throws is logged and cannot hurt the run.
 */
public interface PushListener {

    /** A listener that does nothing. */
    PushListener NONE = new PushListener() {};

    /**
     * The push is about to begin.
     *
     * @param plan what it will do
     */
    default void started(PushPlan plan) {}

    /**
     * A target entered a state.
     *
     * @param event which target, and where it is now
     */
    default void changed(TargetEvent event) {}

    /**
     * A target has its outcome. No more events of this target follow.
     *
     * @param report how it ended
     */
    default void ended(TargetReport report) {}

    /**
     * The push is over.
     *
     * @param report how it went
     */
    default void finished(PushReport report) {}
}
