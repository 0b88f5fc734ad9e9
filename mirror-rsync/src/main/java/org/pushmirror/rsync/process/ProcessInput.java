package org.pushmirror.rsync.process;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * What a process reads from its standard input: nothing, a few bytes such as a password, or a text. It is never inherited.
 * For one run: the bytes are wiped once they are written. Never shows them.
 */
public final class ProcessInput {

    /** The most bytes that fit into any pipe without a reader. */
    private static final int LIMIT = 4096;

    private final byte[] bytes;

    private ProcessInput(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * An input that is at its end at once.
     *
     * @return the input
     */
    public static ProcessInput none() {
        return new ProcessInput(new byte[0]);
    }

    /**
     * An input of some bytes.
     *
     * @param bytes at most 4096 bytes; copied
     * @return the input
     * @throws IllegalArgumentException if there are more
     */
    public static ProcessInput of(byte[] bytes) {
        if (bytes.length > LIMIT) {
            throw new IllegalArgumentException("The input of a process is limited to " + LIMIT + " bytes.");
        }
        return new ProcessInput(bytes.clone());
    }

    /**
     * An input of any size, which is written by a thread of its own.
     *
     * @param text the bytes; not copied
     * @return the input
     */
    public static ProcessInput text(byte[] text) {
        return new ProcessInput(text);
    }

    /** Writes the bytes, wipes them, and closes the stream. A reader that is already gone is no error. */
    void writeTo(OutputStream stream) {
        if (bytes.length > LIMIT) {
            Thread writer = new Thread(() -> write(stream), "process-input");
            writer.setDaemon(true);
            writer.start();
        } else {
            write(stream);
        }
    }

    private void write(OutputStream stream) {
        try (stream) {
            stream.write(bytes);
        } catch (IOException e) {
            // the process ended without reading; its exit code says why
        } finally {
            wipe();
        }
    }

    void wipe() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return bytes.length == 0 ? "nothing" : "***";
    }
}
