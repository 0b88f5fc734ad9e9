package org.pushmirror.ssh.push;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.Receipt;
import org.pushmirror.ssh.time.Deadline;

/**
 * Knows whether a push has arrived. Methods return at once and are called by tasks of the {@link EventLoop}; what they
 * return may be completed by any thread, and is forgotten when the run is stopped.
 */
interface Witness {

    /**
     * What is known about a mirror.
     *
     * @param proof the receipt; null if there is none
     * @param shown what its trace showed last; null if it could not be read or says nothing
     * @param missing why there is no proof
     */
    record Sight(@Nullable Receipt proof, @Nullable Receipt shown, Reason missing) {}

    /** Looks until there is a proof or the deadline has passed; at least once. */
    CompletableFuture<Sight> follow(PushTarget target, Deadline deadline);

    /** Looks once. */
    CompletableFuture<Sight> look(PushTarget target, Deadline deadline);
}
