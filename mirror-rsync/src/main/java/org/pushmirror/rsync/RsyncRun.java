package org.pushmirror.rsync;

import java.util.concurrent.CompletableFuture;
import org.pushmirror.rsync.process.Launch;
import org.pushmirror.rsync.process.ProcessLauncher;
import org.pushmirror.rsync.process.ProcessRun;
import org.pushmirror.rsync.process.StopReason;

/**
 * A run of rsync that has been started. When its result is there, no process and no thread of it is left. Safe for use
 * by several threads.
 */
public final class RsyncRun implements AutoCloseable {

    private final ProcessRun process;
    private final CompletableFuture<RsyncResult> result;

    private RsyncRun(ProcessRun process, CompletableFuture<RsyncResult> result) {
        this.process = process;
        this.result = result;
    }

    static RsyncRun start(Launch launch, Ends ends, RunOutput.Hearing hearing) {
        RunOutput output = new RunOutput(hearing);
        ProcessRun process = ProcessLauncher.standard().launch(launch, output::out, output::err);
        return new RsyncRun(process, process.end().thenApply(end -> new RsyncResult(ends, end, output)));
    }

    /**
     * The result.
     *
     * @return a future that completes when the run has ended, however it ended; cancelling the future does not
     *     cancel the run
     */
    public CompletableFuture<RsyncResult> result() {
        return result.copy();
    }

    /** Asks for the end of the run, and returns at once. Once it has ended, this does nothing. */
    public void cancel() {
        process.stop(StopReason.CANCELLED);
    }

    /**
     * Waits for the result. An interruption cancels the run first.
     *
     * @return the result
     * @throws InterruptedException if the thread is interrupted; the run has then been stopped
     */
    public RsyncResult await() throws InterruptedException {
        process.await();
        return result.join();
    }

    /** Cancels the run, if it has not ended, and waits until nothing of it is left. */
    @Override
    public void close() {
        cancel();
        process.awaitStopped();
    }

    /**
     * The process id of rsync.
     *
     * @return the id
     */
    public long pid() {
        return process.pid();
    }
}
