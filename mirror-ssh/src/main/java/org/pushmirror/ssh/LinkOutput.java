package org.pushmirror.ssh;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** What is sent to a host. Remembers that sending failed, which JSch takes for a refused key during the login. */
final class LinkOutput extends FilterOutputStream {

    private volatile boolean broken;

    LinkOutput(OutputStream out) {
        super(out);
    }

    /** Whether something could not be sent. */
    boolean isBroken() {
        return broken;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            broken = true;
            throw e;
        }
    }
}
