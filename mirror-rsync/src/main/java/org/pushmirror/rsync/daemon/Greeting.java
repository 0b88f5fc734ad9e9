package org.pushmirror.rsync.daemon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Speaks the first lines of the daemon protocol, which prove that a daemon has read its whole configuration. */
final class Greeting {

    /** What a port answered. */
    enum Answer {
        /** A greeting, and a list of modules: a daemon is ready. */
        READY,
        /** Nothing listens, or not yet. */
        NOTHING,
        /** It accepted and did not talk as a daemon does: its configuration is broken. */
        CLOSED
    }

    private static final String PREFIX = "@RSYNCD: ";
    private static final int MAX_LINES = 100_000;

    private Greeting() {}

    static Answer ask(InetSocketAddress address, Duration limit) {
        int millis = (int) Math.max(1, Math.min(limit.toMillis(), Integer.MAX_VALUE));
        boolean connected = false;
        // the socket of a channel, because an interruption ends its waits
        try (Socket socket = SocketChannel.open().socket()) {
            socket.connect(address, millis);
            connected = true;
            socket.setSoTimeout(millis);
            return converse(socket);
        } catch (IOException e) {
            return connected ? Answer.CLOSED : Answer.NOTHING;
        }
    }

    private static Answer converse(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        String greeting = in.readLine();
        if (greeting == null || !greeting.startsWith(PREFIX)) {
            return Answer.CLOSED;
        }
        socket.getOutputStream().write((PREFIX + "31.0\n#list\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        for (int i = 0; i < MAX_LINES; i++) {
            String line = in.readLine();
            if (line == null || line.startsWith("@ERROR")) {
                return Answer.CLOSED;
            }
            if (line.equals(PREFIX + "EXIT")) {
                return Answer.READY;
            }
        }
        return Answer.CLOSED;
    }
}
