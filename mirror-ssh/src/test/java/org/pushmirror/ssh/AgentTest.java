package org.pushmirror.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.secrets.Password;

@Timeout(120)
class AgentTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Path socket;
    private Process agent;

    @BeforeEach
    void startAgent() throws Exception {
        socket = folder.resolve("agent");
        try {
            agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("agent.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException("ssh-agent is missing; install it with: apt-get install openssh-client", e);
        }
        org.awaitility.Awaitility.await().atMost(LONG).until(() -> Files.exists(socket));
    }

    @AfterEach
    void endAgent() throws Exception {
        agent.destroy();
        agent.waitFor(30, TimeUnit.SECONDS);
    }

    private void add(Path key) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("ssh-add", "-q", key.toString())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(folder.resolve("add.log").toFile());
        builder.environment().put("SSH_AUTH_SOCK", socket.toString());
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as("%s", Files.readString(folder.resolve("add.log")))
                .isZero();
    }

    @Test
    void keysOfEveryTypeInTheAgentLogIn() throws Exception {
        try (TestSshd sshd = TestSshd.start(folder.resolve("sshd"))) {
            for (SshKeyType type : SshKeyType.values()) {
                SshKeyPair pair = SshKeyPair.generate(type, "");
                Path file = folder.resolve("key-" + type);
                pair.write(file);
                add(file);
                sshd.authorize(pair.publicKey(), "true");
                Identity identity = Identity.inAgent(socket, pair.publicKey());

                try (TriggerSession session = SshConnector.of(identity, HostKeys.strict(sshd.knownHosts()))
                        .open(sshd.target(), LONG)) {
                    assertThat(session.isOpen()).as("%s", type).isTrue();
                }
            }
        }
    }

    @Test
    void aKeyWithAPassphraseIsFoundInTheAgentByItsPublicHalf() throws Exception {
        SshKeyPair pair = SshKeyPair.generate("");
        Path plain = folder.resolve("plain");
        Path locked = folder.resolve("locked");
        pair.write(plain);
        pair.write(locked, Password.of("secret"));
        add(plain);
        try (TestSshd sshd = TestSshd.start(folder.resolve("sshd")).authorize(pair.publicKey(), "true");
                TriggerSession session = SshConnector.of(
                                Identity.read(locked, Optional.of(socket)), HostKeys.strict(sshd.knownHosts()))
                        .open(sshd.target(), LONG)) {
            assertThat(session.isOpen()).isTrue();
        }
    }

    @Test
    void aKeyThatTheAgentDoesNotHaveIsSaid() {
        SshKeyPair pair = SshKeyPair.generate("");

        assertThatThrownBy(() -> Identity.inAgent(socket, pair.publicKey()))
                .isInstanceOf(SshKeyException.class)
                .hasMessageContaining(pair.publicKey().fingerprint())
                .hasMessageContaining("ssh-add");
    }

    @Test
    void anAgentThatIsNotThereIsSaid() {
        SshKeyPair pair = SshKeyPair.generate("");

        assertThatThrownBy(() -> Identity.inAgent(folder.resolve("nobody"), pair.publicKey()))
                .isInstanceOf(SshKeyException.class)
                .hasMessageContaining(folder.resolve("nobody").toString());
    }
}
