package org.pushmirror.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.sshkeys.KnownHosts;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.core.sync.SyncScope;

class SshConnectorTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final SyncRequest REQUEST = SyncRequest.of(ArchiveName.of("debian"), SyncScope.ALL);

    @TempDir
    Path folder;

    private SshKeyPair key;

    @BeforeEach
    void makeKey() {
        key = SshKeyPair.generate("push@hub.example.org");
    }

    private TestSshd sshd(String command) throws Exception {
        return TestSshd.start(folder.resolve("sshd")).authorize(key.publicKey(), command);
    }

    private TriggerSession open(TestSshd sshd) throws InterruptedException {
        return connector(sshd.knownHosts()).open(sshd.target(), LONG);
    }

    private SshConnector connector(KnownHosts knownHosts) {
        return SshConnector.of(key.identity(), HostKeys.strict(knownHosts));
    }

    private TriggerException refusal(KnownHosts knownHosts, PushTarget target) {
        return catchThrowableOfType(
                TriggerException.class,
                () -> connector(knownHosts).open(target, LONG).close());
    }

    @Test
    void theForcedCommandGetsTheWordsOfTheRequest() throws Exception {
        try (TestSshd sshd = sshd("echo \"got $SSH_ORIGINAL_COMMAND\"");
                TriggerSession session = open(sshd)) {
            TriggerResult result = session.sendAndWait(REQUEST, LONG);

            assertThat(result)
                    .isEqualTo(
                            new TriggerResult.Exited(0, new TriggerOutput("got sync:archive:debian sync:all\n", 33)));
        }
    }

    @Test
    void theExitStatusAndBothOutputsArrive() throws Exception {
        try (TestSshd sshd = sshd("echo out; echo err >&2; exit 78");
                TriggerSession session = open(sshd)) {
            TriggerResult result = session.sendAndWait(REQUEST, LONG);

            assertThat(result).isInstanceOfSatisfying(TriggerResult.Exited.class, exited -> {
                assertThat(exited.status()).isEqualTo(78);
                assertThat(exited.output().tail()).contains("out\n", "err\n");
                assertThat(exited.output().bytes()).isEqualTo(8);
            });
        }
    }

    @Test
    void aStatusThatComesLongAfterTheEndOfTheOutputIsWaitedFor() throws Exception {
        try (TestSshd sshd = sshd("exec >&- 2>&-; sleep 1; exit 7");
                TriggerSession session = open(sshd)) {
            assertThat(session.sendAndWait(REQUEST, LONG)).isEqualTo(new TriggerResult.Exited(7, TriggerOutput.NONE));
        }
    }

    @Test
    void aSignalIsNamed() throws Exception {
        try (TestSshd sshd = sshd("kill -TERM $$");
                TriggerSession session = open(sshd)) {
            assertThat(session.sendAndWait(REQUEST, LONG))
                    .isEqualTo(new TriggerResult.Signalled("TERM", TriggerOutput.NONE));
        }
    }

    @Test
    void standardInputIsAtItsEnd() throws Exception {
        try (TestSshd sshd = sshd("cat; echo done");
                TriggerSession session = open(sshd)) {
            assertThat(session.sendAndWait(REQUEST, LONG).output().tail()).isEqualTo("done\n");
        }
    }

    @Test
    void ofHugeOutputTheEndIsKeptAndTheRestCounted() throws Exception {
        try (TestSshd sshd = sshd("head -c 30000000 /dev/zero | tr '\\000' x; echo; echo the end");
                TriggerSession session = open(sshd)) {
            TriggerOutput output = session.sendAndWait(REQUEST, LONG).output();

            assertThat(output.bytes()).isEqualTo(30_000_009L);
            assertThat(output.tail()).hasSize(64 * 1024).endsWith("x\nthe end\n");
            assertThat(output.lastLine()).isEqualTo("the end");
        }
    }

    @Test
    void muchOutputOnStandardErrorAloneHoldsNothingUp() throws Exception {
        try (TestSshd sshd = sshd("head -c 5000000 /dev/zero >&2");
                TriggerSession session = open(sshd)) {
            TriggerResult result = session.sendAndWait(REQUEST, LONG);

            assertThat(result).isInstanceOf(TriggerResult.Exited.class);
            assertThat(result.output().bytes()).isEqualTo(5_000_000L);
        }
    }

    @Test
    void oneSessionTakesOneRequestAfterTheOther() throws Exception {
        try (TestSshd sshd = sshd("echo $SSH_ORIGINAL_COMMAND");
                TriggerSession session = open(sshd)) {
            ArchiveName archive = ArchiveName.of("debian");
            for (SyncScope scope : SyncScope.values()) {
                assertThat(session.sendAndWait(SyncRequest.of(archive, scope), LONG)
                                .output()
                                .tail())
                        .endsWith(scope.word() + "\n");
            }
            assertThat(session.isOpen()).isTrue();
        }
    }

    @Test
    void aCommandThatTakesTooLongIsLeftAloneAndTheSessionStays() throws Exception {
        try (TestSshd sshd = sshd("echo begun; case $SSH_ORIGINAL_COMMAND in *all) sleep 300;; esac");
                TriggerSession session = open(sshd)) {
            TriggerResult slow = session.sendAndWait(REQUEST, Duration.ofSeconds(2));
            TriggerResult quick = session.sendAndWait(SyncRequest.of(ArchiveName.DEFAULT, SyncScope.STAGE1), LONG);

            assertThat(slow).isEqualTo(new TriggerResult.TimedOut("output", new TriggerOutput("begun\n", 6)));
            assertThat(quick).isEqualTo(new TriggerResult.Exited(0, new TriggerOutput("begun\n", 6)));
        }
    }

    @Test
    void aConnectionCutWhileTheCommandRunsIsNoEndOfTheCommand() throws Exception {
        Path begun = folder.resolve("begun");
        try (TestSshd sshd = sshd("echo begun; touch " + begun + "; sleep 300");
                TriggerSession session = open(sshd)) {
            CompletableFuture<TriggerResult> result = sending(session);
            await().atMost(LONG).until(() -> Files.exists(begun));

            sshd.killSessions();

            assertThat(result.get(60, TimeUnit.SECONDS)).isInstanceOfSatisfying(TriggerResult.Lost.class, lost -> {
                assertThat(lost.output().tail()).isEqualTo("begun\n");
                assertThat(lost.detail()).startsWith("the ");
            });
            assertThat(session.isOpen()).isFalse();
        }
    }

    @Test
    void aHostThatFallsSilentWhileTheCommandRunsIsLostAfterAFewKeepAlives() throws Exception {
        Path begun = folder.resolve("begun");
        try (TestSshd sshd = sshd("touch " + begun + "; sleep 300");
                ScriptedServer relay =
                        new ScriptedServer(client -> Relay.freeze(client, sshd.port(), () -> Files.exists(begun)))) {
            PushTarget target = relay.target();
            KnownHosts known = KnownHosts.create().with(target.host(), target.port(), sshd.hostKey());
            SshConnector connector = connector(known).withKeepAlive(Duration.ofMillis(200));
            try (TriggerSession session = connector.open(target, LONG)) {
                assertThat(session.sendAndWait(REQUEST, Duration.ofHours(1))).isInstanceOf(TriggerResult.Lost.class);
            }
        }
    }

    @Test
    void aRequestOnALostSessionIsKnownNotToHaveBeenSent() throws Exception {
        try (TestSshd sshd = sshd("true");
                TriggerSession session = open(sshd)) {
            sshd.killSessions();
            await().atMost(LONG).until(() -> !session.isOpen());

            TriggerException failure =
                    catchThrowableOfType(TriggerException.class, () -> session.sendAndWait(REQUEST, LONG));

            assertThat(failure.outcome()).isEqualTo(Outcome.UNREACHABLE);
            assertThat(failure.reason().code()).isEqualTo("session-lost");
        }
    }

    @Test
    void closingEndsARequestUnderWayAsCancelled() throws Exception {
        Path begun = folder.resolve("begun");
        try (TestSshd sshd = sshd("touch " + begun + "; sleep 300")) {
            TriggerSession session = open(sshd);
            CompletableFuture<TriggerResult> result = sending(session);
            await().atMost(LONG).until(() -> Files.exists(begun));

            session.close();

            assertThat(result.get(60, TimeUnit.SECONDS)).isInstanceOf(TriggerResult.Cancelled.class);
        }
    }

    @Test
    void anInterruptEndsTheWaiting() throws Exception {
        Path begun = folder.resolve("begun");
        try (TestSshd sshd = sshd("touch " + begun + "; sleep 300");
                TriggerSession session = open(sshd)) {
            CompletableFuture<Thread> worker = new CompletableFuture<>();
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                worker.complete(Thread.currentThread());
                try {
                    session.sendAndWait(REQUEST, LONG);
                } catch (InterruptedException | RuntimeException e) {
                    end.complete(e);
                }
            });
            thread.start();
            await().atMost(LONG).until(() -> Files.exists(begun));

            worker.get().interrupt();

            assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void anAccountThatMayNotRunCommandsIsToldApartFromALostSession() throws Exception {
        try (TestSshd sshd = TestSshd.start(folder.resolve("sshd"), List.of("ed25519"), "MaxSessions 0")
                        .authorize(key.publicKey(), "true");
                TriggerSession session = open(sshd)) {
            TriggerException failure =
                    catchThrowableOfType(TriggerException.class, () -> session.sendAndWait(REQUEST, LONG));

            assertThat(failure.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(failure.reason().code()).isEqualTo("exec-refused");
        }
    }

    @Test
    void anUnknownHostKeyIsRefusedBeforeAnythingIsSent() throws Exception {
        Path ran = folder.resolve("ran");
        try (TestSshd sshd = sshd("touch " + ran)) {
            TriggerException failure = refusal(KnownHosts.create(), sshd.target());

            assertThat(failure.outcome()).isEqualTo(Outcome.HOST_KEY_REJECTED);
            assertThat(failure.reason().code()).isEqualTo("host-key-unknown");
            assertThat(failure)
                    .hasMessageContaining("127.0.0.1:" + sshd.port())
                    .hasMessageContaining(sshd.hostKey().fingerprint());
            assertThat(sshd.log()).doesNotContain("Accepted publickey");
            assertThat(ran).doesNotExist();
        }
    }

    @Test
    void aChangedHostKeyIsRefused() throws Exception {
        try (TestSshd sshd = sshd("true")) {
            KnownHosts other = KnownHosts.create()
                    .with("127.0.0.1", sshd.port(), SshKeyPair.generate("").publicKey());

            TriggerException failure = refusal(other, sshd.target());

            assertThat(failure.outcome()).isEqualTo(Outcome.HOST_KEY_REJECTED);
            assertThat(failure.reason().code()).isEqualTo("host-key-changed");
        }
    }

    @Test
    void aRevokedHostKeyIsRefusedEvenIfItIsKnown() throws Exception {
        try (TestSshd sshd = sshd("true")) {
            String lines = "@revoked * " + sshd.hostKey() + "\n"
                    + new String(sshd.knownHosts().bytes(), StandardCharsets.UTF_8);
            KnownHosts revoked = KnownHosts.parse("known_hosts", lines.getBytes(StandardCharsets.UTF_8));

            TriggerException failure = refusal(revoked, sshd.target());

            assertThat(failure.outcome()).isEqualTo(Outcome.HOST_KEY_REJECTED);
            assertThat(failure.reason().code()).isEqualTo("host-key-revoked");
        }
    }

    @Test
    void aServerWithSeveralKeysIsAskedForTheOneOnFile() throws Exception {
        try (TestSshd sshd = TestSshd.start(folder.resolve("sshd"), List.of("rsa", "ed25519", "ecdsa"), "")
                .authorize(key.publicKey(), "true")) {
            for (PublicKeyOf type : PublicKeyOf.values()) {
                KnownHosts one = KnownHosts.create().with("127.0.0.1", sshd.port(), type.of(folder.resolve("sshd")));
                try (TriggerSession session = connector(one).open(sshd.target(), LONG)) {
                    assertThat(session.sendAndWait(REQUEST, LONG))
                            .isEqualTo(new TriggerResult.Exited(0, TriggerOutput.NONE));
                }
            }
        }
    }

    private enum PublicKeyOf {
        RSA,
        ED25519,
        ECDSA;

        org.pushmirror.core.sshkeys.PublicKey of(Path sshd) throws Exception {
            String line = Files.readString(sshd.resolve("host_" + name().toLowerCase(java.util.Locale.ROOT) + ".pub"));
            return org.pushmirror.core.sshkeys.PublicKey.parse(line.strip());
        }
    }

    @Test
    void knownHostsAreReadFromAFile() throws Exception {
        try (TestSshd sshd = sshd("true")) {
            Path file = folder.resolve("known_hosts");
            sshd.knownHosts().write(file);

            try (TriggerSession session =
                    SshConnector.of(key.identity(), HostKeys.strict(file)).open(sshd.target(), LONG)) {
                assertThat(session.isOpen()).isTrue();
            }
        }
    }

    @Test
    void aKeyThatIsNotAuthorizedIsRefused() throws Exception {
        try (TestSshd sshd = TestSshd.start(folder.resolve("sshd"))) {
            TriggerException failure = refusal(sshd.knownHosts(), sshd.target());

            assertThat(failure.outcome()).isEqualTo(Outcome.AUTHENTICATION_REFUSED);
            assertThat(failure.reason().code()).isEqualTo("key-refused");
            assertThat(failure.reason().phase()).isEqualTo("authentication");
            assertThat(failure).hasMessageContaining(key.publicKey().fingerprint());
        }
    }

    @Test
    void aServerThatHangsUpAfterTheFirstRefusalHasRefusedTheKeyToo() throws Exception {
        try (TestSshd sshd = TestSshd.start(folder.resolve("sshd"), List.of("ed25519"), "MaxAuthTries 1")) {
            TriggerException failure = refusal(sshd.knownHosts(), sshd.target());

            assertThat(failure.outcome()).isEqualTo(Outcome.AUTHENTICATION_REFUSED);
        }
    }

    @Test
    void keysOfEveryTypeLogIn() throws Exception {
        try (TestSshd sshd = TestSshd.start(folder.resolve("sshd"))) {
            for (String type : List.of("ed25519", "ecdsa", "rsa")) {
                Path file = folder.resolve(type);
                Programs.run("ssh-keygen", "-q", "-t", type, "-N", "", "-f", file.toString());
                Identity identity = Identity.read(file);
                sshd.authorize(identity.publicKey(), "echo " + type);

                try (TriggerSession session = SshConnector.of(identity, HostKeys.strict(sshd.knownHosts()))
                        .open(sshd.target(), LONG)) {
                    assertThat(session.sendAndWait(REQUEST, LONG).output().tail())
                            .isEqualTo(type + "\n");
                }
            }
        }
    }

    @Test
    void aPortWhereNobodyListensIsConnectionRefused() throws Exception {
        int port = TestSshd.freePort();
        PushTarget target = PushTarget.of(
                        org.pushmirror.core.push.TargetType.ALL, "mirror1.example.com", "127.0.0.1", "mirror")
                .withPort(port);

        TriggerException failure = refusal(KnownHosts.create(), target);

        assertThat(failure.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(failure.reason().code()).isEqualTo("connection-refused");
        assertThat(failure.reason().phase()).isEqualTo("connect");
        assertThat(failure).hasMessageContaining("127.0.0.1:" + port);
    }

    @Test
    void aNameWithoutAnAddressIsAnUnknownHost() {
        PushTarget target = PushTarget.of(
                org.pushmirror.core.push.TargetType.ALL, "mirror1.example.com", "no-such-host.invalid", "mirror");

        TriggerException failure = refusal(KnownHosts.create(), target);

        assertThat(failure.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(failure.reason().code()).isEqualTo("unknown-host");
        assertThat(failure.reason().phase()).isEqualTo("resolve");
    }

    @Test
    void aClosedSessionLeavesNoThread() throws Exception {
        Set<Thread> threads = java.util.concurrent.ConcurrentHashMap.newKeySet();
        try (TestSshd sshd = sshd("true")) {
            SshConnector connector = connector(sshd.knownHosts()).withThreads(task -> {
                Thread thread = new Thread(task);
                thread.setDaemon(true);
                threads.add(thread);
                return thread;
            });
            TriggerSession session = connector.open(sshd.target(), LONG);
            session.sendAndWait(REQUEST, LONG);

            session.close();

            assertThat(threads).isNotEmpty();
            await().atMost(LONG).until(() -> threads.stream().noneMatch(Thread::isAlive));
        }
    }

    @Test
    void anImpossibleKeepAliveIsRefused() {
        SshConnector connector = connector(KnownHosts.create());

        assertThatThrownBy(() -> connector.withKeepAlive(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    private static CompletableFuture<TriggerResult> sending(TriggerSession session) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return session.sendAndWait(REQUEST, LONG);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
