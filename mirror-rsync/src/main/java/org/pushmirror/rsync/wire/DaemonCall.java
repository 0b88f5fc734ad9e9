package org.pushmirror.rsync.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Calls a daemon over the network, within a time limit for all of it. Stateless. */
public final class DaemonCall {

    private DaemonCall() {}

    /**
     * Asks one question over one connection.
     *
     * @param address where the daemon listens
     * @param request as for {@link DaemonAnswer#question}
     * @param within how long it may take in all
     * @return the answer
     * @throws ConnectFailed if there is no connection
     * @throws SocketTimeoutException if there is one, and no answer in time
     * @throws IOException if the connection breaks, or the thread was interrupted
     */
    public static DaemonAnswer ask(InetSocketAddress address, String request, Duration within) throws IOException {
        long end = System.nanoTime() + within.toNanos();
        // the socket of a channel, because an interruption ends its waits
        try (Socket socket = SocketChannel.open().socket()) {
            try {
                socket.connect(address, millisLeft(end));
            } catch (IOException | RuntimeException e) {
                throw new ConnectFailed(e);
            }
            socket.setSoTimeout(millisLeft(end));
            socket.getOutputStream().write(DaemonAnswer.question(request));
            socket.getOutputStream().flush();
            return DaemonAnswer.read(new BufferedInputStream(new Timed(socket, end)));
        }
    }

    private static int millisLeft(long end) {
        return (int) Math.max(1, Math.min((end - System.nanoTime()) / 1_000_000, Integer.MAX_VALUE));
    }

    /** No connection could be made; the cause says why. */
    public static final class ConnectFailed extends IOException {

        private static final long serialVersionUID = 1L;

        ConnectFailed(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** The limit of a socket is for each read anew; this one is for all of them. */
    private static final class Timed extends InputStream {

        private final Socket socket;
        private final long end;

        Timed(Socket socket, long end) {
            this.socket = socket;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (end - System.nanoTime() <= 0) {
                throw new SocketTimeoutException("the answer did not end in time");
            }
            socket.setSoTimeout(millisLeft(end));
            return socket.getInputStream().read(bytes, offset, length);
        }
    }
}
