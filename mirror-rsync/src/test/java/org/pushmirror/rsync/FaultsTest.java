package org.pushmirror.rsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.rsync.fixture.LoopbackDaemon;
import org.pushmirror.rsync.fixture.Programs;
import org.pushmirror.rsync.fixture.Scripts;
import org.pushmirror.rsync.fixture.SlowPull;
import org.pushmirror.rsync.fixture.Trees;
import org.pushmirror.rsync.process.ProcessFamily;

/** Each fault ends a run with the right reason, and nothing of the run is left. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultsTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    final LoopbackDaemon hub = new LoopbackDaemon();

    @TempDir
    Path folder;

    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    private final Rsync rsync = Programs.rsync().threads(task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    });

    @AfterEach
    void nothingIsLeft() throws IOException {
        await().atMost(LONG).until(() -> threads.stream().noneMatch(Thread::isAlive));
        assertThat(SlowPull.commands()).noneMatch(text -> text.contains(target().toString()));
    }

    @Test
    void aFrozenDaemonEndsTheRunByItsSilence() throws Exception {
        Trees.big(hub.root(), "big", 4_000_000);
        try (RsyncRun run = rsync.pull(hub.open())
                .into(target())
                .options(RsyncOptions.archive().bandwidthLimit(200))
                .silence(Duration.ofSeconds(4))
                .start()) {
            await().atMost(LONG).until(this::transferHasBegun);
            List<ProcessHandle> frozen = transfers();
            for (ProcessHandle process : frozen) {
                Scripts.signal("STOP", process.pid());
            }
            RsyncResult result = run.await();
            for (ProcessHandle process : frozen) {
                Scripts.signal("CONT", process.pid());
            }
            assertThat(result.reason()).isEqualTo(RsyncReason.STALLED);
            assertThat(result.message())
                    .isEqualTo(
                            "rsync from " + hub.open() + " was stopped, since nothing had come from it for too long.");
        }
    }

    @Test
    void aTransferThatPrintsNothingButGoesOnIsNotSilent() throws Exception {
        Trees.big(hub.root(), "big", 1_400_000);
        RsyncResult result = rsync.pull(hub.open())
                .into(target())
                .options(RsyncOptions.archive().bandwidthLimit(200))
                .silence(Duration.ofSeconds(4))
                .run();
        assertThat(result.message()).endsWith("is complete.");
        assertThat(result.duration()).isGreaterThan(Duration.ofSeconds(5));
    }

    @Test
    void aDaemonThatIsKilledInTheMiddleIsALostConnection() throws Exception {
        try (RsyncRun run = slowPull(RsyncOptions.archive())) {
            transfers().forEach(ProcessHandle::destroyForcibly);
            RsyncResult result = run.await();
            assertThat(result.exit()).isEqualTo(RsyncExit.STREAM);
            assertThat(result.cause()).contains(RsyncCause.CONNECTION_LOST);
            assertThat(result.exit().advice()).isEqualTo(RsyncExit.Advice.LATER);
        }
    }

    @Test
    void aServerThatAnswersGarbageIsNoRsync() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answerGarbage(server));
            answering.start();
            RsyncResult result = rsync.pull(RsyncSource.daemon("127.0.0.1", "m").port(server.getLocalPort()))
                    .into(target())
                    .run();
            answering.join();
            assertThat(result.cause()).contains(RsyncCause.NOT_RSYNC);
            assertThat(result.message()).startsWith("rsync found no rsync daemon at 127.0.0.1");
        }
    }

    private static void answerGarbage(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            // the client may reset the connection, which is as good
            Thread.yield();
        }
    }

    @Test
    void aKilledRsyncIsSaidWithItsSignal() throws Exception {
        try (RsyncRun run = slowPull(RsyncOptions.archive())) {
            Scripts.signal("KILL", run.pid());
            RsyncResult result = run.await();
            assertThat(result.reason()).isEqualTo(RsyncReason.EXITED);
            assertThat(result.code()).isEqualTo(137);
            assertThat(result.exit()).isEqualTo(RsyncExit.OTHER);
        }
    }

    @Test
    void aGrandchildThatHoldsThePipesDoesNotHoldUpTheEndAndIsDead() throws Exception {
        Trees.write(hub.root(), "a", "a");
        Path pid = folder.resolve("pid");
        Path shell = Scripts.remoteShell(folder, "(trap '' TERM HUP; sleep 600) & echo $! > '" + pid + "'");
        RsyncResult result = rsync.pull(
                        RsyncSource.shell("host", hub.root().toString()).command(shell.toString()))
                .into(target())
                .options(RsyncOptions.archive())
                .grace(Duration.ofMillis(300))
                .run();
        assertThat(target().resolve("a")).hasContent("a");
        assertThat(result.succeeded()).isTrue();
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                        .filter(handle -> !ProcessFamily.isDead(handle)))
                .isEmpty();
    }

    @Test
    void threeHundredMegabytesWithoutALineEndAreCut() throws Exception {
        Trees.write(hub.root(), "a", "a");
        Path shell = Scripts.remoteShell(folder, "head -c 300000000 /dev/zero >&2");
        RsyncResult result = rsync.pull(
                        RsyncSource.shell("host", hub.root().toString()).command(shell.toString()))
                .into(target())
                .options(RsyncOptions.archive())
                .run();
        assertThat(result.succeeded()).isTrue();
        assertThat(String.join("", result.errors())).hasSizeLessThan(2000);
    }

    @Test
    void aListenerThatThrowsStopsTheRunAndIsTheCause() throws Exception {
        Trees.big(hub.root(), "a", 10);
        Trees.big(hub.root(), "big", 4_000_000);
        RsyncResult result = rsync.pull(hub.open())
                .into(target())
                .options(RsyncOptions.archive().bandwidthLimit(200))
                .onChange(change -> {
                    throw new IllegalStateException("broken listener");
                })
                .run();
        assertThat(result.reason()).isEqualTo(RsyncReason.CONSUMER_FAILED);
        assertThat(result.failure().orElseThrow()).hasMessage("broken listener");
    }

    @Test
    void aListenerThatDoesNotReturnEndsAtTheDeadline() throws Exception {
        Trees.write(hub.root(), "a", "a");
        CountDownLatch never = new CountDownLatch(1);
        RsyncResult result = rsync.pull(hub.open())
                .into(target())
                .options(RsyncOptions.archive())
                .deadline(Duration.ofSeconds(1))
                .grace(Duration.ofMillis(200))
                .onChange(change -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                })
                .run();
        assertThat(result.reason()).isEqualTo(RsyncReason.TIMED_OUT);
    }

    @Test
    void aFullDiskIsSaid() throws Exception {
        Trees.big(hub.root(), "big", 2_000_000);
        RsyncResult result = onOwnFileSystem("size=300k").run();
        assertThat(result.cause()).contains(RsyncCause.DISK_FULL);
        assertThat(result.message()).startsWith("rsync could not write " + target() + ": its disk is full:");
        assertThat(result.messages()).anyMatch(message -> message.errno().orElse(0) == 28);
    }

    @Test
    void aReadOnlyTargetIsSaid() throws Exception {
        Trees.write(hub.root(), "a", "a");
        RsyncResult result = onOwnFileSystem("ro").run();
        assertThat(result.cause()).contains(RsyncCause.READ_ONLY);
        assertThat(result.message()).startsWith("rsync could not write " + target() + ": it is read-only:");
    }

    /** The real rsync, in a namespace where the target is a file system of its own. */
    private RsyncCommand onOwnFileSystem(String options) throws Exception {
        Files.createDirectory(target());
        String mount = "mount -t tmpfs -o " + options + " none '" + target() + "'";
        // namespaces of users may be forbidden; root needs none
        String flags = mounts("-rm", mount) ? "-rm" : "-m";
        assumeThat(mounts(flags, mount))
                .as("root, or namespaces of users, can mount here")
                .isTrue();
        Path program = Scripts.write(
                folder.resolve("rsync"),
                "exec unshare " + flags + " sh -c \"" + mount + " && exec " + rsync.program()
                        + " \\\"\\$@\\\"\" rsync \"$@\"");
        return Rsync.at(program).pull(hub.open()).into(target()).options(RsyncOptions.recursive());
    }

    private static boolean mounts(String flags, String mount) throws Exception {
        return new ProcessBuilder("unshare", flags, "sh", "-c", mount).start().waitFor() == 0;
    }

    @Test
    void aBatchFileThatCannotBeWrittenIsSaid() throws Exception {
        Trees.write(hub.root(), "a", "a");
        RsyncResult result = rsync.pull(hub.open())
                .into(target())
                .options(RsyncOptions.archive().with(RsyncOption.ONLY_WRITE_BATCH, Path.of("/dev/full")))
                .run();
        assertThat(result.cause()).contains(RsyncCause.DISK_FULL);
    }

    @Test
    void noRsyncSurvivesTheDeathOfItsJvm() throws Exception {
        Trees.big(hub.root(), "big", 4_000_000);
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        SlowPull.classPath(),
                        SlowPull.class.getName(),
                        Integer.toString(hub.daemon().port()),
                        target().toString())
                .redirectErrorStream(true)
                .start();
        await().atMost(LONG).until(this::transferHasBegun);
        List<ProcessHandle> children = jvm.descendants().toList();
        assertThat(children).isNotEmpty();
        Scripts.signal("KILL", jvm.pid());
        assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
        await().atMost(LONG).until(() -> children.stream().allMatch(ProcessFamily::isDead));
    }

    @Test
    void fiftyRunsAtOnceAreAllComplete() throws Exception {
        for (int i = 0; i < 20; i++) {
            Trees.write(hub.root(), "file" + i, "content " + i);
        }
        List<RsyncRun> runs = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            runs.add(rsync.pull(hub.open())
                    .into(folder.resolve("target" + i))
                    .options(RsyncOptions.archive())
                    .onProgress(progress -> {})
                    .start());
        }
        for (int i = 0; i < 50; i++) {
            assertThat(runs.get(i).await().message()).endsWith("is complete.");
            assertThat(Trees.content(folder.resolve("target" + i))).isEqualTo(Trees.content(hub.root()));
        }
    }

    private RsyncRun slowPull(RsyncOptions options) throws Exception {
        Trees.big(hub.root(), "big", 4_000_000);
        RsyncRun run = rsync.pull(hub.open())
                .into(target())
                .options(options.bandwidthLimit(200))
                .start();
        await().atMost(LONG).until(this::transferHasBegun);
        return run;
    }

    private List<ProcessHandle> transfers() {
        return ProcessHandle.of(hub.daemon().pid()).orElseThrow().descendants().toList();
    }

    private Path target() {
        return folder.resolve("target");
    }

    private boolean transferHasBegun() throws IOException {
        if (!Files.isDirectory(target())) {
            return false;
        }
        try (Stream<Path> files = Files.list(target())) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith(".big."));
        }
    }
}
