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

    private static final long SHORTEST_NAP_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long LONGEST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(16);
    /** A nap is this part of the time for which nothing came, so that output never waits for long. */
    private static final int NAP_PART = 8;

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
        long lastOutput = System.nanoTime();
        try {
            while (true) {
                // asked first: what was written before the end is then seen by the read that follows
                boolean alive = process.isAlive();
                int count = readAvailable(buffer);
                if (count > 0) {
                    lastOutput = System.nanoTime();
                    onOutput.run();
                    splitter.feed(buffer, count);
                } else if (!alive) {
                    splitter.end();
                    return;
                } else {
                    long idle = System.nanoTime() - lastOutput;
                    long nap = Math.max(SHORTEST_NAP_NANOS, Math.min(idle / NAP_PART, LONGEST_NAP_NANOS));
                    ended.await(nap, TimeUnit.NANOSECONDS);
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
