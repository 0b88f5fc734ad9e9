package org.pushmirror.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.json.ReportJson;
import org.pushmirror.core.mirrorlist.ListedMirror;
import org.pushmirror.core.mirrorlist.MirrorList;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.StageReport.Stage;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.rsyncd.RsyncdModule;
import org.pushmirror.core.rsyncd.RsyncdParameter;
import org.pushmirror.core.shell.ShellFile;
import org.pushmirror.core.sshkeys.KnownHosts;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.examples.Program;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.daemon.DaemonSettings;
import org.pushmirror.rsync.daemon.RsyncDaemon;
import org.pushmirror.ssh.push.PushLock;

/** mirrorctl push, started as an operator would, to mirrors that run Debian's ftpsync behind a real sshd. */
class PushToFtpsyncTest {

    private static final Path FTPSYNC = Path.of("/usr/bin/ftpsync");
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final Map<String, Downstream> mirrors = new LinkedHashMap<>();
    private Hub hub;
    private SampleArchive sample;
    private RsyncDaemon traces;
    private MirrorList list = MirrorList.create();
    private KnownHosts knownHosts = KnownHosts.create();

    @BeforeEach
    void startAHub() throws IOException, InterruptedException {
        assertThat(FTPSYNC)
                .as("Debian's ftpsync; install it with: apt-get install ftpsync")
                .isExecutable();
        Sshd.makePrivilegeSeparationFolder();
        hub = Hub.make(Files.createDirectories(folder.resolve("hub")), Rsync.find());
        sample = SampleArchive.in(hub.archive().root());
        hub.publish(sample::firstState);
        hub.start();
        Path served = Files.createDirectories(folder.resolve("mirrors"));
        DaemonFiles.configuration(folder)
                .withModule(RsyncdModule.of("mirrors", served).with(RsyncdParameter.READ_ONLY, true))
                .write(folder.resolve("rsyncd.conf"));
        traces = RsyncDaemon.start(Rsync.find(), DaemonSettings.of(folder.resolve("rsyncd.conf")));
    }

    @AfterEach
    void endEverything() {
        mirrors.values().forEach(Downstream::close);
        traces.close();
        hub.close();
    }

    private Downstream mirror(TargetType type, String name) throws IOException, InterruptedException {
        Downstream mirror = Downstream.make(name, folder.resolve("mirrors").resolve(name), Rsync.find(), FTPSYNC, hub);
        mirrors.put(name, mirror);
        mirror.start();
        PushTarget target = mirror.target(type);
        list = list.with(
                ListedMirror.of(type, name, target.host(), target.user()).withPort(target.port()));
        knownHosts = knownHosts.with(target.host(), target.port(), mirror.hostKey());
        return mirror;
    }

    private String[] command(String... more) {
        list.write(folder.resolve("runmirrors.mirror"));
        knownHosts.write(folder.resolve("known_hosts"));
        return Stream.concat(
                        Stream.of(
                                Program.bin().resolve("mirrorctl").toString(),
                                "push",
                                "--mirrors",
                                "runmirrors.mirror",
                                "--identity",
                                hub.keyFile().toString(),
                                "--known-hosts",
                                "known_hosts",
                                "--ssh-config",
                                "none",
                                "--archive",
                                "debian"),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private Map<String, String> environment() {
        return Map.of("XDG_STATE_HOME", folder.resolve("state").toString());
    }

    private Program push(String... more) {
        return Program.run(folder, environment(), command(more));
    }

    private List<String> proof() {
        return List.of(
                "--tree",
                hub.archive().root().toString(),
                "--trace",
                "rsync://{host}:" + traces.port() + "/mirrors/{name}/archive/project/trace/{name}");
    }

    private Program pushWithProof(String... more) {
        List<String> all = new ArrayList<>(proof());
        all.addAll(List.of(more));
        return push(all.toArray(String[]::new));
    }

    private PushReport report(String file) throws IOException {
        return ReportJson.read(Files.readString(folder.resolve(file)));
    }

    private static List<Stage> stages(PushReport report, String name) {
        return report.target(name).stages().stream().map(StageReport::stage).toList();
    }

    @Test
    void everyKindOfMirrorIsCompleteAndTheReportProvesIt() throws Exception {
        mirror(TargetType.ALL, "all.example.com");
        mirror(TargetType.STAGED, "staged.example.com");
        mirror(TargetType.MHOP, "mhop.example.com");

        Program push = pushWithProof("--json", "report.json", "--html", "report.html", "--kind", "mhop");

        assertThat(push.status()).as(push.err() + push.out()).isZero();
        PushReport report = report("report.json");
        ArchiveSerial serial = hub.archive().serial().orElseThrow();
        assertThat(report.serial()).contains(serial);
        assertThat(report.targets())
                .hasSize(3)
                .allMatch(target -> target.outcome() == Outcome.COMPLETE)
                .allMatch(target -> target.receipt()
                        .orElseThrow()
                        .serial()
                        .filter(serial::equals)
                        .isPresent());
        assertThat(stages(report, "all.example.com")).containsExactly(Stage.ALL);
        assertThat(stages(report, "staged.example.com")).containsExactly(Stage.STAGE1, Stage.STAGE2);
        assertThat(stages(report, "mhop.example.com")).containsExactly(Stage.STAGE1, Stage.STAGE2);
        assertThat(push.out()).contains("3 complete").contains("staged.example.com waiting");
        assertThat(folder.resolve("report.html")).exists();
        for (Downstream mirror : mirrors.values()) {
            assertThat(TreeComparison.firstDifference(hub.archive().root(), mirror.tree()))
                    .as(mirror.name())
                    .isEmpty();
        }
    }

    @Test
    void whatDidNotEndWellIsPushedAgainFromTheReport() throws Exception {
        mirror(TargetType.ALL, "up.example.com");
        Downstream down = mirror(TargetType.STAGED, "down.example.com");
        down.stopSshd();

        Program broken = pushWithProof("--json", "report.json");

        assertThat(broken.status()).isEqualTo(1);
        assertThat(report("report.json").target("down.example.com").outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(broken.out())
                .contains("down.example.com")
                .contains("refused")
                .contains("1 complete, 1 unreachable");

        down.startSshd();
        PushTarget target = down.target(TargetType.STAGED);
        list = list.with(ListedMirror.of(TargetType.STAGED, down.name(), target.host(), target.user())
                .withPort(target.port()));
        knownHosts = knownHosts.with(target.host(), target.port(), down.hostKey());
        Program again = pushWithProof("--retry", "report.json", "--json");

        assertThat(again.status()).as(again.err() + again.out()).isZero();
        PushReport report = ReportJson.read(again.out());
        assertThat(report.targets())
                .singleElement()
                .satisfies(only -> assertThat(only.outcome()).isEqualTo(Outcome.COMPLETE));
    }

    @Test
    void aPushOfTheSameArchiveIsOnlyStartedWhenTheOtherHasEnded() throws Exception {
        mirror(TargetType.ALL, "all.example.com");
        PushLock lock = PushLock.in(folder.resolve("state/pushmirror"));

        PushLock.Held held = lock.take(ArchiveName.of("debian"));
        Program busy = push();
        held.close();
        Program free = push();

        assertThat(busy.status()).isEqualTo(75);
        assertThat(busy.out()).isEmpty();
        assertThat(busy.err())
                .startsWith("mirrorctl: A push of \"debian\" is running")
                .hasLineCount(1);
        assertThat(free.status()).isZero();
    }

    @Test
    void sigtermEndsThePushInGoodOrderAndItIsResumed() throws Exception {
        Downstream quick = mirror(TargetType.STAGED, "quick.example.com");
        Downstream slow = mirror(TargetType.STAGED, "slow.example.com");
        slow.configure(hub.admit(slow.name()), hub.port(), ShellFile.create().with("RSYNC_BW", "100"));
        byte[] noise = new byte[600_000];
        new SplittableRandom(1).nextBytes(noise);
        hub.publish(() -> Files.write(hub.archive().root().resolve("big.tar"), noise));
        List<String> arguments = new ArrayList<>(proof());
        arguments.addAll(List.of("--json", "report.json"));
        ProcessBuilder builder = new ProcessBuilder(command(arguments.toArray(String[]::new)))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("push.log").toFile());
        builder.environment().putAll(environment());

        Process process = builder.start();
        await().atMost(LONG)
                .until(() -> Files.readString(folder.resolve("push.log")).contains("quick.example.com waiting"));
        process.destroy();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(report("report.json").target("quick.example.com").outcome()).isEqualTo(Outcome.CANCELLED);

        arguments.add("--resume");
        Program resumed = push(arguments.toArray(String[]::new));

        assertThat(resumed.status()).as(resumed.err() + resumed.out()).isZero();
        assertThat(resumed.err()).contains("goes on");
        assertThat(report("report.json").targets()).allMatch(target -> target.outcome() == Outcome.COMPLETE);
        assertThat(stages(report("report.json"), quick.name())).containsExactly(Stage.STAGE1, Stage.STAGE2);
    }
}
