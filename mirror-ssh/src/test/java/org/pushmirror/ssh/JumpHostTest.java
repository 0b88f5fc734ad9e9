package org.pushmirror.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

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
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.sshkeys.KnownHosts;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.core.sync.SyncScope;

@Timeout(120)
class JumpHostTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final SyncRequest REQUEST =
            SyncRequest.of(org.pushmirror.core.sync.ArchiveName.of("debian"), SyncScope.ALL);

    @TempDir
    Path folder;

    private SshKeyPair key;

    @BeforeEach
    void makeKey() {
        key = SshKeyPair.generate("push@hub.example.org");
    }

    private TestSshd mirror() throws Exception {
        return TestSshd.start(folder.resolve("mirror")).authorize(key.publicKey(), "echo reached; cat >&2");
    }

    private TestSshd jump(String name) throws Exception {
        return TestSshd.start(folder.resolve(name)).authorizeForwarding(key.publicKey());
    }

    private SshConnector through(List<TestSshd> known, TestSshd... jumps) {
        KnownHosts keys = KnownHosts.create();
        for (TestSshd sshd : known) {
            keys = keys.with("127.0.0.1", sshd.port(), sshd.hostKey());
        }
        List<SshHop> hops = new ArrayList<>();
        for (TestSshd jump : jumps) {
            hops.add(new SshHop("127.0.0.1", jump.port(), TestSshd.user(), SshSettings.DEFAULT));
        }
        return SshConnector.of(key.identity(), HostKeys.strict(keys))
                .withSettings(target -> SshSettings.DEFAULT.withHops(hops));
    }

    private static int logins(TestSshd sshd) throws Exception {
        return sshd.log().split("Accepted publickey", -1).length - 1;
    }

    @Test
    void aMirrorBehindAJumpHostIsReached() throws Exception {
        try (TestSshd mirror = mirror();
                TestSshd jump = jump("jump");
                TriggerSession session = through(List.of(mirror, jump), jump).open(mirror.target(), LONG)) {
            assertThat(session.sendAndWait(REQUEST, LONG).output().tail()).isEqualTo("reached\n");
            assertThat(session.sendAndWait(REQUEST, LONG))
                    .isEqualTo(new TriggerResult.Exited(0, new TriggerOutput("reached\n", 8)));
        }
    }

    @Test
    void aMirrorBehindTwoJumpHostsIsReached() throws Exception {
        try (TestSshd mirror = mirror();
                TestSshd first = jump("first");
                TestSshd second = jump("second");
                TriggerSession session =
                        through(List.of(mirror, first, second), first, second).open(mirror.target(), LONG)) {
            assertThat(session.sendAndWait(REQUEST, LONG).output().tail()).isEqualTo("reached\n");
            assertThat(logins(first)).isEqualTo(1);
            assertThat(logins(second)).isEqualTo(1);
        }
    }

    @Test
    void allWhoAreBehindAJumpHostShareOneSessionToIt() throws Exception {
        try (TestSshd mirror = mirror();
                TestSshd jump = jump("jump")) {
            SshConnector connector = through(List.of(mirror, jump), jump);
            List<CompletableFuture<TriggerSession>> opening = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                opening.add(CompletableFuture.supplyAsync(() -> {
                    try {
                        return connector.open(mirror.target(), LONG);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }));
            }
            List<TriggerSession> sessions = new ArrayList<>();
            for (CompletableFuture<TriggerSession> open : opening) {
                sessions.add(open.get(60, TimeUnit.SECONDS));
            }
            sessions.forEach(TriggerSession::close);

            assertThat(logins(jump)).isEqualTo(1);
            assertThat(logins(mirror)).isEqualTo(4);
            await().atMost(LONG).untilAsserted(() -> assertThat(jump.sessions()).isZero());
        }
    }

    @Test
    void aJumpHostWithAWrongKeyIsNotPassed() throws Exception {
        try (TestSshd mirror = mirror();
                TestSshd jump = jump("jump")) {
            TriggerException failure = catchThrowableOfType(
                    TriggerException.class,
                    () -> through(List.of(mirror), jump)
                            .open(mirror.target(), LONG)
                            .close());

            assertThat(failure.outcome()).isEqualTo(Outcome.HOST_KEY_REJECTED);
            assertThat(failure)
                    .hasMessageStartingWith("127.0.0.1:" + mirror.port() + " is reached through a jump host")
                    .hasMessageContaining("127.0.0.1:" + jump.port());
        }
    }

    @Test
    void aMirrorThatTheJumpHostCannotReachIsUnreachable() throws Exception {
        try (TestSshd jump = jump("jump")) {
            PushTarget nobody =
                    new PushTarget("mirror1.example.com", "127.0.0.1", TestSshd.freePort(), "mirror", TargetType.ALL);
            TriggerException failure = catchThrowableOfType(
                    TriggerException.class,
                    () -> through(List.of(jump), jump).open(nobody, LONG).close());

            assertThat(failure.outcome()).isEqualTo(Outcome.UNREACHABLE);
            assertThat(failure.reason().code()).isEqualTo("jump-refused");
        }
    }

    @Test
    void aJumpHostThatForbidsItIsNamed() throws Exception {
        try (TestSshd mirror = mirror();
                TestSshd jump = TestSshd.start(folder.resolve("jump")).authorize(key.publicKey(), "false")) {
            TriggerException failure = catchThrowableOfType(
                    TriggerException.class,
                    () -> through(List.of(mirror, jump), jump)
                            .open(mirror.target(), LONG)
                            .close());

            assertThat(failure.reason().code()).isEqualTo("jump-prohibited");
            assertThat(failure).hasMessageContaining("127.0.0.1:" + jump.port());
        }
    }

    @Test
    void silenceBehindAJumpHostEndsAtTheDeadline() throws Exception {
        try (TestSshd jump = jump("jump");
                ScriptedServer silent = new ScriptedServer(ScriptedServer::hold)) {
            TriggerException failure = catchThrowableOfType(
                    TriggerException.class,
                    () -> through(List.of(jump), jump)
                            .open(silent.target(), Duration.ofSeconds(4))
                            .close());

            assertThat(failure.outcome()).isEqualTo(Outcome.TIMED_OUT);
            assertThat(failure.reason().phase()).isEqualTo("banner");
            await().atMost(LONG).untilAsserted(() -> assertThat(jump.sessions()).isZero());
        }
    }

    @Test
    void aJumpHostThatDiesLosesTheCommandsBehindIt() throws Exception {
        Path begun = folder.resolve("begun");
        try (TestSshd mirror = TestSshd.start(folder.resolve("mirror"))
                        .authorize(key.publicKey(), "touch " + begun + "; sleep 300");
                TestSshd jump = jump("jump");
                TriggerSession session = through(List.of(mirror, jump), jump).open(mirror.target(), LONG)) {
            CompletableFuture<TriggerResult> result = session.send(REQUEST, LONG);
            await().atMost(LONG).until(() -> java.nio.file.Files.exists(begun));

            jump.killSessions();

            assertThat(result.get(60, TimeUnit.SECONDS)).isInstanceOf(TriggerResult.Lost.class);
            assertThat(session.isOpen()).isFalse();
        }
    }
}
