package org.pushmirror.rsync.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.core.trace.MirrorSite;
import org.pushmirror.core.trace.TraceException;
import org.pushmirror.core.trace.TraceSource;
import org.pushmirror.rsync.RsyncSource;
import org.pushmirror.rsync.fixture.LoopbackDaemon;
import org.pushmirror.rsync.fixture.Programs;
import org.pushmirror.rsync.fixture.Trees;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RsyncTraceSourceTest {

    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final MirrorSite SITE = new MirrorSite("site1.example.com", "127.0.0.1");

    @RegisterExtension
    final LoopbackDaemon mirror = new LoopbackDaemon();

    @Test
    void aTraceIsRead() throws Exception {
        Trees.debian(mirror.root());
        Trees.write(mirror.root(), "project/trace/site1.example.com", "x\nArchive serial: 2026112203\n");
        assertThat(traces(mirror.debian()).trace(SITE, WITHIN).orElseThrow().serial())
                .contains(new ArchiveSerial("2026112203"));
    }

    @Test
    void aMirrorWithoutThatTraceHasNone() throws Exception {
        Trees.debian(mirror.root());
        assertThat(traces(mirror.open()).trace(SITE, WITHIN)).isEmpty();
    }

    @Test
    void anEmptyMirrorHasNone() throws Exception {
        assertThat(traces(mirror.open()).trace(SITE, WITHIN)).isEmpty();
    }

    @Test
    void aTraceOfUnlikelySizeIsNotFetched() throws Exception {
        Trees.big(mirror.root(), "project/trace/site1.example.com", RsyncTraceSource.MAX_TRACE_BYTES + 1);
        assertThat(traces(mirror.open()).trace(SITE, WITHIN)).isEmpty();
    }

    @Test
    void aLinkIsNotFollowed() throws Exception {
        Path folder = Files.createDirectories(mirror.root().resolve("project/trace"));
        Files.createSymbolicLink(folder.resolve("site1.example.com"), Path.of("/etc/passwd"));
        assertThat(traces(mirror.open()).trace(SITE, WITHIN)).isEmpty();
    }

    @Test
    void aRefusedLoginIsSaid() {
        assertThatThrownBy(() ->
                        traces(mirror.debian().password(Password.of("wrong"))).trace(SITE, WITHIN))
                .isInstanceOf(TraceException.class)
                .hasMessageStartingWith(
                        "The trace of site1.example.com at 127.0.0.1 cannot be read: rsync could not log in");
    }

    @Test
    void aMirrorThatDoesNotListenIsSaid() {
        mirror.daemon().close();
        assertThatThrownBy(() -> traces(mirror.open()).trace(SITE, WITHIN))
                .isInstanceOf(TraceException.class)
                .hasMessageContaining("nothing listens");
    }

    @Test
    void aSilentMirrorEndsInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            RsyncSource source = RsyncSource.daemon("127.0.0.1", "debian").port(silent.getLocalPort());
            assertThatThrownBy(() -> traces(source).trace(SITE, Duration.ofSeconds(1)))
                    .isInstanceOf(TraceException.class);
        }
    }

    @Test
    void aNameThatLeavesTheFolderIsRefused() {
        assertThatThrownBy(() -> traces(mirror.open()).trace(new MirrorSite("../x", "127.0.0.1"), WITHIN))
                .isInstanceOf(TraceException.class);
    }

    private static TraceSource traces(RsyncSource root) {
        return new RsyncTraceSource(Programs.rsync(), site -> root);
    }
}
