package org.pushmirror.rsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.pushmirror.rsync.sync.SyncFixture.ALL;
import static org.pushmirror.rsync.sync.SyncFixture.STAGE2;
import static org.pushmirror.rsync.sync.SyncFixture.stages;
import static org.pushmirror.rsync.sync.SyncFixture.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.exec.DefaultExecutor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.rsync.fixture.LoopbackDaemon;
import org.pushmirror.rsync.fixture.Trees;
import org.pushmirror.rsync.process.ProcessFamily;
import org.slf4j.Logger;

/** A sync that is stopped in the middle, politely or not. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SyncInterruptionTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    final LoopbackDaemon hub = new LoopbackDaemon();

    @TempDir
    Path folder;

    private SyncFixture mirror;

    @BeforeEach
    void anArchiveThatTakesLong() throws Exception {
        Trees.debian(hub.root());
        Trees.big(hub.root(), "pool/big", 4_000_000);
        mirror = new SyncFixture(folder.resolve("mirror"), hub.debian());
    }

    @Test
    void anInterruptedSyncLeavesNoProcessNoLockAndItsRequestInTheMark() throws Exception {
        AtomicReference<Object> end = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                end.set(sync(mirror.settings.transfer(SyncTransfer.DEFAULT.bandwidthLimit(200)))
                        .run(ALL, SyncListener.NONE));
            } catch (InterruptedException e) {
                end.set(e);
            }
        });
        thread.start();
        await().atMost(LONG).until(this::transferHasBegun);
        List<ProcessHandle> clients = clients();
        thread.interrupt();
        thread.join();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        assertThat(clients).isNotEmpty().allMatch(ProcessFamily::isDead);
        assertThat(mirror.leftovers())
                .containsExactly(mirror.mark().getFileName().toString());
        assertThat(mirror.mark()).hasContent("sync:archive: sync:all\n");
    }

    @Test
    void theNextSyncHealsAnInterruptedOne() throws Exception {
        Thread thread = new Thread(() -> {
            try {
                sync(mirror.settings.transfer(SyncTransfer.DEFAULT.bandwidthLimit(200)))
                        .run(ALL, SyncListener.NONE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        await().atMost(LONG).until(this::transferHasBegun);
        thread.interrupt();
        thread.join();
        assertThat(stages(mirror.run(STAGE2))).containsExactly(SyncStage.STAGE1, SyncStage.STAGE2);
        assertEqualTrees();
    }

    @Test
    void delayedUpdatesOfAnInterruptedStage2DoNotStay() throws Exception {
        Files.delete(hub.root().resolve("pool/big"));
        mirror.run(ALL);
        Trees.big(hub.root(), "dists/stable/main/binary-amd64/Packages.xz", 1_000_000);
        Trees.big(hub.root(), "dists/stable/main/source/Sources.xz", 4_000_000);
        Path delayed = mirror.target.resolve("dists/stable/main/binary-amd64/.~tmp~/Packages.xz");
        Thread thread = new Thread(() -> {
            try {
                sync(mirror.settings.transfer(SyncTransfer.DEFAULT.bandwidthLimit(500)))
                        .run(STAGE2, SyncListener.NONE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        await().atMost(LONG).until(() -> Files.exists(delayed));
        thread.interrupt();
        thread.join();
        assertThat(delayed).exists();
        Files.delete(hub.root().resolve("dists/stable/main/binary-amd64/Packages.xz"));
        assertThat(mirror.run(ALL)).isInstanceOf(SyncOutcome.Done.class);
        assertEqualTrees();
    }

    @Test
    void theNextSyncEndsTheRsyncOfAKilledOneAndHeals() throws Exception {
        Process victim = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        classPath(),
                        Victim.class.getName(),
                        mirror.target.toString(),
                        hub.open().argument())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("victim.log").toFile())
                .start();
        List<ProcessHandle> clients;
        try {
            await().atMost(LONG).until(this::transferHasBegun);
            clients = clients();
            victim.destroyForcibly();
            assertThat(victim.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(mirror.lock()).hasContent(victim.pid() + "\n");
            assertThat(clients).isNotEmpty().noneMatch(ProcessFamily::isDead);
        } finally {
            victim.destroyForcibly();
        }
        assertThat(mirror.run(ALL)).isInstanceOf(SyncOutcome.Done.class);
        assertThat(clients).allMatch(ProcessFamily::isDead);
        assertEqualTrees();
    }

    /** The program that is killed. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) throws InterruptedException {
            SyncFixture mirror = new SyncFixture(Path.of(args[0]), org.pushmirror.rsync.RsyncSource.parse(args[1]));
            sync(mirror.settings.transfer(SyncTransfer.DEFAULT.bandwidthLimit(200)))
                    .run(ALL, SyncListener.NONE);
        }
    }

    private static String classPath() {
        return Stream.of(MirrorSync.class, SyncRequest.class, DefaultExecutor.class, Logger.class, Victim.class)
                .map(type -> Path.of(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .toString())
                .collect(Collectors.joining(java.io.File.pathSeparator));
    }

    private void assertEqualTrees() throws IOException {
        assertThat(Trees.content(mirror.target)).isEqualTo(Trees.content(hub.root()));
        assertThat(mirror.leftovers()).isEmpty();
    }

    private boolean transferHasBegun() throws IOException {
        Path pool = mirror.target.resolve("pool");
        if (!Files.isDirectory(pool)) {
            return false;
        }
        try (Stream<Path> files = Files.list(pool)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith(".big."));
        }
    }

    private List<ProcessHandle> clients() {
        String target = mirror.target + "/";
        return ProcessHandle.allProcesses()
                .filter(process -> Stream.of(process.info().arguments().orElse(new String[0]))
                        .anyMatch(target::equals))
                .toList();
    }
}
