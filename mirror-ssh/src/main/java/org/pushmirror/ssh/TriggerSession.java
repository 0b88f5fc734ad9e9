package org.pushmirror.ssh;

import java.time.Duration;
import org.pushmirror.core.sync.SyncRequest;

/**
 * An authenticated session to one downstream, on which triggers are sent, one after another. An interface, so that
 * embedders can test without ssh.
 *
 * <p>{@link #send} is for one thread at a time; {@link #close} and {@link #isOpen} may be called by any thread.
 */
public interface TriggerSession extends AutoCloseable {

    /**
     * Sends the words of a request and waits until the remote command has ended.
     *
     * @param request what to ask for
     * @param within how long it may take in all
     * @return how the command ended, if it was sent
     * @throws TriggerException if the command was certainly not started
     * @throws InterruptedException if the thread is interrupted while it waits; the command may be running still
     */
    TriggerResult send(SyncRequest request, Duration within) throws InterruptedException;

    /**
     * Whether the session can be used, as far as this side knows.
     *
     * @return false after {@link #close}, and once the connection is known to be lost
     */
    boolean isOpen();

    /** Ends the session at once. A {@link #send} under way ends as cancelled. Closing twice does nothing. */
    @Override
    void close();
}
