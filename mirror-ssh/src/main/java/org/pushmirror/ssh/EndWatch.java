package org.pushmirror.ssh;

import java.io.OutputStream;

/** Takes the error output of a command, and tells of its end: JSch closes it when the channel is over, and never before. */
final class EndWatch extends OutputStream {

    private final OutputSink sink;
    private final Runnable ended;

    EndWatch(OutputSink sink, Runnable ended) {
        this.sink = sink;
        this.ended = ended;
    }

    @Override
    public void write(int value) {
        sink.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        sink.write(bytes, offset, length);
    }

    @Override
    public void close() {
        ended.run();
    }
}
