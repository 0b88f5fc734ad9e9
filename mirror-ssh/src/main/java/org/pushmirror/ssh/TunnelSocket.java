package org.pushmirror.ssh;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** A connection that a jump host has made for us, in the shape of the socket that JSch and {@link Link} want. */
final class TunnelSocket extends Socket {

    private final Channel channel;
    private final TimedPipe incoming = new TimedPipe();
    private final OutputStream outgoing;
    private final Runnable closed;
    private volatile boolean open = true;

    private TunnelSocket(Channel channel, OutputStream outgoing, Runnable closed) {
        this.channel = channel;
        this.outgoing = outgoing;
        this.closed = closed;
    }

    /**
     * Asks a jump host for a connection.
     *
     * @param closed runs when the connection is closed, and not when it could not be made
     * @throws JSchException if it makes none; the status of the refused channel is in {@link Refused}
     */
    static TunnelSocket open(Session jump, String host, int port, int timeoutMillis, Runnable closed)
            throws JSchException, IOException, Refused {
        Channel channel = jump.getStreamForwarder(host, port);
        TunnelSocket socket = new TunnelSocket(channel, channel.getOutputStream(), closed);
        channel.setOutputStream(socket.incoming.sink());
        try {
            channel.connect(timeoutMillis);
        } catch (JSchException e) {
            if (channel.getExitStatus() > 0) {
                throw new Refused(channel.getExitStatus(), e);
            }
            throw e;
        }
        return socket;
    }

    /** The jump host has said no. */
    static final class Refused extends Exception {

        /** The code of RFC 4254 for a host that does not allow it. */
        static final int PROHIBITED = 1;

        private static final long serialVersionUID = 1L;

        /** The reason code of RFC 4254. */
        private final int code;

        Refused(int code, Throwable cause) {
            super(cause);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    @Override
    public InputStream getInputStream() {
        return incoming.source();
    }

    @Override
    public OutputStream getOutputStream() {
        return outgoing;
    }

    @Override
    public void setSoTimeout(int millis) {
        incoming.timeout(millis);
    }

    /** There is nothing to set; the connection to the jump host has it. */
    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public boolean isClosed() {
        return !open;
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            if (!open) {
                return;
            }
            open = false;
        }
        incoming.source().close();
        channel.disconnect();
        closed.run();
    }
}
