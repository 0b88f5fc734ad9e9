package org.pushmirror.rsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pushmirror.rsync.sync.SyncFixture.ALL;
import static org.pushmirror.rsync.sync.SyncFixture.NAME;
import static org.pushmirror.rsync.sync.SyncFixture.STAGE1;
import static org.pushmirror.rsync.sync.SyncFixture.STAGE2;
import static org.pushmirror.rsync.sync.SyncFixture.stages;
import static org.pushmirror.rsync.sync.SyncFixture.sync;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.core.sync.SyncScope;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.core.trace.TraceFile;
import org.pushmirror.rsync.RsyncExit;
import org.pushmirror.rsync.fixture.LoopbackDaemon;
import org.pushmirror.rsync.fixture.Trees;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MirrorSyncTest {

    @RegisterExtension
    final LoopbackDaemon hub = new LoopbackDaemon();

    @TempDir
    Path folder;

    private SyncFixture mirror;

    @BeforeEach
    void anArchive() throws Exception {
        Trees.debian(hub.root());
        mirror = new SyncFixture(folder.resolve("mirror"), hub.debian());
    }

    @Test
    void aFullSyncMakesTheTreeEqualAndLeavesNoMark() throws Exception {
        SyncOutcome outcome = mirror.run(ALL);
        assertThat(outcome).isInstanceOf(SyncOutcome.Done.class);
        assertThat(stages(outcome)).containsExactly(SyncStage.STAGE1, SyncStage.STAGE2);
        assertThat(Trees.content(mirror.target)).isEqualTo(Trees.content(hub.root()));
        assertThat(mirror.leftovers()).isEmpty();
        assertThat(outcome.message()).isEqualTo("The sync is done, serial 2026112201.");
    }

    @Test
    void aSecondSyncFollowsChangesAndDeletions() throws Exception {
        mirror.run(ALL);
        Trees.change(hub.root());
        assertThat(mirror.run(ALL)).isInstanceOf(SyncOutcome.Done.class);
        assertThat(Trees.content(mirror.target)).isEqualTo(Trees.content(hub.root()));
    }

    @Test
    void stage1BringsDataButNeitherIndicesNorDeletions() throws Exception {
        mirror.run(ALL);
        Trees.change(hub.root());
        SyncOutcome outcome = mirror.run(STAGE1);
        assertThat(stages(outcome)).containsExactly(SyncStage.STAGE1);
        assertThat(mirror.target.resolve("pool/main/h/hello/hello_1.1_amd64.deb"))
                .exists();
        assertThat(mirror.target.resolve("pool/main/h/hello/hello_1.0_amd64.deb"))
                .exists();
        assertThat(mirror.target.resolve("dists/stable/InRelease")).hasContent("InRelease 1");
        assertThat(mirror.target.resolve("dists/stable/main/binary-amd64/Packages.xz"))
                .hasContent("Packages 1");
        assertThat(mirror.stage1Trace()).exists();
        assertThat(((SyncOutcome.Done) outcome).traceFile()).isEqualTo(mirror.stage1Trace());
    }

    @Test
    void stage2AfterStage1BringsIndicesAndDeletions() throws Exception {
        mirror.run(STAGE1);
        assertThat(mirror.trace()).doesNotExist();
        assertThat(stages(mirror.run(STAGE2))).containsExactly(SyncStage.STAGE2);
        assertThat(Trees.content(mirror.target)).isEqualTo(Trees.content(hub.root()));
        assertThat(mirror.trace()).exists();
    }

    @Test
    void aFullSyncRemovesTheTraceOfStage1() throws Exception {
        mirror.run(STAGE1);
        mirror.run(ALL);
        assertThat(mirror.stage1Trace()).doesNotExist();
    }

    @Test
    void theProfileOf2021AlsoHoldsBackContentsAndBringsByHash() throws Exception {
        Trees.write(hub.root(), "dists/stable/main/Contents-amd64.gz", "Contents 1");
        Trees.write(hub.root(), "dists/stable/main/dep11/Components.yml.gz", "dep11 1");
        Trees.write(hub.root(), "dists/stable/main/dep11/by-hash/SHA256/0003", "dep11 1");
        sync(mirror.settings.selection(SyncSelection.DEFAULT.profile(IndexProfile.DEBIAN_2021)))
                .run(STAGE1, SyncListener.NONE);
        assertThat(Trees.content(mirror.target).keySet())
                .containsExactly(
                        "dists/stable/main/binary-amd64/by-hash/SHA256/0001",
                        "dists/stable/main/dep11/by-hash/SHA256/0003",
                        "pool/main/h/hello/hello_1.0.dsc",
                        "pool/main/h/hello/hello_1.0_amd64.deb",
                        "project/trace/master");
    }

    @Test
    void theTraceHasTheFieldsOfFtpsyncInItsOrder() throws Exception {
        Instant now = Instant.parse("2026-11-22T14:03:12Z");
        MirrorSyncSettings settings = mirror.settings
                .trigger("ssh")
                .info(new MirrorInfo("Ann <ann@example.com>", "Example", "DE", "Berlin", "1Gb"));
        MirrorSync.of(org.pushmirror.rsync.fixture.Programs.rsync(), settings)
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .run(ALL, SyncListener.NONE);
        TraceFile trace = TraceFile.parse(Files.readAllBytes(mirror.trace()));
        assertThat(trace.firstLine()).isEqualTo("Sun Nov 22 14:03:12 UTC 2026");
        assertThat(trace.fields())
                .containsEntry("Date", "Sun, 22 Nov 2026 14:03:12 +0000")
                .containsEntry("Running on host", "real1.example.com")
                .containsEntry("Maintainer", "Ann <ann@example.com>")
                .containsEntry("Architectures", "amd64 source")
                .containsEntry("Upstream-mirror", "127.0.0.1");
        assertThat(trace.fields().keySet())
                .startsWith(
                        "Date",
                        "Date-Started",
                        "Archive serial",
                        "Used ftpsync version",
                        "Creator",
                        "Running on host",
                        "Maintainer",
                        "Sponsor",
                        "Country",
                        "Location",
                        "Throughput",
                        "Trigger",
                        "Architectures",
                        "Architectures-Configuration",
                        "Upstream-mirror",
                        "Rsync-Transport",
                        "Total bytes received in rsync",
                        "Total time spent in stage1 rsync",
                        "Total time spent in stage2 rsync",
                        "Total time spent in rsync");
        assertThat(trace.serial()).contains(new ArchiveSerial("2026112201"));
        assertThat(trace.bytesReceived().orElseThrow()).isPositive();
        assertThat(trace.field("Creator").orElseThrow()).matches("pushmirror \\d+\\.\\d+.*");
    }

    @Test
    void theHierarchyHasUpstreamsLinesAndThenOurs() throws Exception {
        Trees.write(hub.root(), "project/trace/_hierarchy.mirror", "hub hub hub.example.org unknown\n");
        mirror.run(ALL);
        mirror.run(ALL);
        assertThat(mirror.trace().resolveSibling("_hierarchy"))
                .hasContent("hub hub hub.example.org unknown\n" + NAME + " " + NAME + " real1.example.com 127.0.0.1\n");
    }

    @Test
    void theListOfTracesIsOrderedByTime() throws Exception {
        Path master = hub.root().resolve("project/trace/master");
        Files.setLastModifiedTime(master, java.nio.file.attribute.FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        mirror.run(ALL);
        assertThat(mirror.trace().resolveSibling("_traces")).hasContent("master\n" + NAME + "\n");
    }

    @Test
    void aWrongPasswordFailsStage1AndLeavesTheRequestInTheMark() throws Exception {
        SyncFixture wrong = new SyncFixture(mirror.target, hub.debian().password(Password.of("wrong-password")));
        SyncOutcome outcome = wrong.run(ALL);
        assertThat(outcome).isInstanceOfSatisfying(SyncOutcome.StageFailed.class, failed -> {
            assertThat(failed.stage()).isEqualTo(SyncStage.STAGE1);
            assertThat(failed.result().exit()).isEqualTo(RsyncExit.START_REFUSED);
        });
        assertThat(outcome.message())
                .startsWith("The sync failed in stage 1: rsync could not log in to module debian at 127.0.0.1:")
                .doesNotContain("wrong-password");
        assertThat(mirror.leftovers()).containsExactly("Archive-Update-Required-" + NAME);
        assertThat(mirror.run(ALL)).isInstanceOf(SyncOutcome.Done.class);
        assertThat(mirror.leftovers()).isEmpty();
    }

    @Test
    void aStage1ThatFailedIsDoneBeforeTheNextStage2() throws Exception {
        new SyncFixture(mirror.target, hub.debian().password(Password.of("wrong"))).run(STAGE1);
        assertThat(stages(mirror.run(STAGE2))).containsExactly(SyncStage.STAGE1, SyncStage.STAGE2);
    }

    @Test
    void moreDeletionsThanAllowedFailStage2() throws Exception {
        mirror.run(ALL);
        Trees.change(hub.root());
        Files.delete(hub.root().resolve("dists/stable/main/i18n/Translation-en.xz"));
        SyncOutcome outcome = sync(mirror.settings.transfer(SyncTransfer.DEFAULT.maxDelete(1)))
                .run(ALL, SyncListener.NONE);
        assertThat(outcome).isInstanceOfSatisfying(SyncOutcome.StageFailed.class, failed -> {
            assertThat(failed.stage()).isEqualTo(SyncStage.STAGE2);
            assertThat(failed.result().exit()).isEqualTo(RsyncExit.MAX_DELETE);
        });
    }

    @Test
    void anUpstreamThatIsBeingChangedIsWaitedFor() throws Exception {
        Path busy = hub.root().resolve("Archive-Update-in-Progress-hub.example.org");
        Files.writeString(busy, "hub");
        List<List<String>> waits = new java.util.ArrayList<>();
        SyncOutcome outcome = sync(mirror.settings.upstreamWait(new UpstreamWait(Duration.ofMillis(10), 3)))
                .run(ALL, new SyncListener() {
                    @Override
                    public void upstreamBusy(List<String> upstream, Duration pause) {
                        waits.add(upstream);
                        if (waits.size() == 2) {
                            busy.toFile().delete();
                        }
                    }
                });
        assertThat(waits).containsExactly(List.of("hub.example.org"), List.of("hub.example.org"));
        assertThat(stages(outcome))
                .containsExactly(SyncStage.STAGE1, SyncStage.STAGE1, SyncStage.STAGE1, SyncStage.STAGE2);
        assertThat(Trees.content(mirror.target)).isEqualTo(Trees.content(hub.root()));
    }

    @Test
    void anUpstreamThatIsAlwaysBeingChangedEndsTheSync() throws Exception {
        Trees.write(hub.root(), "Archive-Update-in-Progress-hub.example.org", "hub");
        SyncOutcome outcome = sync(mirror.settings.upstreamWait(new UpstreamWait(Duration.ZERO, 2)))
                .run(ALL, SyncListener.NONE);
        assertThat(outcome.message())
                .isEqualTo("The sync stopped before stage 2, since upstream is still being changed by"
                        + " hub.example.org; it was asked again 2 times.");
        assertThat(mirror.target.resolve("dists/stable/InRelease")).doesNotExist();
        assertThat(mirror.lock()).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeMadeIsSaid() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        SyncFixture blocked = new SyncFixture(file.resolve("mirror"), hub.debian());
        assertThatThrownBy(() -> blocked.run(ALL))
                .isInstanceOf(SyncException.class)
                .hasMessageStartingWith("The folder of the mirror, " + file.resolve("mirror") + ", cannot be used: ");
    }

    @Test
    void aListenerThatThrowsChangesNothing() throws Exception {
        SyncOutcome outcome = mirror.sync().run(ALL, new SyncListener() {
            @Override
            public void stageStarted(SyncStage stage) {
                throw new IllegalStateException("broken listener");
            }
        });
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        SyncOutcome.Done.class, done -> assertThat(done.scope()).isEqualTo(SyncScope.ALL));
    }
}
