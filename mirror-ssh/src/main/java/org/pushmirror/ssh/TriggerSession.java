package org.pushmirror.ssh;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.pushmirror.core.sync.SyncRequest;

/**
 * An authenticated session to one downstream, on which triggers are sent, one after another. An interface, so that
 * embedders can test without ssh.
 *
 * <p>One request is under way at a time; {@link #close} and {@link #isOpen} may be called by any thread.
 */
public interface TriggerSession extends AutoCloseable {

    /**
     * Sends the words of a request and returns at once.
     *
     * <p>The result comes when the remote command has ended, at the deadline, or when the session is lost or closed. It is
     * completed by a thread that others wait for, so what depends on it must be quick or run elsewhere. Cancelling the
     * future ends the waiting; the command may be running still.
     *
     * @param request what to ask for
     * @param within how long it may take in all
     * @return how the command ended, if it was sent; completed exceptionally with a {@link TriggerException} if it was
     *     certainly not started
     * @throws IllegalStateException if another request is under way
     */
    CompletableFuture<TriggerResult> send(SyncRequest request, Duration within);

    /**
     * Sends the words of a request and waits until the remote command has ended.
     *
     * @param request what to ask for
     * @param within how long it may take in all
     * @return how the command ended, if it was sent
     * @throws TriggerException if the command was certainly not started
     * @throws InterruptedException if the thread is interrupted while it waits; the command may be running still
     * @throws IllegalStateException if another request is under way
     */
    default TriggerResult sendAndWait(SyncRequest request, Duration within) throws InterruptedException {
        CompletableFuture<TriggerResult> result = send(request, within);
        try {
            return result.get();
        } catch (InterruptedException e) {
            result.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException("The request ended in an unexpected way.", e.getCause());
        }
    }

    /**
     * Whether the session can be used, as far as this side knows.
     *
     * @return false after {@link #close}, and once the connection is known to be lost
     */
    boolean isOpen();

    /** Ends the session at once. A request under way ends as cancelled. Closing twice does nothing. */
    @Override
    void close();
}
