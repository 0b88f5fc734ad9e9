package org.pushmirror.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.sshkeys.KnownHosts;

/** A real handshake through a relay that cuts it: JSch would call some of these cuts a refused key. */
class CutHandshakeTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int CUTS = 8;

    @TempDir
    Path folder;

    @Test
    void aHandshakeThatIsCutAnywhereIsUnreachableAndNeverARefusedKey() throws Exception {
        SshKeyPair key = SshKeyPair.generate("");
        try (TestSshd sshd = TestSshd.start(folder.resolve("sshd")).authorize(key.publicKey(), "true")) {
            int whole = bytesOfAHandshake(sshd, key);
            Set<String> phases = new TreeSet<>();
            for (int i = 0; i < CUTS; i++) {
                int cut = whole - 1 - i * whole / CUTS;
                TriggerException failure = failureWhenCutAfter(cut, sshd, key);

                assertThat(failure.outcome()).as("cut after %d bytes", cut).isEqualTo(Outcome.UNREACHABLE);
                assertThat(failure.reason().code()).isIn("connection-closed", "connection-reset");
                phases.add(failure.reason().phase());
            }
            assertThat(phases).contains("authentication", "key-exchange");
        }
    }

    private static int bytesOfAHandshake(TestSshd sshd, SshKeyPair key) throws Exception {
        AtomicInteger sent = new AtomicInteger();
        try (ScriptedServer relay = new ScriptedServer(client -> relay(client, sshd.port(), Integer.MAX_VALUE, sent))) {
            connector(sshd, relay, key).open(relay.target(), LONG).close();
        }
        return sent.get();
    }

    private static TriggerException failureWhenCutAfter(int bytes, TestSshd sshd, SshKeyPair key) throws Exception {
        try (ScriptedServer relay =
                new ScriptedServer(client -> relay(client, sshd.port(), bytes, new AtomicInteger()))) {
            return catchThrowableOfType(
                    TriggerException.class,
                    () -> connector(sshd, relay, key).open(relay.target(), LONG).close());
        }
    }

    private static SshConnector connector(TestSshd sshd, ScriptedServer relay, SshKeyPair key) {
        PushTarget target = relay.target();
        return SshConnector.of(
                key.identity(),
                HostKeys.strict(KnownHosts.create().with(target.host(), target.port(), sshd.hostKey())));
    }

    /** Passes on what the client sends, up to so many bytes, and everything that the server answers. */
    private static void relay(Socket client, int port, int bytes, AtomicInteger passed)
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

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side is gone, which is what the test is about.
        }
    }
}
