package org.pushmirror.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.sshkeys.KnownHosts;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.core.sync.SyncScope;

/** Silence, resets and refusals at every phase of a trigger, with a real sshd behind them where there is one. */
@Timeout(180)
class PhaseFaultsTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(1500);
    private static final SyncRequest REQUEST = SyncRequest.of(ArchiveName.of("debian"), SyncScope.ALL);

    @TempDir
    Path folder;

    private SshKeyPair key;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void makeKey() {
        key = SshKeyPair.generate("push@hub.example.org");
    }

    private TestSshd sshd(String command) throws Exception {
        return TestSshd.start(folder.resolve("sshd")).authorize(key.publicKey(), command);
    }

    private SshConnector connector(KnownHosts known) {
        return SshConnector.of(key.identity(), HostKeys.strict(known)).withThreads(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            threads.add(thread);
            return thread;
        });
    }

    private SshConnector connector(TestSshd sshd, ScriptedServer relay) {
        return connector(KnownHosts.create().with("127.0.0.1", relay.target().port(), sshd.hostKey()));
    }

    private void assertNoThreadIsLeft() {
        await().atMost(LONG).untilAsserted(() -> assertThat(threads).noneMatch(Thread::isAlive));
    }

    @Test
    void aBlackHoleIsATimeOutOfTheConnection() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> waiting = fill(full);
            PushTarget target =
                    new PushTarget("mirror1.example.com", "127.0.0.1", full.getLocalPort(), "mirror", TargetType.ALL);

            TriggerException failure = catchThrowableOfType(
                    TriggerException.class,
                    () -> connector(KnownHosts.create()).open(target, SHORT).close());

            assertThat(failure.outcome()).isEqualTo(Outcome.TIMED_OUT);
            assertThat(failure.reason().phase()).isEqualTo("connect");
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    /** Connects until nobody takes a connection any more, as a host behind a firewall does not. */
    private static List<Socket> fill(ServerSocket server) throws Exception {
        List<Socket> waiting = new ArrayList<>();
        while (true) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 500);
            } catch (java.net.SocketTimeoutException e) {
                return waiting;
            }
        }
    }

    @Test
    void silenceAnywhereInTheHandshakeEndsAtTheDeadlineInThePhaseThatItIsIn() throws Exception {
        try (TestSshd sshd = sshd("true")) {
            int whole = bytesOfAHandshake(sshd);
            List<CompletableFuture<TriggerException>> failures = new ArrayList<>();
            for (int i = 1; i <= 6; i++) {
                int limit = i * whole / 7;
                failures.add(CompletableFuture.supplyAsync(
                        () -> failureWhenSilentAfter(limit, sshd), task -> new Thread(task).start()));
            }
            Set<String> phases = new TreeSet<>();
            for (CompletableFuture<TriggerException> failure : failures) {
                assertThat(failure.get(120, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.TIMED_OUT);
                phases.add(failure.get().reason().phase());
            }
            assertThat(phases).contains("key-exchange", "authentication");
            assertNoThreadIsLeft();
        }
    }

    private TriggerException failureWhenSilentAfter(int bytes, TestSshd sshd) {
        try (ScriptedServer relay = new ScriptedServer(client -> Relay.silentAfter(client, sshd.port(), bytes))) {
            return catchThrowableOfType(
                    TriggerException.class,
                    () -> connector(sshd, relay)
                            .open(relay.target(), Duration.ofSeconds(8))
                            .close());
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private int bytesOfAHandshake(TestSshd sshd) throws Exception {
        AtomicInteger sent = new AtomicInteger();
        try (ScriptedServer relay =
                new ScriptedServer(client -> Relay.pass(client, sshd.port(), Integer.MAX_VALUE, sent))) {
            connector(sshd, relay).open(relay.target(), LONG).close();
            await().atMost(LONG).until(() -> sent.get() > 1000);
        }
        return sent.get();
    }

    @Test
    void aHostThatIsSilentWhenTheCommandIsSentTimesOutBeforeItWasStarted() throws Exception {
        Path silent = folder.resolve("silent");
        try (TestSshd sshd = sshd("true");
                ScriptedServer relay =
                        new ScriptedServer(client -> Relay.freeze(client, sshd.port(), () -> Files.exists(silent)));
                TriggerSession session = connector(sshd, relay).open(relay.target(), LONG)) {
            Files.createFile(silent);

            TriggerException failure =
                    catchThrowableOfType(TriggerException.class, () -> session.sendAndWait(REQUEST, SHORT));

            assertThat(failure.outcome()).isEqualTo(Outcome.TIMED_OUT);
            assertThat(failure.reason().phase()).isEqualTo("exec");
        }
    }

    @Test
    void aServerWithTooManyLoginsUnderWayIsBusy() throws Exception {
        try (TestSshd sshd = TestSshd.start(folder.resolve("sshd"), List.of("ed25519"), "MaxStartups 1:100:1")) {
            List<Socket> held = new ArrayList<>();
            try {
                TriggerException failure = null;
                for (int i = 0; i < 20 && failure == null; i++) {
                    held.add(new Socket(InetAddress.getLoopbackAddress(), sshd.port()));
                    failure = busyNow(sshd);
                }

                assertThat(failure).isNotNull();
                assertThat(failure.outcome()).isEqualTo(Outcome.UNREACHABLE);
                assertThat(failure).hasMessageContaining("MaxStartups");
            } finally {
                for (Socket socket : held) {
                    socket.close();
                }
            }
        }
    }

    private TriggerException busyNow(TestSshd sshd) {
        TriggerException failure = catchThrowableOfType(
                TriggerException.class,
                () -> connector(sshd.knownHosts()).open(sshd.target(), LONG).close());
        return failure != null && failure.reason().code().equals("busy") ? failure : null;
    }

    @Test
    void onlyOneKeyIsOfferedSoThatAServerCountsOneTry() throws Exception {
        try (TestSshd sshd = TestSshd.start(folder.resolve("sshd"), List.of("ed25519"), "MaxAuthTries 2")
                        .authorize(key.publicKey(), "true");
                TriggerSession session = connector(sshd.knownHosts()).open(sshd.target(), LONG)) {
            assertThat(session.isOpen()).isTrue();
            assertThat(sshd.log()).doesNotContain("Failed publickey");
        }
    }

    @Test
    void everyExitStatusIsPassedOn() throws Exception {
        Path status = folder.resolve("status");
        try (TestSshd sshd = sshd("exit $(cat " + status + ")");
                TriggerSession session = connector(sshd.knownHosts()).open(sshd.target(), LONG)) {
            for (int expected : new int[] {0, 1, 3, 4, 64, 78, 255}) {
                Files.writeString(status, expected + "\n");
                assertThat(session.sendAndWait(REQUEST, LONG))
                        .isEqualTo(new TriggerResult.Exited(expected, TriggerOutput.NONE));
            }
        }
    }

    @Test
    void aGigabyteOfOutputCostsNoMemory() throws Exception {
        long bytes = Boolean.getBoolean("pushmirror.long") ? 1_000_000_000L : 100_000_000L;
        try (TestSshd sshd = sshd("head -c " + bytes + " /dev/zero");
                TriggerSession session = connector(sshd.knownHosts()).open(sshd.target(), LONG)) {
            TriggerResult result = session.sendAndWait(REQUEST, Duration.ofMinutes(2));

            assertThat(result).isInstanceOf(TriggerResult.Exited.class);
            assertThat(result.output().bytes()).isEqualTo(bytes);
            assertThat(result.output().tail()).hasSize(64 * 1024);
        }
    }

    @Test
    void manyFailedAndEndedSessionsLeaveNoThreadAndNoFile() throws Exception {
        try (TestSshd sshd = sshd("true");
                ScriptedServer reset = new ScriptedServer(client -> client.setSoLinger(true, 0))) {
            connector(sshd.knownHosts()).open(sshd.target(), LONG).close();
            assertNoThreadIsLeft();
            long before = openFiles();
            for (int i = 0; i < 10; i++) {
                TriggerSession session = connector(sshd.knownHosts()).open(sshd.target(), LONG);
                session.sendAndWait(REQUEST, LONG);
                session.close();
                catchThrowableOfType(
                        TriggerException.class,
                        () -> connector(KnownHosts.create())
                                .open(sshd.target(), LONG)
                                .close());
                catchThrowableOfType(
                        TriggerException.class,
                        () -> connector(KnownHosts.create())
                                .open(reset.target(), LONG)
                                .close());
            }

            assertNoThreadIsLeft();
            await().atMost(LONG).untilAsserted(() -> assertThat(openFiles()).isLessThan(before + 10));
        }
    }

    private static long openFiles() throws Exception {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return 0;
        }
        try (var files = Files.list(descriptors)) {
            return files.count();
        }
    }

    @Test
    void anIpv6AddressIsReached() throws Exception {
        assumeTrue(hasIpv6(), "this machine has no IPv6 on loopback");
        int port = TestSshd.freePort();
        try (TestSshd sshd = TestSshd.start(folder.resolve("sshd"), List.of("ed25519"), "ListenAddress [::1]:" + port)
                .authorize(key.publicKey(), "true")) {
            PushTarget target = new PushTarget("mirror1.example.com", "::1", port, TestSshd.user(), TargetType.ALL);
            KnownHosts known = KnownHosts.create().with("::1", port, sshd.hostKey());

            try (TriggerSession session = connector(known).open(target, LONG)) {
                assertThat(session.isOpen()).isTrue();
            }
        }
    }

    private static boolean hasIpv6() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return socket.isBound();
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
