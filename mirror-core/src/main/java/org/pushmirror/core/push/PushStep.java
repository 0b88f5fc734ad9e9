package org.pushmirror.core.push;

/** A step of a push plan: a target is started, or the start of the next one is held back. */
public sealed interface PushStep permits PlannedTarget, PushPause {

    /**
     * The step for people.
     *
     * @return one line
     */
    String text();
}
