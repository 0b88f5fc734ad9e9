package org.pushmirror.rsync.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.push.Pull;
import org.pushmirror.core.push.Pull.Peer;
import org.pushmirror.core.rsyncd.RsyncdConf;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.rsync.DaemonPlace;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncOptions;
import org.pushmirror.rsync.RsyncRun;
import org.pushmirror.rsync.RsyncSource;
import org.pushmirror.rsync.daemon.DaemonEvent.Access;
import org.pushmirror.rsync.fixture.LoopbackDaemon;
import org.pushmirror.rsync.fixture.Programs;
import org.pushmirror.rsync.fixture.Scripts;
import org.pushmirror.rsync.fixture.Trees;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DaemonEventsTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Instant AT = Instant.parse("2026-11-22T18:47:20Z");
    private static final Peer PEER = new Peer("UNDETERMINED", "127.0.0.1");

    @TempDir
    Path folder;

    private final Rsync rsync = Programs.rsync();
    private final List<DaemonEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final PullCollector pulls = new PullCollector();

    @AfterEach
    void noConfigurationIsLeft() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            String ours = "pushmirror-" + ProcessHandle.current().pid() + "-";
            assertThat(files.filter(file -> file.getFileName().toString().startsWith(ours)))
                    .isEmpty();
        }
    }

    @Test
    void everythingThatClientsDoIsAnEvent() throws Exception {
        Trees.write(root(), "sub/file", "content");
        try (RsyncDaemon daemon = start()) {
            DaemonPlace login = daemon.source("login").user("bob");
            pull(login.password(Password.of("right")));
            pull(login.password(Password.of("wrong")));
            pull(daemon.source("full"));
            pull(daemon.source("closed"));
            pull(daemon.source("no such"));
            pull(daemon.source("open").path("sub"));
            pull(daemon.source("open").path("missing"));
            rsync.push(RsyncSource.local(root()))
                    .to(daemon.source("writable"))
                    .options(RsyncOptions.archive())
                    .run();
            await().atMost(LONG)
                    .until(() -> events.stream()
                                    .filter(event -> event instanceof DaemonEvent.Ended)
                                    .count()
                            == 4);
        }
        assertThat(of(DaemonEvent.Starting.class)).hasSize(1);
        assertThat(of(DaemonEvent.ModulesListed.class)).hasSize(1);
        assertThat(of(DaemonEvent.Connected.class)).hasSizeGreaterThanOrEqualTo(8);
        assertThat(of(DaemonEvent.Allowed.class))
                .extracting(DaemonEvent.Allowed::module)
                .contains("login", "open");
        assertThat(of(DaemonEvent.Denied.class))
                .extracting(DaemonEvent.Denied::module)
                .containsExactly("closed");
        assertThat(of(DaemonEvent.UnknownModule.class))
                .extracting(DaemonEvent.UnknownModule::module)
                .containsExactly("no such");
        assertThat(of(DaemonEvent.Full.class))
                .extracting(DaemonEvent.Full::limit)
                .containsExactly(-1);
        DaemonEvent.LoginFailed failed = of(DaemonEvent.LoginFailed.class).get(0);
        assertThat(failed.user()).isEqualTo("bob");
        assertThat(failed.reason()).isEqualTo("password mismatch");
        assertThat(failed.peer().address()).isEqualTo("127.0.0.1");
        assertThat(of(DaemonEvent.Opened.class))
                .extracting(event -> event.access() + " " + event.module() + " " + event.path() + " " + event.user())
                .containsExactlyInAnyOrder(
                        "READ login  bob", "READ open sub null", "READ open missing null", "WRITE writable  null");
        assertThat(pulls.endedSince(Instant.EPOCH))
                .extracting(pull -> pull.module() + " " + pull.path() + " " + pull.user())
                .containsExactlyInAnyOrder("login  bob", "open sub null", "open missing null");
        assertThat(pulls.endedSince(Instant.EPOCH)).allMatch(pull -> pull.bytesSent() > 0);
        assertThat(pulls.endedSince(Instant.now().plusSeconds(3600))).isEmpty();
    }

    @Test
    void aPullThatIsCutIsAFailedPull() throws Exception {
        Trees.big(root(), "big", 4_000_000);
        try (RsyncDaemon daemon = start()) {
            try (RsyncRun run = rsync.pull(daemon.source("open"))
                    .into(folder.resolve("target"))
                    .options(RsyncOptions.archive().bandwidthLimit(200))
                    .start()) {
                await().atMost(LONG).until(() -> !of(DaemonEvent.Opened.class).isEmpty());
                await().atMost(LONG).until(() -> Files.isDirectory(folder.resolve("target")));
                run.cancel();
            }
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(pulls.endedSince(Instant.EPOCH))
                            .extracting(Pull::end)
                            .containsExactly(Pull.End.FAILED));
        }
    }

    @Test
    void aListenerThatThrowsDoesNotEndTheDaemon() throws Exception {
        try (RsyncDaemon daemon =
                RsyncDaemon.start(rsync, DaemonSettings.of(conf()).onEvent(event -> {
                    throw new IllegalStateException("broken");
                }))) {
            assertThat(pull(daemon.source("open"))).isTrue();
            assertThat(daemon.isRunning()).isTrue();
        }
    }

    @Test
    void aLogFileIsFollowedAcrossItsRotation() throws Exception {
        Path log = folder.resolve("rsyncd.log");
        try (LogFollower follower = LogFollower.follow(
                log, new DaemonLogReader(ZoneOffset.UTC), LogFollower.Start.BEGINNING, events::add)) {
            append(log, "2026/11/22 18:47:20 [1] connect from one (192.0.2.1)\n2026/11/22 18:47:20 [2] conn");
            await().atMost(LONG).until(() -> events.size() == 1);
            append(log, "ect from two (192.0.2.2)\n");
            Files.move(log, folder.resolve("rsyncd.log.1"), StandardCopyOption.ATOMIC_MOVE);
            append(folder.resolve("rsyncd.log.1"), "2026/11/22 18:47:20 [3] connect from three (192.0.2.3)\n");
            append(log, "2026/11/22 18:47:20 [4] connect from four (192.0.2.4)\n");
            await().atMost(LONG).until(() -> events.size() == 4);
            Files.write(log, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
            append(log, "2026/11/22 18:47:20 [5] connect from 5 (192.0.2.5)\n");
            await().atMost(LONG).until(() -> events.size() == 5);
            assertThat(follower).isNotNull();
        }
        assertThat(events).extracting(DaemonEvent::pid).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void fromTheEndOnlyWhatIsNewIsHeard() throws Exception {
        Path log = folder.resolve("rsyncd.log");
        append(log, "2026/11/22 18:47:20 [1] connect from one (192.0.2.1)\n");
        try (LogFollower follower =
                LogFollower.follow(log, new DaemonLogReader(ZoneOffset.UTC), LogFollower.Start.END, events::add)) {
            await().atMost(LONG).until(() -> {
                append(log, "2026/11/22 18:47:20 [2] connect from two (192.0.2.2)\n");
                return !events.isEmpty();
            });
            assertThat(follower).isNotNull();
        }
        assertThat(events).allMatch(event -> event.pid() == 2);
    }

    @Test
    void theJournalIsFollowed() throws Exception {
        Path journalctl = Scripts.write(
                folder.resolve("journalctl"),
                "echo '{\"__REALTIME_TIMESTAMP\":\"1795373240000001\",\"SYSLOG_PID\":\"7\",\"MESSAGE\":\"connect from a"
                        + " (192.0.2.1)\"}'",
                "echo 'no entry'",
                "echo '{\"__REALTIME_TIMESTAMP\":\"1795373240000001\",\"_PID\":\"8\",\"MESSAGE\":[104,105,255]}'",
                "exec sleep 600");
        try (JournalFollower follower =
                JournalFollower.follow(journalctl, JournalFollower.TAG, Instant.EPOCH, events::add)) {
            await().atMost(LONG).until(() -> events.size() == 2);
            assertThat(follower).isNotNull();
        }
        assertThat(events.get(0)).isEqualTo(new DaemonEvent.Connected(AT, 7, new Peer("a", "192.0.2.1")));
        assertThat(events.get(1)).isEqualTo(new DaemonEvent.Other(AT, 8, "hi\uFFFD"));
    }

    @Test
    void namesThatImitateTheLogAreNames() {
        assertThat(message("rsync on m/a from b (1.2.3.4)/x from bob@host.example.org (192.0.2.1)"))
                .isEqualTo(new DaemonEvent.Opened(
                        AT,
                        1,
                        Access.READ,
                        "m",
                        "a from b (1.2.3.4)/x",
                        new Peer("host.example.org", "192.0.2.1"),
                        "bob"));
        assertThat(message("unknown module 'x' tried from y (1.2.3.4)' tried from UNDETERMINED (127.0.0.1)"))
                .isEqualTo(new DaemonEvent.UnknownModule(AT, 1, "x' tried from y (1.2.3.4)", PEER));
        assertThat(message("auth failed on module m from UNDETERMINED (127.0.0.1) for a: b: password mismatch"))
                .isEqualTo(new DaemonEvent.LoginFailed(AT, 1, "m", PEER, "a: b", "password mismatch"));
    }

    private static DaemonEvent message(String text) {
        return DaemonLogReader.message(AT, 1, text);
    }

    private <T extends DaemonEvent> List<T> of(Class<T> type) {
        return List.copyOf(events).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private boolean pull(DaemonPlace source) throws InterruptedException {
        return rsync.pull(source)
                .into(folder.resolve("into"))
                .options(RsyncOptions.archive())
                .run()
                .succeeded();
    }

    private RsyncDaemon start() throws Exception {
        return RsyncDaemon.start(rsync, DaemonSettings.of(conf()).onEvent(event -> {
            events.add(event);
            pulls.accept(event);
        }));
    }

    private Path root() throws IOException {
        return Files.createDirectories(folder.resolve("root"));
    }

    private RsyncdConf conf() throws IOException {
        Path secrets = folder.resolve("secrets");
        if (!Files.exists(secrets)) {
            Files.createFile(
                    secrets, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(secrets, "bob:right\n");
        }
        StringBuilder text = new StringBuilder(LoopbackDaemon.globals());
        module(text, "open", "");
        module(text, "login", "auth users = bob\nsecrets file = " + secrets + "\n");
        module(text, "full", "max connections = -1\n");
        module(text, "closed", "hosts deny = *\n");
        module(text, "writable", "read only = no\n");
        return RsyncdConf.parse("rsyncd.conf", text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void module(StringBuilder text, String name, String more) throws IOException {
        text.append('[')
                .append(name)
                .append("]\npath = ")
                .append(root())
                .append('\n')
                .append(more);
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
