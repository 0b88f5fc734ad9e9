package org.pushmirror.examples.ftpsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.pushmirror.core.rsyncd.RsyncdConf;
import org.pushmirror.core.rsyncd.RsyncdModule;
import org.pushmirror.core.rsyncd.RsyncdParameter;
import org.pushmirror.core.rsyncd.TriState;
import org.pushmirror.examples.Program;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.daemon.DaemonSettings;
import org.pushmirror.rsync.daemon.RsyncDaemon;

/**
 * Debian's runmirrors pushes two tiers of mirrors through sshd. In one site all of them run Debian's ftpsync, in the other
 * ours and Debian's are mixed. In the end both sites have the same trees, traces, hierarchies and exit codes.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class TiersInteropTest {

    private static final Path OURS = Program.bin().resolve("ftpsync");
    private static final Path DEBIANS = Path.of("/usr/bin/ftpsync");
    private static final Instant SOME_TIME = Instant.parse("2026-11-20T10:00:00Z");

    /** Every mirror of an archive, and how the tiers are pushed. */
    private static final List<String> ARCHIVES = List.of("plain", "hops", "stages");

    @TempDir
    Path folder;

    private final ExecutorService executor = Executors.newFixedThreadPool(2);
    private final List<TierSite> sites = new ArrayList<>();
    private RsyncDaemon daemon;
    private int state;

    @BeforeEach
    void twoSites() throws Exception {
        assertThat(DEBIANS)
                .as("ftpsync is missing; install it with: apt-get install ftpsync")
                .exists();
        RsyncdConf conf = RsyncdConf.create().with(RsyncdParameter.USE_CHROOT, TriState.NO);
        if (System.getProperty("user.name").equals("root")) {
            conf = conf.with(RsyncdParameter.UID, "root").with(RsyncdParameter.GID, "root");
        }
        for (String archive : ARCHIVES) {
            conf = module(conf, archive, folder.resolve("upstream").resolve(archive));
            for (String site : List.of("debians", "mixed")) {
                conf = module(conf, site + "-a-" + archive, folder.resolve(site).resolve("trees/a-" + archive));
            }
        }
        daemon = RsyncDaemon.start(Rsync.find(), DaemonSettings.of(conf));
        site("debians", Map.of("a", DEBIANS, "b", DEBIANS, "c", DEBIANS));
        site("mixed", Map.of("a", OURS, "b", DEBIANS, "c", OURS));
    }

    private static RsyncdConf module(RsyncdConf conf, String name, Path path) throws IOException {
        Files.createDirectories(path);
        return conf.withModule(RsyncdModule.of(name, path).with(RsyncdParameter.READ_ONLY, true));
    }

    private void site(String name, Map<String, Path> programs) throws Exception {
        TierSite site = new TierSite(folder.resolve(name), programs, daemon.port());
        sites.add(site);
        site.start();
        for (String archive : ARCHIVES) {
            site.configure("a", archive, archive, "HUB=true\n");
            site.configure("b", archive, name + "-a-" + archive, "");
            site.configure("c", archive, name + "-a-" + archive, "");
        }
        site.pushes("hub", "plain", "all a");
        site.pushes("a", "plain", "all b", "all c");
        site.pushes("hub", "hops", "mhop a");
        site.pushes("a", "hops", "staged b", "mhop c");
        site.pushes("hub", "stages", "staged a");
        site.pushes("a", "stages", "all b", "all c");
    }

    @AfterEach
    void end() {
        sites.forEach(TierSite::close);
        executor.shutdownNow();
        if (daemon != null) {
            daemon.close();
        }
    }

    @Test
    void aMixOfBothProgramsLeavesWhatDebiansAloneDoes() throws Exception {
        publish();
        push("plain", "all", Map.of("a", 1, "b", 1, "c", 1));
        push("hops", "mhop", Map.of("a", 2, "b", 2, "c", 2));
        publish();
        push("stages", "mhop", Map.of("a", 2, "b", 1, "c", 1));
        push("plain", "all", Map.of("a", 1, "b", 1, "c", 1));

        assertThat(sites.get(1).state()).containsExactlyEntriesOf(sites.get(0).state());
        assertThat(sites.get(1).exits("a")).hasSize(6).allMatch(line -> line.endsWith(": 0"));
        for (String mirror : TierSite.MIRRORS) {
            assertThat(sites.get(1).tree(mirror, "plain").resolve("pool/main/a/a/a_2_all.deb"))
                    .exists();
            assertThat(sites.get(1).tree(mirror, "plain").resolve("pool/main/a/a/a_1_all.deb"))
                    .doesNotExist();
        }
    }

    private void push(String archive, String kind, Map<String, Integer> calls) throws Exception {
        List<Callable<Void>> pushes = new ArrayList<>();
        for (TierSite site : sites) {
            pushes.add(() -> {
                site.push(archive, kind, calls);
                return null;
            });
        }
        for (Future<Void> push : executor.invokeAll(pushes)) {
            push.get();
        }
    }

    /** The next state of every archive. */
    private void publish() throws IOException {
        state++;
        for (String archive : ARCHIVES) {
            Path root = folder.resolve("upstream").resolve(archive);
            Files.deleteIfExists(root.resolve("pool/main/a/a/a_" + (state - 1) + "_all.deb"));
            write(root.resolve("pool/main/a/a/a_" + state + "_all.deb"), "package " + state);
            write(root.resolve("dists/stable/main/binary-all/Packages.gz"), "packages " + state);
            write(root.resolve("dists/stable/Release"), "release " + state);
            write(root.resolve("dists/stable/InRelease"), "in release " + state);
            write(
                    root.resolve("project/trace/master"),
                    "Fri Nov 20 10:00:00 UTC 2026\nArchive serial: 202611200" + state);
        }
    }

    private void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text + "\n");
        Files.setLastModifiedTime(file, FileTime.from(SOME_TIME.plusSeconds(60L * state)));
    }
}
