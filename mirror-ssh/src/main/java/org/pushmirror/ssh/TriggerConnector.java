package org.pushmirror.ssh;

import java.time.Duration;
import org.pushmirror.core.push.PushTarget;

/**
 * Opens sessions to downstreams. {@link SshConnector} is the one over ssh; an embedder can stand in another. Must be
 * safe for use by several threads at once.
 */
@FunctionalInterface
public interface TriggerConnector {

    /**
     * Connects to a target and logs in.
     *
     * @param target whom
     * @param within how long it may take in all: name, connection, key exchange and login
     * @return an open session
     * @throws TriggerException if that fails
     * @throws InterruptedException if the thread is interrupted meanwhile; nothing is left open
     */
    TriggerSession open(PushTarget target, Duration within) throws InterruptedException;
}
