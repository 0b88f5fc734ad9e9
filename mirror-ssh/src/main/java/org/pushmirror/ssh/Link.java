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
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
    private final Banner banner = new Banner();
    private final Handshake handshake = new Handshake();
    private final CompletableFuture<Void> watch = new CompletableFuture<>();

    private Link(Socket socket, Deadline deadline, Duration idle) throws IOException {
        this.socket = socket;
        this.input = new LinkInput(
                socket,
                banner,
                deadline,
                (int) Math.max(1, idle.toMillis()),
                () -> handshake.enter(Phase.KEY_EXCHANGE));
        this.output = new LinkOutput(socket.getOutputStream());
    }

    /**
     * Resolves and connects.
     *
     * @throws TriggerException if that fails
     */
    static Link open(PushTarget place, SshSettings settings, Resolver resolver, Deadline deadline, Duration idle)
            throws InterruptedException {
        InetAddress[] addresses = resolve(place, settings.addressFamily(), resolver, deadline);
        return over(connect(place, settings, addresses, deadline), place, deadline, idle);
    }

    /**
     * Takes a connection that has been made.
     *
     * @throws TriggerException if it has broken already
     */
    static Link over(Socket socket, PushTarget place, Deadline deadline, Duration idle) {
        try {
            Link link = new Link(socket, deadline, idle);
            link.watch
                    .orTimeout(Math.max(1, deadline.remainingNanos()), TimeUnit.NANOSECONDS)
                    .whenComplete((done, late) -> {
                        if (late != null) {
                            link.input.expire();
                            link.close();
                        }
                    });
            return link;
        } catch (IOException e) {
            closeQuietly(socket);
            throw Failures.cut(place, Phase.CONNECT, e);
        }
    }

    private static InetAddress[] resolve(PushTarget place, AddressFamily family, Resolver resolver, Deadline deadline)
            throws InterruptedException {
        InetAddress[] all;
        try {
            all = resolver.resolve(place.host(), deadline);
        } catch (UnknownHostException e) {
            throw Failures.unknownHost(place, e);
        } catch (TimeoutException e) {
            throw Failures.timedOut(place, Phase.RESOLVE, "", e);
        }
        InetAddress[] usable = Arrays.stream(all).filter(family::has).toArray(InetAddress[]::new);
        if (usable.length == 0) {
            throw Failures.unreachable(
                    place,
                    "no-address",
                    Phase.RESOLVE,
                    "has no " + (family == AddressFamily.IPV4 ? "IPv4" : "IPv6")
                            + " address, and no other may be used; check its name or the address family.",
                    null);
        }
        return usable;
    }

    /** Tries one address after the other, each with its share of the time that is left. */
    private static Socket connect(PushTarget place, SshSettings settings, InetAddress[] addresses, Deadline deadline)
            throws InterruptedException {
        TriggerException first = null;
        for (int i = 0; i < addresses.length; i++) {
            Duration share = deadline.remaining().dividedBy(addresses.length - i);
            try {
                return connect(new InetSocketAddress(addresses[i], place.port()), settings, Deadline.in(share));
            } catch (IOException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while connecting to " + Address.of(place));
                }
                TriggerException failure = Failures.notConnected(place, e);
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        throw first == null ? Failures.unknownHost(place, null) : first;
    }

    private static Socket connect(InetSocketAddress address, SshSettings settings, Deadline deadline)
            throws IOException {
        Socket socket = SocketChannel.open().socket();
        try {
            if (settings.bindAddress().isPresent()) {
                socket.bind(new InetSocketAddress(settings.bindAddress().get(), 0));
            }
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
        watch.complete(null);
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
        watch.complete(null);
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
