package org.pushmirror.rsync.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Reads one stream of a process until the process has ended and the stream is drained. It polls, because a reader that
 * blocks stays blocked when the process has ended and a grandchild still holds the pipe.
 */
final class StreamPump implements Runnable {

    private static final int LONGEST_NAP_MILLIS = 16;

    private final Process process;
    private final InputStream stream;
    private final LineSplitter splitter;
    private final Runnable onOutput;
    private final CountDownLatch ended;

    /** The latch wakes it from a nap when the process has ended. */
    StreamPump(Process process, InputStream stream, OutputConsumer consumer, Runnable onOutput, CountDownLatch ended) {
        this.process = process;
        this.stream = stream;
        this.splitter = new LineSplitter(consumer);
        this.onOutput = onOutput;
        this.ended = ended;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[64 * 1024];
        int nap = 1;
        try {
            while (true) {
                // asked first: what was written before the end is then seen by the read that follows
                boolean alive = process.isAlive();
                int count = readAvailable(buffer);
                if (count > 0) {
                    onOutput.run();
                    splitter.feed(buffer, count);
                    nap = 1;
                } else if (!alive) {
                    splitter.end();
                    return;
                } else {
                    nap = ended.await(nap, TimeUnit.MILLISECONDS) ? 1 : Math.min(nap * 2, LONGEST_NAP_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            // only the run itself interrupts its pumps, when it gives up a consumer that does not return
            Thread.currentThread().interrupt();
        }
    }

    private int readAvailable(byte[] buffer) {
        // the JDK swaps the stream's content under this lock when the process ends; without it a read could block
        synchronized (stream) {
            try {
                int available = stream.available();
                return available > 0 ? stream.read(buffer, 0, Math.min(available, buffer.length)) : 0;
            } catch (IOException e) {
                return 0;
            }
        }
    }
}
