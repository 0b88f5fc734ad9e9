package org.pushmirror.ssh.push;

import java.util.concurrent.CompletableFuture;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.ssh.time.Deadline;

/**
 * Knows whether a push has arrived. Methods return at once and are called by tasks of the {@link EventLoop}; what they
 * return never fails, may be completed by any thread, and is forgotten when the run is stopped. Each is told the last
 * trigger of the target, because what happened before that one proves nothing.
 */
interface Witness extends AutoCloseable {

    /**
     * Looks until there is a proof, or a mirror that was sent stage 2 is surely between its stages, or the deadline has
     * passed; at least once.
     */
    CompletableFuture<Sight> follow(PushTarget target, StageReport trigger, Deadline deadline);

    /**
     * Looks until there is a proof, or nothing is under way at the mirror, or nobody can tell, or the deadline has passed;
     * at least once.
     */
    CompletableFuture<Sight> settle(PushTarget target, StageReport trigger, Deadline deadline);

    /** Looks once. */
    CompletableFuture<Sight> look(PushTarget target, StageReport trigger);

    /** Ends every thread of it. */
    @Override
    void close();
}
