package org.pushmirror.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;
import org.pushmirror.ssh.time.Deadline;

/**
 * What a host sends. Until the session is established every read ends at the deadline, which JSch's own time-out, one
 * for each read, does not give; afterwards an idle read ends now and then, so that JSch sends a keepalive. Remembers how
 * the stream ended, which JSch's exceptions do not tell.
 */
final class LinkInput extends InputStream {

    /** How a stream ended. */
    enum Ending {
        CLOSED,
        BROKEN,
        DEADLINE
    }

    private static final int BUFFER = 4096;

    private final Socket socket;
    private final InputStream in;
    private final Banner banner;
    private final Runnable identified;
    private final int idleMillis;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private volatile @Nullable Deadline deadline;
    private volatile @Nullable Ending ending;

    LinkInput(Socket socket, Banner banner, Deadline deadline, int idleMillis, Runnable identified) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.banner = banner;
        this.deadline = deadline;
        this.idleMillis = idleMillis;
        this.identified = identified;
    }

    /** Ends the time of the deadline. */
    void established() {
        deadline = null;
    }

    /** The deadline has passed while nobody was reading; what fails from now on fails because of it. */
    void expire() {
        ending = Ending.DEADLINE;
    }

    /** How the stream ended; null if it has not. */
    @Nullable
    Ending ending() {
        return ending;
    }

    @Override
    public int read() throws IOException {
        if (position == limit && fill() < 0) {
            return -1;
        }
        int value = buffer[position++] & 0xff;
        if (!banner.isIdentified()) {
            watch(value);
        }
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!banner.isIdentified()) {
            int value = read();
            if (value < 0) {
                return -1;
            }
            target[offset] = (byte) value;
            return 1;
        }
        if (position == limit && fill() < 0) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() throws IOException {
        return limit - position + in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void watch(int value) throws IOException {
        try {
            banner.accept(value);
        } catch (IOException e) {
            ending = Ending.BROKEN;
            throw e;
        }
        if (banner.isIdentified()) {
            identified.run();
        }
    }

    private int fill() throws IOException {
        position = 0;
        limit = 0;
        Deadline by = deadline;
        try {
            if (by != null && by.hasPassed()) {
                throw new SocketTimeoutException("the deadline has passed");
            }
            socket.setSoTimeout(by == null ? idleMillis : by.remainingMillis());
            int count = in.read(buffer);
            limit = Math.max(0, count);
            if (count < 0 && ending == null) {
                ending = Ending.CLOSED;
            }
            return count;
        } catch (SocketTimeoutException e) {
            if (deadline != null) {
                ending = Ending.DEADLINE;
            }
            throw e;
        } catch (IOException e) {
            if (ending == null) {
                ending = Ending.BROKEN;
            }
            throw e;
        }
    }
}
