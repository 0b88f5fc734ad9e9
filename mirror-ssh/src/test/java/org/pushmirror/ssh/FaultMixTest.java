package org.pushmirror.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.sshkeys.KnownHosts;
import org.pushmirror.core.sshkeys.KnownHostsLine.Marker;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.ssh.push.Pusher;
import org.pushmirror.ssh.push.Retries;

/**
 * One push to many targets, among which are all faults that a network and a mirror can have. What a target on the real
 * sshd does is said by the name of its archive.
 */
@Timeout(400)
class FaultMixTest {

    private static final boolean WHOLE = Boolean.getBoolean("pushmirror.long");
    private static final int TARGETS = WHOLE ? 200 : 70;
    private static final int OF_EACH_FAULT = WHOLE ? 3 : 1;
    private static final Duration CONNECT = Duration.ofSeconds(WHOLE ? 25 : 12);
    private static final Duration COMMAND = Duration.ofSeconds(WHOLE ? 30 : 15);
    private static final Duration DEADLINE = Duration.ofSeconds(WHOLE ? 240 : 150);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String HEALTHY = "healthy";

    /** What a sync does, by the archive that it is asked for. */
    private static final String SYNC = """
            case "$SSH_ORIGINAL_COMMAND" in
            *:exit1' '*) exit 1;;
            *:exit3' '*) exit 3;;
            *:exit4' '*) exit 4;;
            *:exit64' '*) exit 64;;
            *:exit78' '*) exit 78;;
            *:exit255' '*) exit 255;;
            *:locked' '*) echo 'Unable to start rsync, lock file still exists, PID 1'; exit 1;;
            *:signal' '*) kill -TERM $$;;
            *:endless' '*) sleep 300;;
            *:output' '*) head -c 20000000 /dev/zero;;
            *:stderr' '*) echo 'all is well' >&2;;
            *:cut' '*) kill -KILL $PPID; sleep 5;;
            esac
            """;

    @TempDir
    Path folder;

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final List<AutoCloseable> servers = new ArrayList<>();
    private final List<PushTarget> targets = new ArrayList<>();
    private final Map<String, Outcome> expected = new LinkedHashMap<>();
    private SshKeyPair key;
    private TestSshd sshd;
    private KnownHosts knownHosts;

    @BeforeEach
    void startAMirrorForAllWhoReachIt() throws Exception {
        key = SshKeyPair.generate("push@hub.example.org");
        Path script = Files.writeString(folder.resolve("sync.sh"), SYNC);
        sshd = TestSshd.start(folder.resolve("sshd"), List.of("ed25519"), "MaxStartups 500:30:600")
                .authorize(key.publicKey(), "exec /bin/sh " + script);
        servers.add(sshd);
        knownHosts = sshd.knownHosts();
    }

    @AfterEach
    void stopEverything() throws Exception {
        for (AutoCloseable server : servers) {
            server.close();
        }
    }

    private PushTarget at(String host, int port) {
        TargetType type = TargetType.values()[targets.size() % 3];
        return new PushTarget("m" + targets.size(), host, port, TestSshd.user(), type);
    }

    private void add(PushTarget target, Outcome outcome) {
        targets.add(target);
        expected.put(target.name(), outcome);
    }

    private void sync(String archive, Outcome outcome) {
        add(at("127.0.0.1", sshd.port()).withArchive(ArchiveName.of(archive)), outcome);
    }

    private void server(ScriptedServer.Script script, Outcome outcome) throws IOException {
        int port = listening(script);
        knownHosts = knownHosts.with("127.0.0.1", port, sshd.hostKey());
        add(at("127.0.0.1", port), outcome);
    }

    private int listening(ScriptedServer.Script script) throws IOException {
        ScriptedServer server = new ScriptedServer(script);
        servers.add(server);
        return server.target().port();
    }

    private static void say(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }

    private void addFaultsOfTheNetwork() throws Exception {
        add(at("mirror.invalid", 22), Outcome.UNREACHABLE);
        add(at("127.0.0.1", TestSshd.freePort()), Outcome.UNREACHABLE);
        add(at("127.0.0.1", blackHole()), Outcome.TIMED_OUT);
        server(ScriptedServer::hold, Outcome.TIMED_OUT);
        server(client -> client.setSoLinger(true, 0), Outcome.UNREACHABLE);
        server(client -> say(client, "Exceeded MaxStartups\r\n"), Outcome.UNREACHABLE);
        server(client -> say(client, "Not allowed at this time\r\n"), Outcome.UNREACHABLE);
        server(client -> say(client, "220 mail.example.org ESMTP\r\n"), Outcome.UNREACHABLE);
        server(FaultMixTest::drip, Outcome.TIMED_OUT);
        server(FaultMixTest::repeatForEver, Outcome.UNREACHABLE);
        for (int bytes : new int[] {100, 900, 1300}) {
            server(client -> Relay.silentAfter(client, sshd.port(), bytes), Outcome.TIMED_OUT);
        }
    }

    private static void drip(Socket client) throws IOException, InterruptedException {
        for (int i = 0; i < 3000; i++) {
            say(client, "x");
            Thread.sleep(100);
        }
    }

    private static void repeatForEver(Socket client) throws IOException {
        while (!client.isClosed()) {
            say(client, "please wait\r\n");
        }
    }

    /** A port that takes no connection any more, as a host behind a firewall does not. */
    private int blackHole() throws Exception {
        ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        servers.add(full);
        while (true) {
            Socket socket = new Socket();
            servers.add(socket);
            try {
                socket.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()), 300);
            } catch (SocketTimeoutException e) {
                return full.getLocalPort();
            }
        }
    }

    private void addFaultsOfTrust() throws Exception {
        int impostor = listening(client -> Relay.silentAfter(client, sshd.port(), Integer.MAX_VALUE));
        knownHosts =
                knownHosts.with("127.0.0.1", impostor, SshKeyPair.generate("").publicKey());
        add(at("127.0.0.1", impostor), Outcome.HOST_KEY_REJECTED);
        int unknown = listening(client -> Relay.silentAfter(client, sshd.port(), Integer.MAX_VALUE));
        add(at("127.0.0.1", unknown), Outcome.HOST_KEY_REJECTED);
        int revoked = listening(client -> Relay.silentAfter(client, sshd.port(), Integer.MAX_VALUE));
        knownHosts = knownHosts.add(Marker.REVOKED, List.of("[127.0.0.1]:" + revoked), sshd.hostKey());
        add(at("127.0.0.1", revoked), Outcome.HOST_KEY_REJECTED);
        TestSshd strange = TestSshd.start(folder.resolve("strange" + targets.size()));
        servers.add(strange);
        knownHosts = knownHosts.with("127.0.0.1", strange.port(), strange.hostKey());
        add(at("127.0.0.1", strange.port()), Outcome.AUTHENTICATION_REFUSED);
    }

    private void addFaultsOfSyncs() {
        for (String failing : List.of("exit1", "exit3", "exit4", "exit64", "exit78", "exit255", "signal")) {
            sync(failing, Outcome.FAILED);
        }
        sync("locked", Outcome.QUEUED);
        sync("endless", Outcome.TIMED_OUT);
        sync("cut", Outcome.UNKNOWN);
        sync("output", Outcome.TRIGGERED);
        sync("stderr", Outcome.TRIGGERED);
    }

    private Pusher pusher() {
        return Pusher.builder()
                .identity(key.identity())
                .hostKeys(HostKeys.strict(knownHosts))
                .parallel(48)
                .perHost(24)
                .retries(new Retries(2, Duration.ofMillis(100), Duration.ofMillis(100)))
                .connectDeadline(CONNECT)
                .commandDeadline(COMMAND)
                .barrierTimeout(COMMAND)
                .runDeadline(DEADLINE)
                .threadFactory(task -> {
                    Thread thread = new Thread(task, "fault-mix");
                    thread.setDaemon(true);
                    threads.add(thread);
                    return thread;
                })
                .build();
    }

    private static long openSockets() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return 0;
        }
        try (var files = Files.list(descriptors)) {
            return files.filter(FaultMixTest::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void everyHealthyMirrorIsTriggeredEveryOtherHasItsOutcomeAndNothingIsLeft() throws Exception {
        for (int i = 0; i < OF_EACH_FAULT; i++) {
            addFaultsOfTheNetwork();
            addFaultsOfTrust();
            addFaultsOfSyncs();
        }
        while (targets.size() < TARGETS) {
            sync(HEALTHY, Outcome.TRIGGERED);
        }
        Push push = Push.of("debian").receiptDeadline(Duration.ofSeconds(3));
        Pusher pusher = pusher();

        PushReport report = pusher.push(targets, push).run();

        assertThat(report.targets()).hasSize(TARGETS);
        assertThat(report.targets().stream().filter(this::isWrong)).isEmpty();
        assertThat(report.targets())
                .filteredOn(target -> !target.outcome().endedWell())
                .allSatisfy(target ->
                        assertThat(target.reason().orElseThrow().message()).endsWith("."));
        assertThat(Duration.between(report.started(), report.ended())).isLessThan(DEADLINE);
        await().atMost(LONG).untilAsserted(() -> assertThat(threads).noneMatch(Thread::isAlive));
        stopEverything();
        await().atMost(LONG).untilAsserted(() -> assertThat(openSockets()).isLessThan(10));
    }

    private boolean isWrong(TargetReport report) {
        return report.outcome() != expected.get(report.target().name());
    }
}
