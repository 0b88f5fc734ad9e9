package org.pushmirror.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
        try (ScriptedServer relay =
                new ScriptedServer(client -> Relay.pass(client, sshd.port(), Integer.MAX_VALUE, sent))) {
            connector(sshd, relay, key).open(relay.target(), LONG).close();
        }
        return sent.get();
    }

    private static TriggerException failureWhenCutAfter(int bytes, TestSshd sshd, SshKeyPair key) throws Exception {
        try (ScriptedServer relay =
                new ScriptedServer(client -> Relay.pass(client, sshd.port(), bytes, new AtomicInteger()))) {
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
}
