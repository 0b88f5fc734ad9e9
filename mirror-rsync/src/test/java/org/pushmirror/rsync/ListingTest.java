package org.pushmirror.rsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.rsync.DaemonListing.ListedModule;
import org.pushmirror.rsync.RsyncChange.Kind;
import org.pushmirror.rsync.RsyncListing.Depth;
import org.pushmirror.rsync.fixture.LoopbackDaemon;
import org.pushmirror.rsync.fixture.OneAnswer;
import org.pushmirror.rsync.fixture.Programs;
import org.pushmirror.rsync.fixture.Scripts;
import org.pushmirror.rsync.fixture.Trees;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ListingTest {

    private static final Duration WITHIN = Duration.ofSeconds(60);

    @RegisterExtension
    final LoopbackDaemon hub = new LoopbackDaemon();

    @TempDir
    Path folder;

    private final Rsync rsync = Programs.rsync();

    @Test
    void aListedFileHasItsNameSizeTimePermissionsAndLink() throws Exception {
        Path file = hub.root().resolve("a -> b");
        Files.writeString(file, "12345");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
        Files.createSymbolicLink(hub.root().resolve("link -> x"), Path.of("y -> z"));
        List<ListedFile> files = rsync.list(hub.open(), Depth.TREE).run();
        assertThat(files.stream().map(ListedFile::name)).containsExactlyInAnyOrder("./", "a -> b", "link -> x");
        ListedFile listed = named(files, "a -> b");
        assertThat(listed.kind()).isEqualTo(Kind.FILE);
        assertThat(listed.size()).isEqualTo(5);
        assertThat(listed.modified()).contains(Instant.parse("2001-02-03T04:05:06Z"));
        assertThat(listed.permissions()).isEqualTo("rw-r-----");
        assertThat(listed.linkTarget()).isEmpty();
        assertThat(named(files, "link -> x").linkTarget()).contains("y -> z");
    }

    private static ListedFile named(List<ListedFile> files, String name) {
        return files.stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFolderIsListedWithoutWhatIsBelowIt() throws Exception {
        Trees.debian(hub.root());
        assertThat(rsync.list(hub.open(), Depth.FOLDER).run().stream().map(ListedFile::name))
                .containsExactlyInAnyOrder("./", "dists/", "pool/", "project/");
    }

    @Test
    void aListingTransfersNothing() throws Exception {
        Trees.debian(hub.root());
        RsyncResult result = rsync.list(hub.open(), Depth.TREE).forEach(file -> {});
        assertThat(result.succeeded()).isTrue();
        assertThat(Path.of(result.target().toString())).doesNotExist();
        assertThat(result.changes()).isEmpty();
    }

    @Test
    void aSourceThatIsNotThereIsSaid() {
        RsyncException thrown = catchThrowableOfType(
                RsyncException.class,
                () -> rsync.list(hub.daemon().source("nosuch"), Depth.TREE).run());
        assertThat(thrown.reason()).contains(RsyncCause.UNKNOWN_MODULE);
    }

    @Test
    void aNameThatLeavesTheFolderCannotBeAskedFor() {
        assertThatThrownBy(() -> rsync.list(hub.open(), Depth.TREE).names(List.of("a/../../b")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void modulesAreListedWithoutTheMessageOfTheDay() throws Exception {
        DaemonListing listing = DaemonListing.ask("127.0.0.1", hub.daemon().port(), WITHIN);
        assertThat(listing.messageOfTheDay()).isEqualTo("Welcome.\nlooks like\ta module\n");
        assertThat(listing.modules())
                .contains(new ListedModule("open", "test"), new ListedModule("debian", "test"))
                .noneMatch(module -> module.name().contains("looks"));
        assertThat(listing.protocol()).matches("\\d+\\.\\d+");
        assertThat(listing.digests()).contains("md5");
    }

    @Test
    void whatAnswersOtherwiseIsNoDaemon() throws Exception {
        try (OneAnswer server = new OneAnswer("SSH-2.0-OpenSSH\r\n")) {
            assertReason(server.port(), WITHIN, RsyncCause.NOT_RSYNC);
        }
        try (OneAnswer server = new OneAnswer("@RSYNCD: 31.0\n@ERROR: go away\n")) {
            assertReason(server.port(), WITHIN, RsyncCause.REFUSED_BY_DAEMON);
        }
        try (OneAnswer server = new OneAnswer("")) {
            assertReason(server.port(), WITHIN, RsyncCause.CONNECTION_LOST);
        }
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertReason(silent.getLocalPort(), Duration.ofMillis(300), RsyncCause.SILENT);
        }
        int port = hub.daemon().port();
        hub.daemon().close();
        assertReason(port, WITHIN, RsyncCause.CONNECTION_REFUSED);
    }

    private static void assertReason(int port, Duration within, RsyncCause reason) {
        RsyncException thrown =
                catchThrowableOfType(RsyncException.class, () -> DaemonListing.ask("127.0.0.1", port, within));
        assertThat(thrown.reason()).as(thrown.getMessage()).contains(reason);
    }

    @Test
    void capabilitiesAreReadFromJsonAndFromText() throws Exception {
        RsyncCapabilities now = rsync.capabilities();
        assertThat(now.has("symlinks")).isTrue();
        assertThat(now.has("nosuch")).isFalse();
        RsyncCapabilities old = RsyncCapabilities.parse("""
                rsync  version 3.2.3  protocol version 31
                Copyright (C) 1996-2020 by Andrew Tridgell, Wayne Davison, and others.
                Capabilities:
                    64-bit files, 64-bit inums, 64-bit timestamps, 64-bit long ints,
                    socketpairs, hardlinks, hardlink-specials, symlinks, IPv6, atimes,
                    batchfiles, inplace, append, ACLs, xattrs, optional protect-args, iconv,
                    symtimes, prealloc, stop-at, no crtimes
                Optimizations:
                    SIMD, no asm, openssl-crypto
                Checksum list:
                    xxh128 xxh3 xxh64 (xxhash) md5 md4 none
                Compress list:
                    zstd lz4 zlibx zlib none

                rsync comes with ABSOLUTELY NO WARRANTY.
                """).orElseThrow();
        assertThat(old.version()).hasToString("3.2.3");
        assertThat(old.has("stop_at")).isTrue();
        assertThat(old.has("crtimes")).isFalse();
        assertThat(old.checksums()).containsExactly("xxh128", "xxh3", "xxh64", "md5", "md4", "none");
        assertThat(old.daemonDigests()).isEmpty();
    }

    @Test
    void anRsyncThatIsTooOldForAnOptionIsSaidWithTheVersionThatIsNeeded() throws Exception {
        Path old = Scripts.write(folder.resolve("rsync"), "echo 'rsync  version 3.1.3  protocol version 31'");
        assertThatThrownBy(() -> Rsync.at(old)
                        .pull(hub.open())
                        .into(folder.resolve("target"))
                        .options(RsyncOptions.archive().with(RsyncOption.MKPATH))
                        .run())
                .isInstanceOf(RsyncException.class)
                .hasMessage("rsync 3.1.3 at " + old + " is too old for --mkpath, which needs 3.2.3 or newer.");
    }
}
