package org.pushmirror.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A pipe between two threads with a time-out for reading, like that of a socket, which the pipes of Java do not have. It
 * holds little; who writes waits for who reads.
 */
final class TimedPipe {

    private static final int CAPACITY = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final byte[] ring = new byte[CAPACITY];
    private int start;
    private int count;
    private boolean ended;
    private boolean abandoned;
    private volatile int timeoutMillis;

    private final OutputStream sink = new OutputStream() {
        @Override
        public void write(int value) throws IOException {
            put(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            put(bytes, offset, length);
        }

        @Override
        public void close() {
            end();
        }
    };

    private final InputStream source = new InputStream() {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return take(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return length == 0 ? 0 : take(target, offset, length);
        }

        @Override
        public void close() {
            abandon();
        }
    };

    /** Where it is written to; closing it is the end of the stream. */
    OutputStream sink() {
        return sink;
    }

    /** Where it is read from; closing it lets writers fail. */
    InputStream source() {
        return source;
    }

    /** How long a read may take; 0 for ever. */
    void timeout(int millis) {
        timeoutMillis = millis;
    }

    private void put(byte[] bytes, int offset, int length) throws IOException {
        lock.lock();
        try {
            int done = 0;
            while (done < length) {
                while (count == CAPACITY && !abandoned) {
                    changed.await();
                }
                if (abandoned || ended) {
                    throw new IOException("nobody reads this stream any more");
                }
                int at = (start + count) % CAPACITY;
                int piece = Math.min(Math.min(length - done, CAPACITY - count), CAPACITY - at);
                System.arraycopy(bytes, offset + done, ring, at, piece);
                count += piece;
                done += piece;
                changed.signalAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while writing");
        } finally {
            lock.unlock();
        }
    }

    private int take(byte[] target, int offset, int length) throws IOException {
        lock.lock();
        try {
            long left = timeoutMillis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
            while (count == 0 && !ended && !abandoned) {
                if (left <= 0) {
                    throw new SocketTimeoutException("nothing came in time");
                }
                left = changed.awaitNanos(left);
            }
            if (abandoned) {
                throw new IOException("the stream is closed");
            }
            if (count == 0) {
                return -1;
            }
            int piece = Math.min(Math.min(length, count), CAPACITY - start);
            System.arraycopy(ring, start, target, offset, piece);
            start = (start + piece) % CAPACITY;
            count -= piece;
            changed.signalAll();
            return piece;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading", e);
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void abandon() {
        lock.lock();
        try {
            abandoned = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
