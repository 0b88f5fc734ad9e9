package org.pushmirror.rsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushmirror.rsync.sync.SyncFixture.ALL;
import static org.pushmirror.rsync.sync.SyncFixture.STAGE1;
import static org.pushmirror.rsync.sync.SyncFixture.STAGE2;
import static org.pushmirror.rsync.sync.SyncFixture.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.rsync.fixture.LoopbackDaemon;
import org.pushmirror.rsync.fixture.Trees;

/** What is looked at before anything is deleted. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SyncGuardsTest {

    @RegisterExtension
    final LoopbackDaemon hub = new LoopbackDaemon();

    @TempDir
    Path folder;

    private SyncFixture mirror;
    private Map<String, String> complete;

    @BeforeEach
    void aCompleteMirror() throws Exception {
        Trees.debian(hub.root());
        for (int i = 0; i < 20; i++) {
            Trees.write(hub.root(), "pool/main/p/package_" + i + "_amd64.deb", "package " + i);
        }
        mirror = new SyncFixture(folder.resolve("mirror"), hub.debian());
        mirror.run(ALL);
        complete = archive(mirror.target);
    }

    private void remove(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private void assertRefused(SyncGuard guard, String why) throws Exception {
        mirror.settings = mirror.settings.guards(SyncGuards.ALL.without(SyncGuard.SHRUNK_UPSTREAM));
        SyncOutcome outcome = mirror.run(ALL);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        SyncOutcome.Refused.class,
                        refused -> assertThat(refused.guard()).isEqualTo(guard));
        assertThat(outcome.message()).isEqualTo("The sync stopped before anything was deleted: " + why);
        assertThat(archive(mirror.target)).isEqualTo(complete);
        assertThat(mirror.lock()).doesNotExist();
        // the override
        mirror.settings = mirror.settings.guards(mirror.settings.guards().without(guard));
        assertThat(mirror.run(ALL)).isInstanceOf(SyncOutcome.Done.class);
        assertThat(archive(mirror.target)).isEqualTo(archive(hub.root()));
    }

    /** Folders of traces are never deleted, nor is what is in them when upstream has no such folder. */
    private static Map<String, String> archive(Path root) throws IOException {
        Map<String, String> files = Trees.content(root);
        files.keySet().removeIf(name -> !name.startsWith("dists/") && !name.startsWith("pool/"));
        return files;
    }

    @Test
    void anEmptyUpstreamDeletesNothing() throws Exception {
        remove(hub.root());
        Files.createDirectory(hub.root());
        assertRefused(
                SyncGuard.EMPTY_UPSTREAM,
                "upstream, " + hub.debian() + ", has no file at all, and everything here would go.");
    }

    @Test
    void anUpstreamThatShrankDeletesNothing() throws Exception {
        remove(hub.root().resolve("pool/main/p"));
        SyncOutcome outcome = mirror.run(ALL);
        assertThat(outcome.message())
                .contains(" files after ", " at the last sync, which is more than 25 percent less.");
        assertThat(mirror.target.resolve("pool/main/p/package_7_amd64.deb")).exists();
        mirror.settings = mirror.settings.guards(SyncGuards.ALL.shrink(90));
        assertThat(mirror.run(ALL)).isInstanceOf(SyncOutcome.Done.class);
        assertThat(Trees.content(mirror.target)).isEqualTo(Trees.content(hub.root()));
    }

    @Test
    void anUpstreamThatShrankIsAlsoSeenByAStage2OfItsOwn() throws Exception {
        remove(hub.root().resolve("pool/main/p"));
        mirror.run(STAGE1);
        assertThat(mirror.run(STAGE2))
                .isInstanceOfSatisfying(
                        SyncOutcome.Refused.class,
                        refused -> assertThat(refused.guard()).isEqualTo(SyncGuard.SHRUNK_UPSTREAM));
    }

    @Test
    void anOlderSerialDeletesNothing() throws Exception {
        Trees.master(hub.root(), "2026112101");
        Files.setLastModifiedTime(
                hub.root().resolve("project/trace/master"),
                FileTime.from(Instant.now().plusSeconds(2)));
        assertRefused(
                SyncGuard.OLDER_SERIAL,
                "upstream, " + hub.debian() + ", is at serial 2026112101, older than 2026112201 of our last sync.");
    }

    @Test
    void tooLittleSpaceIsSaidBeforeAnythingIsTransferred() throws Exception {
        Trees.change(hub.root());
        SyncGuards greedy = SyncGuards.ALL.free(Long.MAX_VALUE);
        SyncOutcome outcome = sync(mirror.settings.guards(greedy)).run(ALL, SyncListener.NONE);
        assertThat(outcome).isInstanceOfSatisfying(SyncOutcome.Refused.class, refused -> {
            assertThat(refused.guard()).isEqualTo(SyncGuard.LITTLE_SPACE);
            assertThat(refused.stages()).isEmpty();
        });
        assertThat(outcome.message()).contains(" MiB are free where " + mirror.target + " is, and at least ");
        assertThat(archive(mirror.target)).isEqualTo(complete);
    }

    @Test
    void withoutGuardsUpstreamIsBelieved() throws Exception {
        remove(hub.root());
        Files.createDirectory(hub.root());
        assertThat(sync(mirror.settings.guards(SyncGuards.NONE)).run(ALL, SyncListener.NONE))
                .isInstanceOf(SyncOutcome.Done.class);
        assertThat(archive(mirror.target)).isEmpty();
    }
}
