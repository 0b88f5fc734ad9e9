package org.pushmirror.examples.signals;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a program in good order on Ctrl-C, SIGTERM or SIGHUP: the thread that made this is interrupted, and Java ends only
 * when that thread has cleaned up and closed this, or when it took too long. Java's exit code then is 128 plus the number
 * of the signal.
 */
public final class EndOnSignal implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch cleanedUp = new CountDownLatch(1);
    private final Thread hook;

    private EndOnSignal(Thread worker) {
        this.hook = new Thread(() -> end(worker), "end-on-signal");
    }

    /**
     * Interrupts the calling thread when a signal comes.
     *
     * @return what is to be closed when everything is cleaned up
     */
    public static EndOnSignal interruptingThisThread() {
        EndOnSignal end = new EndOnSignal(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(end.hook);
        return end;
    }

    private void end(Thread worker) {
        worker.interrupt();
        try {
            cleanedUp.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        cleanedUp.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Java is ending already: the hook runs, and sees that all is cleaned up.
        }
    }
}
