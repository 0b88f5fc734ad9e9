package org.pushmirror.rsync.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.rsync.DaemonPlace;
import org.pushmirror.rsync.RsyncCause;
import org.pushmirror.rsync.RsyncException;
import org.pushmirror.rsync.RsyncSource;
import org.pushmirror.rsync.fixture.LoopbackDaemon;
import org.pushmirror.rsync.fixture.OneAnswer;
import org.pushmirror.rsync.fixture.Programs;
import org.pushmirror.rsync.fixture.Trees;
import org.pushmirror.rsync.probe.MirrorProbe.Scope;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MirrorProbeTest {

    private static final Duration WITHIN = Duration.ofSeconds(60);

    @RegisterExtension
    final LoopbackDaemon mirror = new LoopbackDaemon();

    private final MirrorProbe probe = new MirrorProbe(Programs.rsync());

    @Test
    void aLookBringsTracesAndMarksAndNothingElse() throws Exception {
        Trees.debian(mirror.root());
        Trees.write(
                mirror.root(), "project/trace/site1.example.com", "Sun Nov 22 12:00:00 UTC 2026\nArchive serial: 1\n");
        Trees.write(mirror.root(), "project/trace/_traces", "site1.example.com\n");
        Trees.write(mirror.root(), "Archive-Update-in-Progress-hub.example.org", "");
        MirrorView view = probe.look(mirror.debian(), Scope.STATE, WITHIN);
        assertThat(view.traces()).containsOnlyKeys("master", "site1.example.com");
        assertThat(view.serial()).contains(new ArchiveSerial("2026112201"));
        assertThat(view.inProgress()).containsExactly("hub.example.org");
        assertThat(view.inReleases()).isEmpty();
    }

    @Test
    void indicesComeWhenAskedForInTheSameConnection() throws Exception {
        Trees.debian(mirror.root());
        MirrorView view = probe.look(mirror.open(), Scope.STATE_AND_INDICES, WITHIN);
        assertThat(view.inReleases()).containsOnlyKeys("stable");
        assertThat(view.inReleases().get("stable")).isEqualTo("InRelease 1".getBytes(StandardCharsets.US_ASCII));
        assertThat(mirror.daemon().recentLog().stream().filter(line -> line.contains("rsync on open/")))
                .hasSizeLessThan(2);
    }

    @Test
    void anEmptyMirrorShowsNothing() throws Exception {
        MirrorView view = probe.look(mirror.open(), Scope.STATE_AND_INDICES, WITHIN);
        assertThat(view.traces()).isEmpty();
        assertThat(view.serial()).isEmpty();
    }

    @Test
    void missingAndDifferentFilesAreFoundAmongTensOfThousandsInOneConnection() throws Exception {
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (int i = 0; i < 300; i++) {
            Trees.write(mirror.root(), "pool/a b/file" + i, "x".repeat(i));
            sizes.put("pool/a b/file" + i, (long) i);
        }
        for (int i = 0; i < 30_000; i++) {
            sizes.put("pool/nosuch folder/and a name of some length, file" + i, 1L);
        }
        sizes.put("pool/a b/file7", 8L);
        sizes.put("pool/a b", 1L);
        FileComparison comparison = probe.compare(mirror.open(), sizes, WITHIN);
        assertThat(comparison.missing()).hasSize(30_001).contains("pool/a b");
        assertThat(comparison.different()).containsExactly(new FileComparison.Difference("pool/a b/file7", 8, 7));
        assertThat(comparison.isComplete()).isFalse();
    }

    @Test
    void oddNamesAreAskedForAsTheyAre() throws Exception {
        List<String> names = List.of("#x", ";y", "-dash", "a*b", "[z]", "new\nline", " lead", "dir/name -> x");
        for (String name : names) {
            Trees.write(mirror.root(), name, name);
        }
        List<String> asked = new ArrayList<>(names);
        asked.add("*");
        assertThat(probe.missing(mirror.open(), asked, WITHIN)).containsExactly("*");
    }

    @Test
    void eachReasonIsTyped() throws Exception {
        assertReason(mirror.daemon().source("nosuch"), RsyncCause.UNKNOWN_MODULE);
        assertReason(mirror.debian().password(Password.of("wrong")), RsyncCause.LOGIN_REFUSED);
        assertReason(mirror.daemon().source("debian"), RsyncCause.PASSWORD_MISSING);
        assertReason(mirror.daemon().source("full"), RsyncCause.BUSY);
        assertReason(mirror.daemon().source("closed"), RsyncCause.ACCESS_DENIED);
        assertReason(RsyncSource.daemon("nosuch.invalid", "m"), RsyncCause.HOST_UNKNOWN);
        mirror.daemon().close();
        assertReason(mirror.open(), RsyncCause.CONNECTION_REFUSED);
    }

    @Test
    void aSilentMirrorIsSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            DaemonPlace source = RsyncSource.daemon("127.0.0.1", "m").port(silent.getLocalPort());
            RsyncException thrown = catchThrowableOfType(
                    RsyncException.class, () -> probe.look(source, Scope.STATE, Duration.ofSeconds(1)));
            assertThat(thrown.reason()).contains(RsyncCause.SILENT);
        }
    }

    @Test
    void aWebServerIsNoRsync() throws Exception {
        try (OneAnswer server = new OneAnswer("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            assertReason(RsyncSource.daemon("127.0.0.1", "m").port(server.port()), RsyncCause.NOT_RSYNC);
        }
    }

    private void assertReason(DaemonPlace source, RsyncCause reason) {
        RsyncException thrown =
                catchThrowableOfType(RsyncException.class, () -> probe.look(source, Scope.STATE, WITHIN));
        assertThat(thrown).as(source.toString()).isNotNull();
        assertThat(thrown.reason()).as(thrown.getMessage()).contains(reason);
        RsyncException compared =
                catchThrowableOfType(RsyncException.class, () -> probe.missing(source, List.of("a"), WITHIN));
        assertThat(compared.reason()).as(compared.getMessage()).contains(reason);
    }

    @Test
    void nothingOfALookIsLeftOnDisk() throws Exception {
        Trees.debian(mirror.root());
        probe.look(mirror.open(), Scope.STATE_AND_INDICES, WITHIN);
        probe.missing(mirror.open(), List.of("a"), WITHIN);
        assertThat(leftovers()).isZero();
    }

    private static long leftovers() throws Exception {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            String ours = "pushmirror-(probe|names)-" + ProcessHandle.current().pid() + "-.*";
            return files.filter(file -> file.getFileName().toString().matches(ours))
                    .count();
        }
    }
}
