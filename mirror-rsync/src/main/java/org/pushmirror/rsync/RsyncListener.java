package org.pushmirror.rsync;

/**
 * Hears of a run while it goes on. Every method is empty unless overridden. Called on threads of the run, which read
 * rsync's output: what takes long holds up rsync. A listener that throws has the run stopped, as one that does not
 * return has when a deadline is set.
 */
public interface RsyncListener {

    /**
     * How far the run is; at most about once a second and once for each file.
     *
     * @param progress the progress
     */
    default void progressed(RsyncProgress progress) {}

    /**
     * An item of the target was, or with {@code --dry-run} would be, created, changed or deleted.
     *
     * @param change the change
     */
    default void changed(RsyncChange change) {}

    /**
     * rsync, or the other end, said something that is neither a change, nor progress, nor statistics.
     *
     * @param message what was said
     */
    default void said(RsyncMessage message) {}
}
