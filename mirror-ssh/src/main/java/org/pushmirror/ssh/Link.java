package org.pushmirror.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.ssh.message.Address;
import org.pushmirror.ssh.time.Deadline;

/**
 * The connection under one session, made here and only handed to JSch, so that everything before ssh has a deadline and
 * a cause. The socket belongs to a channel: interrupting a thread that connects, reads or writes closes it at once.
 */
final class Link implements com.jcraft.jsch.SocketFactory, AutoCloseable {

    private final Socket socket;
    private final LinkInput input;
    private final LinkOutput output;
    private final Banner banner;
    private final Handshake handshake;

    private Link(Socket socket, LinkInput input, LinkOutput output, Banner banner, Handshake handshake) {
        this.socket = socket;
        this.input = input;
        this.output = output;
        this.banner = banner;
        this.handshake = handshake;
    }

    /**
     * Resolves and connects.
     *
     * @throws TriggerException if that fails
     */
    static Link open(PushTarget target, Resolver resolver, Deadline deadline, Duration idle)
            throws InterruptedException {
        InetAddress[] addresses = resolve(target, resolver, deadline);
        Socket socket = connect(target, addresses, deadline);
        Banner banner = new Banner();
        Handshake handshake = new Handshake();
        try {
            LinkInput input = new LinkInput(
                    socket,
                    banner,
                    deadline,
                    (int) Math.max(1, idle.toMillis()),
                    () -> handshake.enter(Phase.KEY_EXCHANGE));
            return new Link(socket, input, new LinkOutput(socket.getOutputStream()), banner, handshake);
        } catch (IOException e) {
            closeQuietly(socket);
            throw Failures.cut(target, Phase.CONNECT, e);
        }
    }

    private static InetAddress[] resolve(PushTarget target, Resolver resolver, Deadline deadline)
            throws InterruptedException {
        try {
            return resolver.resolve(target.host(), deadline);
        } catch (UnknownHostException e) {
            throw Failures.unknownHost(target, e);
        } catch (TimeoutException e) {
            throw Failures.timedOut(target, Phase.RESOLVE, "", e);
        }
    }

    /** Tries one address after the other, each with its share of the time that is left. */
    private static Socket connect(PushTarget target, InetAddress[] addresses, Deadline deadline)
            throws InterruptedException {
        TriggerException first = null;
        for (int i = 0; i < addresses.length; i++) {
            Duration share = deadline.remaining().dividedBy(addresses.length - i);
            try {
                return connect(new InetSocketAddress(addresses[i], target.port()), Deadline.in(share));
            } catch (IOException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while connecting to " + Address.of(target));
                }
                TriggerException failure = Failures.notConnected(target, e);
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        throw first == null ? Failures.unknownHost(target, null) : first;
    }

    private static Socket connect(InetSocketAddress address, Deadline deadline) throws IOException {
        Socket socket = SocketChannel.open().socket();
        try {
            socket.connect(address, deadline.remainingMillis());
            return socket;
        } catch (IOException | RuntimeException e) {
            closeQuietly(socket);
            throw e;
        }
    }

    /** What is known about the progress of the handshake. */
    Handshake handshake() {
        return handshake;
    }

    /** What the host said first. */
    Banner banner() {
        return banner;
    }

    /** How the connection ended; null if it has not, as far as is known. */
    LinkInput.@Nullable Ending ending() {
        LinkInput.Ending ending = input.ending();
        return ending == null && output.isBroken() ? LinkInput.Ending.BROKEN : ending;
    }

    /** The session is established: from now on there is no deadline on reads. */
    void established() {
        input.established();
    }

    @Override
    public Socket createSocket(String host, int port) {
        return socket;
    }

    @Override
    public InputStream getInputStream(Socket ours) {
        return input;
    }

    @Override
    public OutputStream getOutputStream(Socket ours) {
        return output;
    }

    @Override
    public void close() {
        closeQuietly(socket);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing can be done about a socket that fails to close, and nothing is lost.
        }
    }
}
