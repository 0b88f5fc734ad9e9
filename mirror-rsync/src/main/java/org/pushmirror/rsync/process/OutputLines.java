package org.pushmirror.rsync.process;

import java.util.function.Consumer;

/** Cuts bytes into lines of text, in bounded memory: a line beyond 64 KiB loses its end. For one thread. */
public final class OutputLines {

    private final LineSplitter splitter;

    /**
     * A cutter.
     *
     * @param consumer takes each line, without its end
     */
    public OutputLines(Consumer<String> consumer) {
        this.splitter = new LineSplitter(piece -> consumer.accept(piece.text()));
    }

    /**
     * Takes more bytes; what follows the last line end waits for the next call.
     *
     * @param bytes the bytes
     * @param count how many of them
     */
    public void feed(byte[] bytes, int count) {
        splitter.feed(bytes, count);
    }
}
