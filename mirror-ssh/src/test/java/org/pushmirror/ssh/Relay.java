package org.pushmirror.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes a connection on to an sshd on loopback, with faults on the way. */
final class Relay {

    private Relay() {}

    /** Passes on what the client sends, up to so many bytes, and everything that the server answers; then cuts both. */
    static void pass(Socket client, int port, int bytes, AtomicInteger passed)
            throws IOException, InterruptedException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread back = new Thread(() -> pump(server, client));
            back.start();
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            int value = 0;
            while (passed.get() < bytes && (value = in.read()) >= 0) {
                out.write(value);
                passed.incrementAndGet();
            }
            server.shutdownInput();
            server.shutdownOutput();
            client.close();
            back.join();
        }
    }

    /** Passes everything on until it is told to freeze; then it takes what the client sends and gives nothing back. */
    static void freeze(Socket client, int port, FreezeSwitch freeze) throws IOException, InterruptedException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread back = new Thread(() -> pump(server, client));
            back.start();
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            int value;
            while ((value = in.read()) >= 0) {
                if (freeze.isFrozen()) {
                    server.shutdownInput();
                    back.join();
                    ScriptedServer.hold(client);
                } else {
                    out.write(value);
                }
            }
        }
    }

    /** Passes so many bytes of the client on, and then nothing in either direction, with both connections open. */
    static void silentAfter(Socket client, int port, int bytes) throws IOException, InterruptedException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread back = new Thread(() -> pump(server, client));
            back.start();
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int passed = 0; passed < bytes; passed++) {
                int value = in.read();
                if (value < 0) {
                    break;
                }
                out.write(value);
            }
            ScriptedServer.hold(client);
            server.shutdownInput();
            back.join();
        }
    }

    /** Says when a relay freezes. */
    interface FreezeSwitch {
        boolean isFrozen();
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side is gone, which is what the test is about.
        }
    }
}
