package org.pushmirror.rsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushmirror.rsync.sync.SyncFixture.ALL;
import static org.pushmirror.rsync.sync.SyncFixture.sync;
import static org.pushmirror.rsync.sync.SyncStage.STAGE1;
import static org.pushmirror.rsync.sync.SyncStage.STAGE2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.rsync.RsyncFilter;
import org.pushmirror.rsync.RsyncResult;
import org.pushmirror.rsync.fixture.LoopbackDaemon;
import org.pushmirror.rsync.fixture.Trees;
import org.pushmirror.rsync.sync.SyncFixture.AtStart;

/** Upstream publishes while a sync runs: both stages must bring one state of it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UpstreamChangesTest {

    @RegisterExtension
    final LoopbackDaemon hub = new LoopbackDaemon();

    @TempDir
    Path folder;

    private SyncFixture mirror;

    @BeforeEach
    void anArchive() throws Exception {
        Trees.debian(hub.root());
        mirror = new SyncFixture(folder.resolve("mirror"), hub.debian());
        mirror.settings = mirror.settings.guards(SyncGuards.NONE);
    }

    /** Does something when a stage has ended, the first time that it does. */
    private record AfterFirst(SyncStage stage, AtStart.Step step, List<String> changes) implements SyncListener {

        @Override
        public void stageEnded(SyncStage ended, RsyncResult result) {
            if (ended == stage && changes.isEmpty()) {
                changes.add("");
                try {
                    step.run();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        }

        @Override
        public void upstreamChanged(String why) {
            changes.add(why);
        }
    }

    private List<SyncStage> stagesWith(SyncListener listener, MirrorSyncSettings settings) throws Exception {
        SyncOutcome outcome = sync(settings).run(ALL, listener);
        assertThat(outcome).isInstanceOf(SyncOutcome.Done.class);
        assertThat(Trees.content(mirror.target)).isEqualTo(Trees.content(hub.root()));
        assertThat(mirror.leftovers()).isEmpty();
        return SyncFixture.stages(outcome);
    }

    @Test
    void stage1IsRepeatedWhenUpstreamPublishedSince() throws Exception {
        mirror.run(ALL);
        List<String> changes = new ArrayList<>();
        AfterFirst publishing = new AfterFirst(STAGE1, () -> Trees.change(hub.root()), changes);
        Trees.write(hub.root(), "dists/stable/main/source/Sources.gz", "so that stage 1 is due");
        assertThat(stagesWith(publishing, mirror.settings)).containsExactly(STAGE1, STAGE1, STAGE2);
        assertThat(changes.get(1)).startsWith("Upstream changed dists/stable/InRelease and ");
    }

    @Test
    void aChangeOfOneIndexAloneIsEnough() throws Exception {
        AfterFirst publishing = new AfterFirst(
                STAGE1,
                () -> {
                    Trees.write(hub.root(), "pool/main/n/new/new_1_amd64.deb", "new");
                    Trees.write(hub.root(), "dists/stable/main/binary-amd64/Packages.xz", "Packages with new");
                },
                new ArrayList<>());
        assertThat(stagesWith(publishing, mirror.settings)).containsExactly(STAGE1, STAGE1, STAGE2);
    }

    @Test
    void aStage2OfItsOwnIsPrecededByStage1WhenUpstreamPublishedSince() throws Exception {
        mirror.run(SyncFixture.STAGE1);
        Trees.change(hub.root());
        SyncOutcome outcome = mirror.run(SyncFixture.STAGE2);
        assertThat(SyncFixture.stages(outcome)).containsExactly(STAGE1, STAGE2);
        assertThat(Trees.content(mirror.target)).isEqualTo(Trees.content(hub.root()));
        assertThat(outcome.report().waits()).hasSize(1);
    }

    @Test
    void theStage2OfAnUpstreamThatIsAMirrorItselfIsNoChangeOfTheArchive() throws Exception {
        Trees.write(
                hub.root(), "project/trace/_hierarchy", "hub.example.org hub.example.org hub.example.org unknown\n");
        mirror.run(SyncFixture.STAGE1);
        Trees.write(hub.root(), "dists/stable/InRelease", "InRelease of the same serial");
        assertThat(SyncFixture.stages(mirror.run(SyncFixture.STAGE2))).containsExactly(STAGE2);
        Trees.write(hub.root(), "dists/stable/InRelease", "InRelease of the next serial");
        mirror.run(SyncFixture.STAGE1);
        Trees.change(hub.root());
        assertThat(SyncFixture.stages(mirror.run(SyncFixture.STAGE2))).containsExactly(STAGE1, STAGE2);
    }

    @Test
    void optionsThatDoNotKeepTimesAreNoChange() throws Exception {
        SyncOptions timeless = SyncOptions.DEFAULT.both(List.of("-rl"));
        mirror.settings = mirror.settings.transfer(SyncTransfer.DEFAULT.options(timeless));
        assertThat(stagesWith(SyncListener.NONE, mirror.settings)).containsExactly(STAGE1, STAGE2);
    }

    @Test
    void aChangeDuringStage2IsFollowedByBothStages() throws Exception {
        AtStart publishing = new AtStart(STAGE2, () -> Trees.change(hub.root()));
        assertThat(stagesWith(publishing, mirror.settings)).containsExactly(STAGE1, STAGE2, STAGE1, STAGE2);
    }

    @Test
    void aChangeAfterTheListOfAStage2ThatDeletesIsFollowedByBothStages() throws Exception {
        mirror.run(ALL);
        Trees.change(hub.root());
        AfterFirst publishing = new AfterFirst(
                STAGE2,
                () -> {
                    Trees.write(hub.root(), "pool/main/h/hello/hello_1.2_amd64.deb", "hello 1.2");
                    Trees.write(hub.root(), "dists/stable/InRelease", "InRelease 3 is longer still");
                },
                new ArrayList<>());
        assertThat(stagesWith(publishing, mirror.settings)).containsExactly(STAGE1, STAGE2, STAGE1, STAGE2);
    }

    @Test
    void anUpstreamThatBeginsAChangeAfterStage1IsWaitedFor() throws Exception {
        Path mark = hub.root().resolve("Archive-Update-in-Progress-hub.example.org");
        List<List<String>> waits = new ArrayList<>();
        SyncListener listener = new SyncListener() {
            @Override
            public void stageEnded(SyncStage stage, RsyncResult result) {
                if (waits.isEmpty()) {
                    try {
                        Files.writeString(mark, "hub");
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }
            }

            @Override
            public void upstreamBusy(List<String> upstream, Duration pause) {
                waits.add(upstream);
                assertThat(mark.toFile().delete()).isTrue();
            }
        };
        UpstreamWait soon = new UpstreamWait(Duration.ofMillis(10), 3);
        assertThat(stagesWith(listener, mirror.settings.upstreamWait(soon))).containsExactly(STAGE1, STAGE1, STAGE2);
        assertThat(waits).containsExactly(List.of("hub.example.org"));
    }

    @Test
    void anUpstreamThatPublishesAllTheTimeEndsTheSync() throws Exception {
        int[] serial = {10};
        SyncListener restless = new SyncListener() {
            @Override
            public void stageEnded(SyncStage stage, RsyncResult result) {
                try {
                    Trees.write(hub.root(), "dists/stable/InRelease", "x".repeat(serial[0]++));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        };
        SyncOutcome outcome = mirror.sync().run(ALL, restless);
        assertThat(outcome).isInstanceOf(SyncOutcome.UpstreamBusy.class);
        assertThat(outcome.message())
                .isEqualTo("The sync stopped before stage 2, since upstream had another archive after each stage 1;"
                        + " it was asked again 10 times.");
        assertThat(mirror.target.resolve("dists/stable/InRelease")).doesNotExist();
        assertThat(mirror.leftovers()).containsExactly("Archive-Update-Required-" + SyncFixture.NAME);
    }

    @Test
    void stage2AloneLooksAtEverythingWhenUpstreamIsWhatItWas() throws Exception {
        mirror.run(ALL);
        Files.delete(mirror.target.resolve("pool/main/h/hello/hello_1.0.dsc"));
        Trees.write(mirror.target, "pool/main/h/hello/not-upstream", "to be deleted");
        assertThat(stagesWith(SyncListener.NONE, mirror.settings)).containsExactly(STAGE2);
    }

    @Test
    void stage1IsDueWhenAnIndexIsNotWhatUpstreamHas() throws Exception {
        mirror.run(ALL);
        Files.delete(mirror.target.resolve("dists/stable/main/source/Sources.xz"));
        assertThat(stagesWith(SyncListener.NONE, mirror.settings)).containsExactly(STAGE1, STAGE2);
    }

    @Test
    void stage1IsDueAfterASyncThatWasNotFinished() throws Exception {
        mirror.run(ALL);
        Files.writeString(mirror.lock(), "4194305\n");
        assertThat(stagesWith(SyncListener.NONE, mirror.settings)).containsExactly(STAGE1, STAGE2);
    }

    @Test
    void stage1IsDueWhenOtherFilesAreChosen() throws Exception {
        Trees.write(hub.root(), "pool/main/o/other_1_i386.deb", "other");
        mirror.settings =
                mirror.settings.selection(SyncSelection.DEFAULT.filters(List.of(RsyncFilter.exclude("*_i386.deb"))));
        mirror.run(ALL);
        mirror.settings = mirror.settings.selection(SyncSelection.DEFAULT);
        assertThat(stagesWith(SyncListener.NONE, mirror.settings)).containsExactly(STAGE1, STAGE2);
    }
}
