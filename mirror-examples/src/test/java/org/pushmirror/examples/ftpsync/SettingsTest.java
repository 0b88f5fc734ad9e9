package org.pushmirror.examples.ftpsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.rsyncd.RsyncdConf;
import org.pushmirror.core.rsyncd.RsyncdModule;
import org.pushmirror.core.rsyncd.RsyncdParameter;
import org.pushmirror.core.rsyncd.TriState;
import org.pushmirror.examples.Program;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.daemon.DaemonSettings;
import org.pushmirror.rsync.daemon.RsyncDaemon;

/** Our ftpsync and Debian's with the same configuration: what each setting does, and what it leaves behind. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SettingsTest {

    private static final Path DEBIANS = Path.of("/usr/bin/ftpsync");
    private static final Instant SOME_TIME = Instant.parse("2026-11-20T10:00:00Z");

    @TempDir
    Path folder;

    private RsyncDaemon daemon;

    /** One of the two, with a home of its own. */
    private record Side(Path program, Path home) {
        Path tree() {
            return home.resolve("tree");
        }

        Path witness() {
            return home.resolve("witness");
        }
    }

    private Side ours;
    private Side debians;

    @BeforeEach
    void anUpstreamAndTwoMirrors() throws Exception {
        assertThat(DEBIANS)
                .as("ftpsync is missing; install it with: apt-get install ftpsync")
                .exists();
        Path archive = Files.createDirectories(folder.resolve("archive"));
        for (String file : List.of(
                "dists/stable/InRelease",
                "dists/stable/main/binary-amd64/Packages.gz",
                "dists/stable/main/binary-i386/Packages.gz",
                "dists/stable/main/source/Sources.gz",
                "dists/stable/main/i18n/Translation-en.bz2",
                "indices/files/arch-amd64.files",
                "indices/files/arch-i386.files",
                "pool/main/a/a/a_1.dsc",
                "pool/main/a/a/a_1.tar.xz",
                "pool/main/a/a/a_1_all.deb",
                "pool/main/a/a/a_1_amd64.deb",
                "pool/main/a/a/a_1_amd64.udeb",
                "pool/main/a/a/a_1_i386.deb",
                "doc/readme.txt")) {
            write(archive.resolve(file), "the content of " + file + "\n");
        }
        write(archive.resolve("project/trace/master"), "Fri Nov 20 10:00:00 UTC 2026\nArchive serial: 2026112001\n");
        RsyncdConf conf = RsyncdConf.create().with(RsyncdParameter.USE_CHROOT, TriState.NO);
        if (System.getProperty("user.name").equals("root")) {
            conf = conf.with(RsyncdParameter.UID, "root").with(RsyncdParameter.GID, "root");
        }
        daemon = RsyncDaemon.start(
                Rsync.find(),
                DaemonSettings.of(
                        conf.withModule(RsyncdModule.of("debian", archive).with(RsyncdParameter.READ_ONLY, true))));
        ours = side("ours", Program.bin().resolve("ftpsync"));
        debians = side("debians", DEBIANS);
    }

    @AfterEach
    void end() {
        if (daemon != null) {
            daemon.close();
        }
    }

    private Side side(String name, Path program) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(home.resolve("bin"));
        for (int hook = 1; hook <= 5; hook++) {
            script(home.resolve("bin/hook" + hook), "echo hook" + hook + " \"$@\" >>$HOME/witness");
        }
        script(home.resolve("bin/fails"), "echo fails \"$@\" >>$HOME/witness; exit 7");
        script(home.resolve("bin/runmirrors"), "echo runmirrors \"$@\" >>$HOME/witness; exit ${RUNMIRRORS_EXIT:-0}");
        script(home.resolve("bin/ssh"), "echo ssh \"$@\" | sed s,$HOME,HOME,g >>$HOME/witness");
        return new Side(program, home);
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(SOME_TIME));
    }

    private int run(Side side, String settings, Map<String, String> environment, String... words) throws IOException {
        write(
                side.home().resolve(".config/ftpsync/ftpsync.conf"),
                "MIRRORNAME=mirror1.example.org\nTRACEHOST=real1.example.net\nTO=" + side.tree()
                        + "\nRSYNC_HOST=127.0.0.1\nRSYNC_EXTRA=\"--port=" + daemon.port() + "\"\nMAILTO=\" \"\n"
                        + settings.replace("@BIN@", side.home().resolve("bin").toString()));
        Map<String, String> own = new HashMap<>(environment);
        own.put("HOME", side.home().toString());
        own.put("LOGNAME", "nobody");
        own.put("PATH", side.home().resolve("bin") + ":" + System.getenv("PATH"));
        List<String> command = new ArrayList<>(List.of(side.program().toString()));
        command.addAll(List.of(words));
        return Program.run(folder, own, command.toArray(String[]::new)).status();
    }

    /** Runs both, and returns the exit code that both ended with, and the tree that both have. */
    private int both(String settings, Map<String, String> environment, String... words) throws IOException {
        int expected = run(debians, settings, environment, words);
        int status = run(ours, settings, environment, words);
        assertThat(status).isEqualTo(expected);
        assertThat(Snapshot.of(ours.tree())).containsExactlyEntriesOf(Snapshot.of(debians.tree()));
        assertThat(witnesses(ours)).isEqualTo(witnesses(debians));
        return status;
    }

    private static String witnesses(Side side) throws IOException {
        return Files.exists(side.witness()) ? Files.readString(side.witness()).replace("-ouser ", "-o User=") : "";
    }

    private List<String> logs(Side side) throws IOException {
        try (Stream<Path> files = Files.list(side.home().resolve(".local/log/ftpsync"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.contains(".error"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aPlainSyncAndTheStagesByThemselves() throws IOException {
        assertThat(both("", Map.of(), "sync:stage1")).isZero();
        assertThat(ours.tree().resolve("dists/stable/InRelease")).doesNotExist();
        assertThat(both("", Map.of(), "sync:stage2")).isZero();
        assertThat(ours.tree().resolve("dists/stable/InRelease")).exists();
        assertThat(both("INFO_TRIGGER=\n", Map.of(), "-T", "by hand")).isZero();
    }

    @Test
    void architecturesThatAreIncluded() throws IOException {
        assertThat(both("ARCH_INCLUDE=\"amd64 source\"\n", Map.of("SSH_ORIGINAL_COMMAND", "sync:all")))
                .isZero();
        assertThat(ours.tree().resolve("pool/main/a/a/a_1_i386.deb")).doesNotExist();
        assertThat(ours.tree().resolve("pool/main/a/a/a_1_all.deb")).exists();
    }

    @Test
    void architecturesThatAreExcludedAndOtherFilters() throws IOException {
        String settings = "ARCH_EXCLUDE=\"i386 source\"\nEXCLUDE=\"--exclude=/doc/ --exclude *.udeb\"\n";
        assertThat(both(settings, Map.of())).isZero();
        assertThat(ours.tree().resolve("doc")).doesNotExist();
        assertThat(ours.tree().resolve("pool/main/a/a/a_1_amd64.deb")).exists();
    }

    @Test
    void optionsOfRsyncThatReplaceTheUsualOnes() throws IOException {
        String settings = "RSYNC_OPTIONS=\"-rlt --stats --safe-links\"\nRSYNC_OPTIONS1=\"--exclude=InRelease\"\n"
                + "RSYNC_OPTIONS2=\"--delete --exclude=/doc/\"\nRSYNC_BW=5000\n";
        assertThat(both(settings, Map.of())).isZero();
        assertThat(ours.tree().resolve("doc")).exists();
    }

    @Test
    void moreDeletionsThanAllowedFailInStage2() throws IOException {
        for (Side side : List.of(ours, debians)) {
            write(side.tree().resolve("old/one"), "1\n");
            write(side.tree().resolve("old/two"), "2\n");
        }
        int expected = run(debians, "RSYNC_OPTIONS2=\"--delete --max-delete=1\"\n", Map.of());
        assertThat(run(ours, "RSYNC_OPTIONS2=\"--delete --max-delete=1\"\n", Map.of()))
                .isEqualTo(expected)
                .isEqualTo(4);
    }

    @Test
    void hooksTheHubAndTheCallback() throws IOException {
        String settings = "HOOK1=@BIN@/hook1\nHOOK2=@BIN@/hook2\nHOOK3=@BIN@/hook3\nHOOK4=@BIN@/hook4\n"
                + "HOOK5=@BIN@/hook5\nHUB=true\nBINDIR=@BIN@\n"
                + "CALLBACKHOST=hub.example.org\nCALLBACKKEY=/nowhere/key\n";
        for (String words : List.of("sync:mhop sync:stage1", "sync:stage2", "sync:callback sync:all")) {
            assertThat(both(settings, Map.of("SSH_ORIGINAL_COMMAND", " sync:archive: " + words)))
                    .isZero();
        }
        assertThat(witnesses(ours)).contains("hook1", "runmirrors -f -k all\nhook5", "-f -k mhop\n", "-f -k stage2\n");
    }

    /** Debian's package cuts a hook at its first blank. */
    @Test
    void aHookMayHaveArgumentsAndKnowsWhatItIsFor() throws IOException {
        script(ours.home().resolve("bin/tells"), "echo $1 $HOOKNR $MIRRORNAME $SYNC_WORDS >>$HOME/witness");
        assertThat(run(ours, "HOOK3=\"@BIN@/tells me\"\n", Map.of())).isZero();
        assertThat(witnesses(ours)).isEqualTo("me 3 mirror1.example.org sync:archive: sync:all\n");
    }

    @Test
    void aHookThatFailsEndsTheSyncWithItsExitCode() throws IOException {
        int expected = run(debians, "HOOK2=@BIN@/fails\n", Map.of());
        assertThat(run(ours, "HOOK2=@BIN@/fails\n", Map.of()))
                .isEqualTo(expected)
                .isEqualTo(7);
        assertThat(witnesses(ours)).isEqualTo(witnesses(debians));
        assertThat(ours.tree().resolve("Archive-Update-in-Progress-mirror1.example.org"))
                .doesNotExist();
    }

    @Test
    void aPushToTheNextTierThatFailsIsTheExitCode() throws IOException {
        assertThat(both("HUB=true\nBINDIR=@BIN@\n", Map.of("RUNMIRRORS_EXIT", "5")))
                .isEqualTo(5);
    }

    @Test
    void aMarkOfUpstreamIsAskedForAgainAndThenIsAFailedStage2() throws IOException {
        write(folder.resolve("archive/Archive-Update-in-Progress-hub.example.org"), "1\n");
        int expected = run(debians, "UIPSLEEP=0\nUIPRETRIES=1\n", Map.of());
        assertThat(run(ours, "UIPSLEEP=0\nUIPRETRIES=1\n", Map.of()))
                .isEqualTo(expected)
                .isEqualTo(4);
        assertThat(ours.tree().resolve("dists/stable/InRelease")).doesNotExist();
    }

    @Test
    void logsAreRotatedAndKeptByTheirNumber() throws IOException {
        for (int i = 0; i < 3; i++) {
            assertThat(both("LOGROTATE=1\nINFO_MAINTAINER=\"Us <us@example.org>\"\n", Map.of()))
                    .isZero();
        }
        assertThat(logs(ours)).isEqualTo(logs(debians)).contains("ftpsync.log.1");
    }
}
