package org.pushmirror.core.sync;

/** A port: tells the host that asked for it with {@code sync:callback} that the sync is done. */
@FunctionalInterface
public interface Callback {

    /**
     * Calls back. Called on the thread of the sync, before its lock is released. A failure is reported and changes nothing.
     *
     * @param mirror the name of the mirror that is done
     * @return how it ended
     * @throws InterruptedException if the thread is interrupted
     */
    StepResult call(String mirror) throws InterruptedException;
}
