package org.pushmirror.examples.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port of the loopback address that nobody listens on at the moment. */
final class FreePort {

    private FreePort() {}

    static int choose() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new DemoException(1, "No free port on 127.0.0.1: " + e.getMessage() + ".", e);
        }
    }
}
