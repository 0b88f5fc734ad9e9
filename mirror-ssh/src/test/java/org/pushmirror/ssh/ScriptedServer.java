package org.pushmirror.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetType;

/** A server on loopback that does to every connection what a test says; for faults that no sshd makes. */
final class ScriptedServer implements AutoCloseable {

    /** What happens to one connection; the socket is closed afterwards. */
    interface Script {
        void serve(Socket client) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final Script script;
    private final Queue<Socket> clients = new ConcurrentLinkedQueue<>();
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    ScriptedServer(Script script) throws IOException {
        this(script, 0);
    }

    ScriptedServer(Script script, int port) throws IOException {
        this.script = script;
        this.listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        start(this::accept);
    }

    PushTarget target() {
        return new PushTarget(
                "mirror1.example.com", "127.0.0.1", listener.getLocalPort(), TestSshd.user(), TargetType.ALL);
    }

    int connections() {
        return clients.size();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                clients.add(client);
                start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            script.serve(client);
        } catch (IOException | InterruptedException e) {
            // The other side has gone, or the test is over.
        }
    }

    private void start(Runnable task) {
        Thread thread = new Thread(task, "scripted-server");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Keeps a connection open until the other side closes it, and reads nothing into memory. */
    static void hold(Socket client) throws IOException {
        byte[] buffer = new byte[4096];
        while (client.getInputStream().read(buffer) >= 0) {
            continue;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket client : clients) {
            client.close();
        }
        threads.forEach(Thread::interrupt);
    }
}
