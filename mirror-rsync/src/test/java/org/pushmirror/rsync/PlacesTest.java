package org.pushmirror.rsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.rsync.fixture.LoopbackDaemon;
import org.pushmirror.rsync.fixture.Programs;
import org.pushmirror.rsync.fixture.Scripts;

/** Sources and targets at each kind of place, under names that look like something else. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlacesTest {

    private static final List<String> NAMES = List.of(
            "-dash",
            "--delete",
            "a b",
            "co:lon",
            "host::module",
            "~",
            "it's \"q\" $HOME `id` \\ & ;",
            "[x]",
            "a*b",
            "q?",
            "a*\\b",
            "back\\slash",
            "#x",
            "n".repeat(250));

    @RegisterExtension
    final LoopbackDaemon hub = new LoopbackDaemon();

    @TempDir
    Path folder;

    private final Rsync rsync = Programs.rsync();
    private Path shell;

    @BeforeEach
    void makeAShell() throws Exception {
        shell = Scripts.remoteShell(folder);
    }

    @Test
    void aFolderIsPulledFromADaemonWhateverItsName() throws Exception {
        for (String name : NAMES) {
            fill(hub.root(), name);
            assertArrives(hub.open().path(name), name);
        }
    }

    @Test
    void aFolderItselfIsPulledFromADaemonWhateverItsName() throws Exception {
        for (String name : NAMES) {
            if (name.equals("a*\\b")) {
                // rsync 3.5.0 rejects what it asked for itself when its name has a wildcard and a backslash
                continue;
            }
            fill(hub.root(), name);
            Path into = Files.createTempDirectory(folder, "into");
            pull(hub.open().item(name), into);
            assertThat(into.resolve(name).resolve("file")).hasContent(name);
            assertThat(into.toFile().list()).containsExactly(name);
        }
    }

    @Test
    void aFolderIsPulledOverARemoteShellWhateverItsName() throws Exception {
        for (String name : NAMES) {
            fill(folder, name);
            assertArrives(overShell(folder.resolve(name)), name);
        }
    }

    @Test
    void aFolderIsPulledFromHereWhateverItsName() throws Exception {
        for (String name : NAMES) {
            fill(folder, name);
            assertArrives(RsyncSource.local(folder.resolve(name)), name);
        }
    }

    @Test
    void aPushReachesADaemonUnderEveryNameWithoutAWildcard() throws Exception {
        for (String name : NAMES) {
            Path source = Files.createTempDirectory(folder, "source");
            Files.writeString(source.resolve("file"), name);
            if (isWild(name)) {
                assertThatThrownBy(() -> rsync.push(RsyncSource.local(source))
                                .to(hub.writable().path(name)))
                        .isInstanceOf(IllegalArgumentException.class);
                continue;
            }
            push(source, hub.writable().path(name));
            assertThat(hub.root().resolve(name).resolve("file")).hasContent(name);
        }
    }

    @Test
    void aPushReachesARemoteShellUnderEveryNameWithoutAWildcard() throws Exception {
        for (String name : NAMES) {
            if (!isWild(name)) {
                Path source = Files.createTempDirectory(folder, "source");
                Files.writeString(source.resolve("file"), name);
                push(source, overShell(folder.resolve("far" + name.substring(1))));
                assertThat(folder.resolve("far" + name.substring(1)).resolve("file"))
                        .hasContent(name);
            }
        }
    }

    @Test
    void aPushSaysWhereItWent() throws Exception {
        RsyncResult result = rsync.push(RsyncSource.local(folder))
                .to(hub.daemon().source("nosuch"))
                .options(RsyncOptions.archive())
                .run();
        assertThat(result.cause()).contains(RsyncCause.UNKNOWN_MODULE);
        assertThat(result.source()).hasToString(folder.toString());
        assertThat(result.target()).hasToString(hub.daemon().source("nosuch").toString());
    }

    @Test
    void aPushToAModuleThatIsReadOnlyIsSaid() throws Exception {
        RsyncResult result = rsync.push(RsyncSource.local(folder))
                .to(hub.open())
                .options(RsyncOptions.archive())
                .run();
        assertThat(result.cause()).contains(RsyncCause.READ_ONLY);
        assertThat(result.message()).startsWith("rsync could not write rsync://127.0.0.1");
    }

    @Test
    void whatWouldChangeTheMeaningOfARemotePlaceIsRefused() {
        for (Runnable bad : List.<Runnable>of(
                () -> RsyncSource.shell("-oProxyCommand=x", "/a"),
                () -> RsyncSource.shell("a b", "/a"),
                () -> RsyncSource.shell("a@b", "/a"),
                () -> RsyncSource.shell("host", ""),
                () -> RsyncSource.shell("host", "/a/../b"),
                () -> RsyncSource.shell("host", "/a\nb"),
                () -> RsyncSource.shell("host", "/a").user("-l"),
                () -> RsyncSource.shell("host", "/a").command(),
                () -> RsyncSource.shell("host", "/a").item().targetArgument(),
                () -> RsyncSource.daemon("host", "#list"))) {
            assertThatThrownBy(bad::run).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private ShellPlace overShell(Path path) {
        return RsyncSource.shell("host.example.org", path.toString()).command(shell.toString());
    }

    private static boolean isWild(String name) {
        return name.chars().anyMatch(c -> "*?[".indexOf(c) >= 0);
    }

    private static void fill(Path root, String name) throws Exception {
        Files.createDirectories(root.resolve(name));
        Files.writeString(root.resolve(name).resolve("file"), name);
    }

    private void assertArrives(RsyncSource source, String name) throws Exception {
        Path into = Files.createTempDirectory(folder, "into");
        pull(source, into);
        assertThat(into.resolve("file")).hasContent(name);
    }

    private void pull(RsyncSource source, Path into) throws Exception {
        rsync.pull(source).into(into).options(RsyncOptions.archive()).run().requireSuccess();
    }

    private void push(Path source, RsyncTarget target) throws Exception {
        rsync.push(RsyncSource.local(source))
                .to(target)
                .options(RsyncOptions.archive())
                .run()
                .requireSuccess();
    }
}
