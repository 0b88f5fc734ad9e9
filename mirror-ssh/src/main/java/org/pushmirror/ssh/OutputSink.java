package org.pushmirror.ssh;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Takes what a command prints, keeps the end of it and counts the rest, so that no amount of output costs memory or
 * holds up the session.
 */
final class OutputSink extends OutputStream {

    private static final int FIRST_SIZE = 1024;

    private final int kept;
    private byte[] ring = new byte[FIRST_SIZE];
    private long count;

    OutputSink(int kept) {
        this.kept = kept;
    }

    @Override
    public synchronized void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        grow(length);
        int useful = Math.min(length, ring.length);
        int from = offset + length - useful;
        int at = (int) ((count + length - useful) % ring.length);
        int head = Math.min(useful, ring.length - at);
        System.arraycopy(bytes, from, ring, at, head);
        System.arraycopy(bytes, from + head, ring, 0, useful - head);
        count += length;
    }

    /** As long as nothing has been dropped, the ring is a plain array that can be made longer. */
    private void grow(int length) {
        int size = ring.length;
        while (size < kept && size < count + length) {
            size = Math.min(kept, size * 2);
        }
        if (size > ring.length && count <= ring.length) {
            ring = java.util.Arrays.copyOf(ring, size);
        }
    }

    /** What came so far. */
    synchronized TriggerOutput output() {
        int useful = (int) Math.min(count, ring.length);
        int start = count <= ring.length ? 0 : (int) (count % ring.length);
        byte[] tail = new byte[useful];
        int head = Math.min(useful, ring.length - start);
        System.arraycopy(ring, start, tail, 0, head);
        System.arraycopy(ring, 0, tail, head, useful - head);
        return new TriggerOutput(new String(tail, StandardCharsets.UTF_8), count);
    }
}
