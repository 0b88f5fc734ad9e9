package org.pushmirror.rsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.rsync.fixture.LoopbackDaemon;
import org.pushmirror.rsync.fixture.Programs;
import org.pushmirror.rsync.fixture.Trees;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RsyncPullTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    final LoopbackDaemon hub = new LoopbackDaemon();

    @TempDir
    Path folder;

    private final Rsync rsync = Programs.rsync();

    @Test
    void aTreeArrivesAndIsCounted() throws Exception {
        Trees.debian(hub.root());
        RsyncResult result = pull(hub.debian()).run();
        assertThat(result.message()).isEqualTo("rsync from " + hub.debian() + " is complete.");
        assertThat(Trees.content(target())).isEqualTo(Trees.content(hub.root()));
        RsyncStats stats = result.stats().orElseThrow();
        assertThat(stats.transferred()).isEqualTo(9);
        assertThat(stats.files().regular()).isEqualTo(9);
        assertThat(stats.received()).isPositive();
    }

    @Test
    void whatTheSourceLacksIsDeletedOnlyWhenAsked() throws Exception {
        Trees.write(target(), "old", "old");
        Trees.write(hub.root(), "new", "new");
        pull(hub.open()).run().requireSuccess();
        assertThat(target().resolve("old")).exists();
        RsyncResult result = pull(hub.open())
                .options(RsyncOptions.archive().delete(Delete.DELAY))
                .run()
                .requireSuccess();
        assertThat(target().resolve("old")).doesNotExist();
        assertThat(result.stats().orElseThrow().deleted().regular()).isEqualTo(1);
    }

    @Test
    void aPathInTheModuleIsPulled() throws Exception {
        Trees.debian(hub.root());
        pull(hub.open().path("dists/stable")).run().requireSuccess();
        assertThat(target().resolve("InRelease")).hasContent("InRelease 1");
    }

    @Test
    void anOptionMayNameThePort() throws Exception {
        Trees.write(hub.root(), "a", "a");
        rsync.pull(RsyncSource.daemon("127.0.0.1", "open"))
                .into(target())
                .options(RsyncOptions.archive().raw("--port=" + hub.daemon().port()))
                .run()
                .requireSuccess();
        assertThat(target().resolve("a")).hasContent("a");
    }

    @Test
    void namesThatLookLikeOptionsOrHostsAreNames() throws Exception {
        Path source = Files.createDirectory(folder.resolve("-a host:b"));
        Files.writeString(source.resolve("file"), "x");
        Path odd = folder.resolve("--delete it's::c");
        rsync.pull(RsyncSource.local(source))
                .into(odd)
                .options(RsyncOptions.archive())
                .run()
                .requireSuccess();
        assertThat(odd.resolve("file")).hasContent("x");
    }

    @Test
    void aLiteralPatternMatchesItsNameOnly() throws Exception {
        for (String name : List.of("a*b", "axb", "a\\b", "[x]", "x", "plain\\name?")) {
            Files.writeString(Files.createDirectories(folder.resolve("source")).resolve(name), name);
        }
        for (String name : List.of("a*b", "a\\b", "[x]", "plain\\name?")) {
            Path into = folder.resolve("into-" + name.hashCode());
            rsync.pull(RsyncSource.local(folder.resolve("source")))
                    .into(into)
                    .options(RsyncOptions.archive()
                            .filter(RsyncFilter.include("/" + RsyncFilter.literal(name)), RsyncFilter.exclude("*")))
                    .run()
                    .requireSuccess();
            assertThat(into.toFile().list()).containsExactly(name);
        }
    }

    @Test
    void aWrongPasswordIsSaidWithoutIt() throws Exception {
        RsyncResult result =
                pull(hub.debian().password(Password.of("wrong-password"))).run();
        assertThat(result.exit()).isEqualTo(RsyncExit.START_REFUSED);
        assertThat(result.message())
                .isEqualTo("rsync could not log in to module debian at 127.0.0.1:"
                        + hub.daemon().port() + " as " + LoopbackDaemon.USER
                        + ": @ERROR: auth failed on module debian.");
        assertThatThrownBy(result::requireSuccess)
                .isInstanceOf(RsyncException.class)
                .hasMessage(result.message());
    }

    @Test
    void aMissingPasswordIsSaidAndNobodyIsAsked() throws Exception {
        RsyncResult result = pull(hub.daemon().source("debian").user("someone")).run();
        assertThat(result.message()).contains("as someone: it asks for a password, and none was given.");
    }

    @Test
    void anUnknownModuleIsSaid() throws Exception {
        RsyncResult result = pull(hub.daemon().source("nosuch")).run();
        assertThat(result.message()).contains("rsync found no module nosuch at 127.0.0.1");
    }

    @Test
    void aPortWhereNothingListensIsSaid() throws Exception {
        hub.daemon().close();
        RsyncResult result = pull(hub.open()).run();
        assertThat(result.exit()).isEqualTo(RsyncExit.SOCKET);
        assertThat(result.message()).contains("nothing listens at its rsync port");
    }

    @Test
    void aTargetThatCannotBeMadeIsSaid() throws Exception {
        Files.writeString(folder.resolve("file"), "in the way");
        RsyncResult result = rsync.pull(hub.open())
                .into(folder.resolve("file").resolve("target"))
                .options(RsyncOptions.archive())
                .run();
        assertThat(result.succeeded()).isFalse();
        assertThat(result.message()).contains(folder.resolve("file").toString());
    }

    @Test
    void aSilentServerEndsByTheTimeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            RsyncResult result = pull(RsyncSource.daemon("127.0.0.1", "debian").port(silent.getLocalPort()))
                    .options(RsyncOptions.archive().timeout(Duration.ofSeconds(1)))
                    .run();
            assertThat(result.exit()).isEqualTo(RsyncExit.TIMEOUT);
            assertThat(result.reason()).isEqualTo(RsyncReason.EXITED);
        }
    }

    @Test
    void aDeadlineEndsASilentServer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            RsyncResult result = pull(RsyncSource.daemon("127.0.0.1", "debian").port(silent.getLocalPort()))
                    .deadline(Duration.ofMillis(500))
                    .run();
            assertThat(result.reason()).isEqualTo(RsyncReason.TIMED_OUT);
            assertThat(result.message()).contains("was stopped at its deadline");
        }
    }

    @Test
    void thePasswordIsInNoArgumentListAndNoEnvironmentWhileItRuns() throws Exception {
        Trees.big(hub.root(), "big", 4_000_000);
        try (RsyncRun run = pull(hub.debian())
                .options(RsyncOptions.archive().bandwidthLimit(200))
                .start()) {
            await().atMost(LONG).until(this::transferHasBegun);
            List<String> seen = processes();
            assertThat(seen).anyMatch(text -> text.contains(target() + "/"));
            assertThat(seen).noneMatch(text -> text.contains(LoopbackDaemon.PASSWORD));
            assertThat(run.result()).isNotDone();
        }
    }

    @Test
    void aCancelledPullLeavesNoProcessAndSaysSo() throws Exception {
        Trees.big(hub.root(), "big", 4_000_000);
        RsyncRun run = pull(hub.open())
                .options(RsyncOptions.archive().bandwidthLimit(200))
                .start();
        await().atMost(LONG).until(this::transferHasBegun);
        run.cancel();
        RsyncResult result = run.await();
        assertThat(result.reason()).isEqualTo(RsyncReason.CANCELLED);
        assertThat(result.message()).isEqualTo("rsync from " + hub.open() + " was cancelled.");
        assertThat(processes()).noneMatch(text -> text.contains(target() + "/"));
    }

    @Test
    void anInterruptedPullLeavesNoProcess() throws Exception {
        Trees.big(hub.root(), "big", 4_000_000);
        List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
        Thread thread = new Thread(() -> {
            try {
                pull(hub.open())
                        .options(RsyncOptions.archive().bandwidthLimit(200))
                        .run();
            } catch (InterruptedException e) {
                thrown.add(e);
            }
        });
        thread.start();
        await().atMost(LONG).until(this::transferHasBegun);
        thread.interrupt();
        thread.join();
        assertThat(thrown).hasSize(1);
        assertThat(processes()).noneMatch(text -> text.contains(target() + "/"));
    }

    @Test
    void progressIsHeard() throws Exception {
        Trees.big(hub.root(), "big", 300_000);
        List<RsyncProgress> heard = Collections.synchronizedList(new ArrayList<>());
        pull(hub.open())
                .options(RsyncOptions.archive())
                .onProgress(heard::add)
                .run()
                .requireSuccess();
        assertThat(heard).isNotEmpty();
        assertThat(heard.get(heard.size() - 1).bytes()).isEqualTo(300_000);
    }

    @Test
    void aProgressConsumerThatThrowsStopsThePull() throws Exception {
        Trees.big(hub.root(), "big", 300_000);
        RsyncResult result = pull(hub.open())
                .onProgress(progress -> {
                    throw new IllegalStateException("broken");
                })
                .run();
        assertThat(result.reason()).isEqualTo(RsyncReason.CONSUMER_FAILED);
        assertThat(result.failure().orElseThrow()).hasMessage("broken");
    }

    @Test
    void theTextIsACommandForAShell() {
        assertThat(rsync.pull(hub.debian())
                        .into(Path.of("/srv/a b"))
                        .options(RsyncOptions.archive())
                        .toString())
                .isEqualTo(rsync.program()
                        + " --password-file=- --no-motd '--out-format=@%i %l %n//%L' --stats --no-human-readable"
                        + " --timeout=300 --contimeout=60 --archive -- "
                        + hub.debian().argument() + " '/srv/a b/'");
    }

    @Test
    void theVersionIsRead() throws Exception {
        assertThat(rsync.version().isAtLeast(3, 1)).isTrue();
    }

    @Test
    void aProgramThatIsNoRsyncIsSaid() {
        assertThatThrownBy(() -> Rsync.at(Path.of("/bin/echo")).version())
                .isInstanceOf(RsyncException.class)
                .hasMessageStartingWith("/bin/echo is no rsync");
    }

    @Test
    void aMissingProgramIsSaid() {
        assertThatThrownBy(() -> Rsync.at(Path.of("/no/such/rsync")))
                .isInstanceOf(RsyncException.class)
                .hasMessage("There is no rsync that can be executed at /no/such/rsync.");
    }

    @Test
    void aPasswordCannotGoIntoTheEnvironment() {
        assertThatThrownBy(() -> rsync.environment("RSYNC_PASSWORD", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    private RsyncCommand pull(RsyncSource source) {
        return rsync.pull(source).into(target()).options(RsyncOptions.archive());
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

    /** The arguments and the environment of every process that we may look into. */
    private static List<String> processes() throws IOException {
        List<String> seen = new ArrayList<>();
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            for (Path process : entries.filter(
                            path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                for (String file : List.of("cmdline", "environ")) {
                    try {
                        seen.add(Files.readString(process.resolve(file), StandardCharsets.ISO_8859_1));
                    } catch (IOException e) {
                        // it has ended, or belongs to someone else
                        continue;
                    }
                }
            }
        }
        return seen;
    }
}
