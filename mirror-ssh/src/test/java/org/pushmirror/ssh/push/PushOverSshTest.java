package org.pushmirror.ssh.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.StageReport.Stage;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.sshkeys.KnownHosts;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.core.trace.TraceFile;
import org.pushmirror.ssh.HostKeys;
import org.pushmirror.ssh.SshKeyPair;
import org.pushmirror.ssh.TestSshd;

/** Pushes over ssh to real sshds, whose forced commands write what they do into one common diary. */
@Timeout(120)
class PushOverSshTest {

    private static final Push PUSH = Push.of("debian");
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<TestSshd> servers = new ArrayList<>();
    private final List<PushTarget> targets = new ArrayList<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private SshKeyPair key;
    private KnownHosts knownHosts;
    private Path diary;

    @BeforeEach
    void prepare() throws IOException {
        key = SshKeyPair.generate("push@hub.example.org");
        knownHosts = KnownHosts.create();
        diary = Files.writeString(folder.resolve("diary"), "");
    }

    @AfterEach
    void stopServersAndCheckThatNoThreadIsLeft() {
        servers.forEach(TestSshd::close);
        await().atMost(LONG).until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    /** A mirror whose sync is a piece of shell; {@code $1} is the last word that it was sent. */
    private void mirror(TargetType type, String name, String sync) throws Exception {
        Path script = Files.writeString(
                folder.resolve(name + ".sh"),
                "set -- ${SSH_ORIGINAL_COMMAND##*:}\n"
                        + "echo \"" + name + " $1 begins\" >>" + diary + "\n"
                        + sync + "\n"
                        + "echo \"" + name + " $1 ends\" >>" + diary + "\n");
        TestSshd sshd = TestSshd.start(folder.resolve(name)).authorize(key.publicKey(), "exec /bin/sh " + script);
        servers.add(sshd);
        targets.add(sshd.target(type, name));
        knownHosts = knownHosts.with("127.0.0.1", sshd.port(), sshd.hostKey());
    }

    private PusherBuilder pusher() {
        return Pusher.builder()
                .identity(key.identity())
                .hostKeys(HostKeys.strict(knownHosts))
                .retries(new Retries(2, Duration.ofMillis(50), Duration.ofMillis(50)))
                .connectDeadline(LONG)
                .commandDeadline(LONG)
                .threadFactory(task -> {
                    Thread thread = new Thread(task);
                    thread.setDaemon(true);
                    threads.add(thread);
                    return thread;
                });
    }

    private PushReport push(Push push) {
        return pusher().build().push(targets, push).run();
    }

    private List<String> diary() throws IOException {
        return Files.readAllLines(diary);
    }

    @Test
    void stage2BeginsNowhereBeforeStage1HasEndedEverywhere() throws Exception {
        mirror(TargetType.STAGED, "a", "true");
        mirror(TargetType.STAGED, "b", "[ $1 = stage2 ] || sleep 1");
        mirror(TargetType.MHOP, "c", "true");

        PushReport report = push(PUSH);

        assertThat(report.endedWell()).isTrue();
        assertThat(diary().subList(0, 6)).allMatch(line -> line.contains(" stage1 "));
        assertThat(diary().subList(6, 12)).allMatch(line -> line.contains(" stage2 "));
        assertThat(servers).allMatch(sshd -> loginsOf(sshd) == 1);
    }

    private static long loginsOf(TestSshd sshd) {
        try {
            return sshd.log()
                    .lines()
                    .filter(line -> line.contains("Accepted publickey"))
                    .count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aMirrorThatFailsStage1IsLeftOut() throws Exception {
        mirror(TargetType.STAGED, "a", "true");
        mirror(TargetType.STAGED, "b", "echo 'disk full' >&2; exit 3");

        PushReport report = push(PUSH);

        assertThat(report.target("a").outcome()).isEqualTo(Outcome.TRIGGERED);
        assertThat(report.target("b").outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.target("b").reason().orElseThrow().message()).contains("exit status 3", "\"disk full\"");
        assertThat(diary()).noneMatch(line -> line.startsWith("b stage2"));
    }

    @Test
    void aMirrorWhoseLockIsHeldIsAskedAgainUntilItIsFree() throws Exception {
        Path lock = Files.writeString(folder.resolve("lock"), "");
        mirror(TargetType.STAGED, "a", "true");
        mirror(
                TargetType.STAGED,
                "b",
                "if [ -e " + lock + " ]; then rm " + lock
                        + "; echo 'Unable to start rsync, lock file still exists, PID 1'; exit 1; fi");

        PushReport report = push(PUSH);

        assertThat(report.endedWell()).isTrue();
        assertThat(report.target("b").stages().get(0).attempts()).isEqualTo(2);
        assertThat(diary()).filteredOn(line -> line.equals("b stage1 begins")).hasSize(2);
    }

    @Test
    void everyFaultEndsOnlyItsOwnTarget() throws Exception {
        mirror(TargetType.STAGED, "healthy", "true");
        mirror(TargetType.STAGED, "down", "true");
        mirror(TargetType.STAGED, "impostor", "true");
        mirror(TargetType.STAGED, "stranger", "true");
        mirror(TargetType.STAGED, "killed", "kill -KILL $$");
        servers.get(1).close();
        knownHosts = KnownHosts.create();
        for (TestSshd sshd : servers) {
            boolean impostor = sshd == servers.get(2);
            knownHosts = knownHosts.with(
                    "127.0.0.1", sshd.port(), impostor ? SshKeyPair.generate("").publicKey() : sshd.hostKey());
        }
        Files.writeString(folder.resolve("stranger").resolve("authorized_keys"), "");

        PushReport report = push(PUSH);

        assertThat(report.target("healthy").outcome()).isEqualTo(Outcome.TRIGGERED);
        assertThat(report.target("down").outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(report.target("impostor").outcome()).isEqualTo(Outcome.HOST_KEY_REJECTED);
        assertThat(report.target("stranger").outcome()).isEqualTo(Outcome.AUTHENTICATION_REFUSED);
        assertThat(report.target("killed").outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.target("killed").stages().get(0).signal()).contains("KILL");
    }

    @Test
    void aSessionThatIsCutAtTheBarrierIsMadeAgain() throws Exception {
        mirror(TargetType.STAGED, "a", "true");
        mirror(TargetType.STAGED, "b", "while ! [ -e " + folder.resolve("go") + " ]; do sleep 0.1; done");
        PushRun run = pusher().build().push(targets, PUSH);
        CompletableFuture<PushReport> report = CompletableFuture.supplyAsync(run::run);
        await().atMost(LONG).until(() -> diary().contains("a stage1 ends"));

        servers.get(0).killSessions();
        Files.writeString(folder.resolve("go"), "");

        assertThat(report.get(60, TimeUnit.SECONDS).endedWell()).isTrue();
        assertThat(diary()).containsOnlyOnce("a stage1 begins").containsOnlyOnce("a stage2 begins");
        assertThat(loginsOf(servers.get(0))).isEqualTo(2);
    }

    @Test
    void aSyncWhoseConnectionIsCutIsUnknownAndNotStartedAgain() throws Exception {
        mirror(TargetType.ALL, "a", "sleep 30");
        PushRun run = pusher().build().push(targets, PUSH);
        CompletableFuture<PushReport> report = CompletableFuture.supplyAsync(run::run);
        await().atMost(LONG).until(() -> diary().contains("a all begins"));

        servers.get(0).killSessions();

        assertThat(report.get(60, TimeUnit.SECONDS).target("a").outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(diary()).containsOnlyOnce("a all begins");
    }

    @Test
    void cancelEndsARunWhoseSyncsHang() throws Exception {
        mirror(TargetType.ALL, "a", "sleep 300");
        mirror(TargetType.STAGED, "b", "true");
        mirror(TargetType.STAGED, "c", "sleep 300");
        PushRun run = pusher().build().push(targets, PUSH);
        CompletableFuture<PushReport> report = CompletableFuture.supplyAsync(run::run);
        await().atMost(LONG)
                .until(() -> diary().containsAll(List.of("a all begins", "b stage1 ends", "c stage1 begins")));

        run.cancel();

        assertThat(report.get(60, TimeUnit.SECONDS).targets())
                .hasSize(3)
                .allMatch(target -> target.outcome() == Outcome.CANCELLED);
    }

    @Test
    void virtualThreadsWillDo() throws Exception {
        assumeTrue(Runtime.version().feature() >= 21, "this Java has no virtual threads");
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        ThreadFactory virtual = (ThreadFactory)
                Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
        mirror(TargetType.STAGED, "a", "true");
        mirror(TargetType.ALL, "b", "true");

        PushReport report =
                pusher().threadFactory(virtual).build().push(targets, PUSH).run();

        assertThat(report.endedWell()).isTrue();
    }

    @Test
    void twoArchivesPushedAtOnceKeepToTheirOwnBarriers() throws Exception {
        Path go = folder.resolve("go");
        mirror(
                TargetType.STAGED,
                "a",
                "case \"$SSH_ORIGINAL_COMMAND\" in *:debian*stage1) while ! [ -e " + go
                        + " ]; do sleep 0.1; done;; esac");
        mirror(TargetType.STAGED, "b", "true");
        Pusher pusher = pusher().lock(PushLock.in(folder.resolve("state"))).build();
        CompletableFuture<PushReport> debian =
                CompletableFuture.supplyAsync(() -> pusher.push(targets, PUSH).run());
        await().atMost(LONG).until(() -> diary().contains("b stage1 ends"));

        PushReport ubuntu = pusher.push(targets, Push.of("ubuntu")).run();

        assertThat(ubuntu.endedWell()).isTrue();
        assertThat(diary()).filteredOn(line -> line.equals("b stage2 begins")).hasSize(1);
        Files.writeString(go, "");
        assertThat(debian.get(60, TimeUnit.SECONDS).endedWell()).isTrue();
    }

    @Test
    void aPushEndsWithTheReceiptsOfItsMirrors() throws Exception {
        ArchiveSerial serial = new ArchiveSerial("2026112204");
        ArchiveSerial old = new ArchiveSerial("2026112201");
        mirror(TargetType.STAGED, "a", "true");
        mirror(TargetType.STAGED, "b", "true");
        Push push = PUSH.serial(serial)
                .receipts((site, within) -> {
                    ArchiveSerial has = site.name().equals("a") ? serial : old;
                    return Optional.of(TraceFile.written(Instant.now()).with(TraceFile.ARCHIVE_SERIAL, has.value()));
                })
                .receiptDeadline(Duration.ofSeconds(1));

        PushReport report = push(push);

        assertThat(report.target("a").outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(report.target("a").receipt().orElseThrow().serial()).contains(serial);
        assertThat(report.target("a").stages())
                .extracting(stage -> stage.stage())
                .containsExactly(Stage.STAGE1, Stage.STAGE2);
        assertThat(report.target("b").outcome()).isEqualTo(Outcome.STALLED);
    }
}
