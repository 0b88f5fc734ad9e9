package org.pushmirror.rsync.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncOptions;
import org.pushmirror.rsync.RsyncResult;
import org.pushmirror.rsync.RsyncRun;
import org.pushmirror.rsync.daemon.RsyncDaemonException.Reason;
import org.pushmirror.rsync.fixture.LoopbackDaemon;
import org.pushmirror.rsync.fixture.Programs;
import org.pushmirror.rsync.fixture.Trees;
import org.pushmirror.rsync.process.ProcessFamily;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RsyncDaemonTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Rsync rsync = Programs.rsync();

    @Test
    void itServesAsSoonAsItHasStarted() throws Exception {
        try (RsyncDaemon daemon = start(config(""))) {
            Trees.write(root(), "a", "a");
            RsyncResult result = rsync.pull(daemon.source("m"))
                    .into(folder.resolve("target"))
                    .options(RsyncOptions.archive())
                    .run();
            assertThat(result.requireSuccess().succeeded()).isTrue();
            assertThat(daemon.isRunning()).isTrue();
            await().atMost(LONG)
                    .until(() -> daemon.recentLog().stream().anyMatch(line -> line.contains("rsync on m/")));
        }
    }

    @Test
    void twoOfThemGetDifferentPorts() throws Exception {
        Path config = config("");
        try (RsyncDaemon one = start(config);
                RsyncDaemon other = start(config)) {
            assertThat(one.port()).isNotEqualTo(other.port());
        }
    }

    @Test
    void aBusyPortIsSaid() throws Exception {
        Path config = config("");
        try (ServerSocket taken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            RsyncDaemonException thrown = catchThrowableOfType(
                    RsyncDaemonException.class,
                    () -> RsyncDaemon.start(rsync, DaemonSettings.of(config).port(taken.getLocalPort())));
            assertThat(thrown.reason()).isEqualTo(Reason.PORT_BUSY);
            assertThat(thrown)
                    .hasMessageStartingWith(
                            "The rsync daemon cannot listen at 127.0.0.1:" + taken.getLocalPort() + ":");
        }
    }

    @Test
    void anotherDaemonAtThePortIsNotTakenForOurs() throws Exception {
        Path config = config("");
        try (RsyncDaemon first = start(config)) {
            assertThatThrownBy(() ->
                            RsyncDaemon.start(rsync, DaemonSettings.of(config).port(first.port())))
                    .isInstanceOf(RsyncDaemonException.class);
        }
    }

    @Test
    void aMissingConfigurationIsSaid() {
        assertThatThrownBy(() -> start(folder.resolve("nosuch.conf")))
                .isInstanceOf(RsyncDaemonException.class)
                .hasMessageContaining("its configuration " + folder.resolve("nosuch.conf") + " cannot be read");
    }

    @Test
    void aConfigurationThatOnlyConnectionsFindBrokenIsSaid() throws Exception {
        Path config = config("");
        Files.writeString(config, Files.readString(config) + "[unfinished\n");
        RsyncDaemonException thrown = catchThrowableOfType(RsyncDaemonException.class, () -> start(config));
        assertThat(thrown.reason()).isEqualTo(Reason.BROKEN_CONFIG);
        assertThat(thrown).hasMessageContaining(config.toString()).hasMessageContaining("its last words");
    }

    @Test
    void anEndBeforeItIsReadyIsSaidWithItsExit() throws Exception {
        Path config = config("pid file = " + folder.resolve("no/such/folder/pid") + "\n");
        RsyncDaemonException thrown = catchThrowableOfType(RsyncDaemonException.class, () -> start(config));
        assertThat(thrown.reason()).isEqualTo(Reason.ENDED);
        assertThat(thrown).hasMessageContaining("ended before it was ready, with exit 11");
    }

    @Test
    void closingEndsTheListenerAndItsTransfers() throws Exception {
        Trees.big(root(), "big", 4_000_000);
        RsyncDaemon daemon = start(config(""));
        try (RsyncRun run = rsync.pull(daemon.source("m"))
                .into(folder.resolve("target"))
                .options(RsyncOptions.archive().bandwidthLimit(200))
                .start()) {
            ProcessHandle listener = ProcessHandle.of(daemon.pid()).orElseThrow();
            await().atMost(LONG).until(() -> listener.descendants().findAny().isPresent());
            var transfers = listener.descendants().toList();
            daemon.close();
            assertThat(daemon.isRunning()).isFalse();
            assertThat(transfers).allMatch(ProcessFamily::isDead);
            assertThat(run.await().succeeded()).isFalse();
        }
    }

    private RsyncDaemon start(Path config) throws InterruptedException {
        return RsyncDaemon.start(rsync, DaemonSettings.of(config).grace(Duration.ofMillis(1)));
    }

    private Path root() throws IOException {
        return Files.createDirectories(folder.resolve("root"));
    }

    private Path config(String globals) throws IOException {
        Path file = folder.resolve("rsyncd.conf");
        Files.writeString(file, LoopbackDaemon.globals() + globals + "[m]\npath = " + root() + "\n");
        return file;
    }
}
