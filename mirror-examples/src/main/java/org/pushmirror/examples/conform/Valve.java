package org.pushmirror.examples.conform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a daemon on loopback, hands every connection on, and can hold one of them where the drive needs it: a
 * receiver then stands still in the middle of what it does, whatever program it is.
 */
final class Valve implements AutoCloseable {

    private static final int CONNECT_MILLIS = 20_000;
    private static final int CHUNK = 1 << 14;
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(100);

    /** A wish to hold a connection. */
    static final class Hold {
        private final LongPredicate catches;
        private final CountDownLatch caught = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        private Hold(LongPredicate catches) {
            this.catches = catches;
        }

        /** Whether a connection is held, or is within this time. */
        boolean awaitCaught(Duration within) throws InterruptedException {
            return caught.await(within.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** Lets the connection go on, or any that would have been held. */
        void release() {
            released.countDown();
        }

        private void passing(long bytes) throws InterruptedException {
            if (released.getCount() > 0 && catches.test(bytes)) {
                caught.countDown();
                released.await(LONGEST_HOLD.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private final InetSocketAddress daemon;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private volatile @Nullable Hold hold;

    private Valve(InetSocketAddress daemon, ServerSocket listener) {
        this.daemon = daemon;
        this.listener = listener;
    }

    static Valve before(int port) throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        Valve valve = new Valve(new InetSocketAddress(loopback, port), new ServerSocket(0, 50, loopback));
        start("valve", valve::accept);
        return valve;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many connections there were. */
    int connections() {
        return connections.get();
    }

    /** Whether a connection is open. */
    boolean isBusy() {
        return open.get() > 0;
    }

    /** Holds the first connection that would have brought so many bytes. */
    Hold holdAfter(long bytes) {
        return set(new Hold(passed -> passed >= bytes));
    }

    /** Holds a connection at its very beginning, once the condition is true. */
    Hold holdNext(BooleanSupplier condition) {
        return set(new Hold(passed -> passed == 0 && condition.getAsBoolean()));
    }

    private Hold set(Hold next) {
        hold = next;
        return next;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                connections.incrementAndGet();
                open.incrementAndGet();
                start("valve-connection", () -> serve(client));
            } catch (IOException e) {
                // it was closed, or the client is gone already
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket()) {
            sockets.add(client);
            sockets.add(server);
            server.connect(daemon, CONNECT_MILLIS);
            start("valve-up", () -> pump(client, server, false));
            pump(server, client, true);
        } catch (IOException e) {
            // as if the daemon had closed the connection
        } finally {
            sockets.remove(client);
            open.decrementAndGet();
        }
    }

    private void pump(Socket from, Socket to, boolean down) {
        byte[] buffer = new byte[CHUNK];
        long passed = 0;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                Hold wish = hold;
                if (down && wish != null) {
                    wish.passing(passed);
                }
                out.write(buffer, 0, read);
                passed += read;
            }
            to.shutdownOutput();
        } catch (IOException e) {
            closeQuietly(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is of no use any more in any case
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        Hold last = hold;
        if (last != null) {
            last.release();
        }
        listener.close();
        sockets.forEach(Valve::closeQuietly);
    }
}
