package org.pushmirror.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.sshkeys.PublicKey;

@Timeout(120)
class HostKeyLearningTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private SshKeyPair key;
    private Path knownHosts;

    @BeforeEach
    void makeKey() {
        key = SshKeyPair.generate("push@hub.example.org");
        knownHosts = folder.resolve("ssh/known_hosts");
    }

    private TestSshd sshd() throws Exception {
        return TestSshd.start(folder.resolve("sshd")).authorize(key.publicKey(), "true");
    }

    private void open(HostKeys hostKeys, PushTarget target) throws InterruptedException {
        SshConnector.of(key.identity(), hostKeys).open(target, LONG).close();
    }

    private TriggerException refusal(HostKeys hostKeys, PushTarget target) {
        return catchThrowableOfType(TriggerException.class, () -> open(hostKeys, target));
    }

    @Test
    void anUnknownKeyIsLearntAsOneLineAndBelievedFromThenOn() throws Exception {
        try (TestSshd sshd = sshd()) {
            open(HostKeys.learning(knownHosts), sshd.target());

            PublicKey shown = sshd.hostKey().withComment("");
            assertThat(knownHosts).hasContent("[127.0.0.1]:" + sshd.port() + " " + shown + "\n");
            open(HostKeys.strict(knownHosts), sshd.target());
        }
    }

    @Test
    void linesThatAreThereStay() throws Exception {
        Files.createDirectories(knownHosts.getParent());
        Files.writeString(knownHosts, "# ours\nmirror2.example.com " + key.publicKey());
        try (TestSshd sshd = sshd()) {
            open(HostKeys.learning(knownHosts), sshd.target());

            assertThat(Files.readAllLines(knownHosts))
                    .hasSize(3)
                    .startsWith("# ours", "mirror2.example.com " + key.publicKey());
        }
    }

    @Test
    void aKnownKeyIsNotAddedAgain() throws Exception {
        try (TestSshd sshd = sshd()) {
            HostKeys learning = HostKeys.learning(knownHosts);
            open(learning, sshd.target());
            open(learning, sshd.target());
            open(HostKeys.learning(knownHosts), sshd.target());

            assertThat(Files.readAllLines(knownHosts)).hasSize(1);
        }
    }

    @Test
    void manyWhoMeetTheSameHostAtOnceLearnItOnce() throws Exception {
        try (TestSshd sshd = sshd()) {
            HostKeys learning = HostKeys.learning(knownHosts);
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(CompletableFuture.runAsync(() -> {
                    try {
                        open(learning, sshd.target());
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }));
            }
            for (CompletableFuture<Void> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }

            assertThat(Files.readAllLines(knownHosts)).hasSize(1);
        }
    }

    @Test
    void aChangedKeyIsNeverLearnt() throws Exception {
        try (TestSshd sshd = sshd()) {
            Files.createDirectories(knownHosts.getParent());
            String line = "[127.0.0.1]:" + sshd.port() + " " + key.publicKey() + "\n";
            Files.writeString(knownHosts, line);

            TriggerException failure = refusal(HostKeys.learning(knownHosts), sshd.target());

            assertThat(failure.outcome()).isEqualTo(Outcome.HOST_KEY_REJECTED);
            assertThat(failure.reason().code()).isEqualTo("host-key-changed");
            assertThat(knownHosts).hasContent(line);
        }
    }

    @Test
    void aKeyThatChangesAfterItWasLearntIsRefused() throws Exception {
        HostKeys learning = HostKeys.learning(knownHosts);
        PushTarget first;
        try (TestSshd sshd = sshd()) {
            open(learning, sshd.target());
            first = sshd.target();
        }
        try (TestSshd other = TestSshd.start(folder.resolve("other")).authorize(key.publicKey(), "true");
                ScriptedServer relay = new ScriptedServer(
                        client -> Relay.pass(
                                client,
                                other.port(),
                                Integer.MAX_VALUE,
                                new java.util.concurrent.atomic.AtomicInteger()),
                        first.port())) {
            TriggerException failure = refusal(learning, relay.target());

            assertThat(failure.reason().code()).isEqualTo("host-key-changed");
        }
    }

    @Test
    void aRevokedKeyIsRefusedEvenIfAnotherFileHasIt() throws Exception {
        try (TestSshd sshd = sshd()) {
            Files.createDirectories(knownHosts.getParent());
            Path system = folder.resolve("system");
            sshd.knownHosts().write(system);
            Files.writeString(knownHosts, "@revoked * " + sshd.hostKey() + "\n");

            TriggerException failure = refusal(HostKeys.learning(List.of(system), knownHosts), sshd.target());

            assertThat(failure.reason().code()).isEqualTo("host-key-revoked");
        }
    }

    @Test
    void aKeyThatCannotBeSavedIsRefused() throws Exception {
        Files.createDirectories(folder.resolve("ssh"));
        Files.writeString(folder.resolve("ssh/file"), "");
        try (TestSshd sshd = sshd()) {
            TriggerException failure =
                    refusal(HostKeys.learning(folder.resolve("ssh/file/known_hosts")), sshd.target());

            assertThat(failure.outcome()).isEqualTo(Outcome.HOST_KEY_REJECTED);
            assertThat(failure.reason().code()).isEqualTo("host-key-not-saved");
            assertThat(failure).hasMessageContaining(folder.resolve("ssh/file").toString());
        }
    }

    @Test
    void whatAnotherProcessHasLearntIsSeen() throws Exception {
        try (TestSshd sshd = sshd()) {
            HostKeys learning = HostKeys.learning(knownHosts);
            Files.createDirectories(knownHosts.getParent());
            Files.writeString(knownHosts, "[127.0.0.1]:" + sshd.port() + " " + key.publicKey() + "\n");

            TriggerException failure = refusal(learning, sshd.target());

            assertThat(failure.reason().code()).isEqualTo("host-key-changed");
        }
    }
}
