package org.pushmirror.core.sync;

/** A port: what an operator wants done at a moment of a sync. A hook that fails ends the sync, as in ftpsync. */
@FunctionalInterface
public interface Hook {

    /**
     * Does it. Called on the thread of the sync.
     *
     * @param call what the hook is told
     * @return how it ended
     * @throws InterruptedException if the thread is interrupted
     */
    StepResult run(HookCall call) throws InterruptedException;
}
