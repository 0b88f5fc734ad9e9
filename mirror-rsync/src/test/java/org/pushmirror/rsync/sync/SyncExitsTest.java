package org.pushmirror.rsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushmirror.rsync.sync.SyncFixture.ALL;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.fixture.LoopbackDaemon;
import org.pushmirror.rsync.fixture.Programs;
import org.pushmirror.rsync.fixture.Scripts;
import org.pushmirror.rsync.fixture.Trees;
import org.pushmirror.rsync.sync.SyncFixture.AtStart;

/** What a sync makes of the exits of rsync, with the real program, whose exit is another in the stages of the test. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SyncExitsTest {

    @RegisterExtension
    final LoopbackDaemon hub = new LoopbackDaemon();

    @TempDir
    Path folder;

    private SyncFixture mirror;
    private Path exits;

    @BeforeEach
    void anArchive() throws Exception {
        Trees.debian(hub.root());
        mirror = new SyncFixture(folder.resolve("mirror"), hub.debian());
        // a first sync has one more run of rsync, for indices that are not here yet
        mirror.run(ALL);
        Trees.change(hub.root());
        exits = folder.resolve("exits");
    }

    /** An rsync whose first runs that transfer something end with these exits. */
    private Rsync ending(List<Integer> codes) throws Exception {
        Files.write(exits, codes.stream().map(String::valueOf).toList());
        Path program = Scripts.write(
                folder.resolve("rsync"),
                Programs.rsync().program() + " \"$@\"",
                "exit=$?",
                "case \"$*\" in *--dry-run*|*-VV*) exit $exit;; esac",
                "test -s " + exits + " || exit $exit",
                "exit=$(head -n 1 " + exits + ")",
                "sed -i 1d " + exits,
                "exit $exit");
        return Rsync.at(program);
    }

    private SyncOutcome run(SyncListener listener, Integer... codes) throws Exception {
        return MirrorSync.of(ending(List.of(codes)), mirror.settings).run(ALL, listener);
    }

    private AtStart requestingAt(SyncStage stage) {
        return new AtStart(stage, () -> mirror.run(ALL));
    }

    @Test
    void filesThatVanishedAreNoFailure() throws Exception {
        SyncOutcome outcome = run(SyncListener.NONE, 24, 24);
        assertThat(SyncFixture.stages(outcome)).containsExactly(SyncStage.STAGE1, SyncStage.STAGE2);
    }

    @ParameterizedTest
    @ValueSource(ints = {23, 30, 12, 10, 5, 11})
    void anythingElseInStage1EndsTheSyncBeforeAnyIndex(int code) throws Exception {
        SyncOutcome outcome = run(SyncListener.NONE, code);
        assertThat(outcome).isInstanceOfSatisfying(SyncOutcome.StageFailed.class, failed -> {
            assertThat(failed.stage()).isEqualTo(SyncStage.STAGE1);
            assertThat(failed.result().code()).isEqualTo(code);
        });
        assertThat(outcome.report().ending().word()).isEqualTo("stage1-failed");
        assertThat(mirror.target.resolve("dists/stable/InRelease")).hasContent("InRelease 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {23, 30, 25})
    void anythingElseInStage2IsAFailure(int code) throws Exception {
        assertThat(run(SyncListener.NONE, 0, code))
                .isInstanceOfSatisfying(
                        SyncOutcome.StageFailed.class,
                        failed -> assertThat(failed.stage()).isEqualTo(SyncStage.STAGE2));
    }

    @ParameterizedTest
    @ValueSource(ints = {23, 30})
    void aPartialStage1IsRepeatedForARequestThatArrivedMeanwhile(int code) throws Exception {
        SyncOutcome outcome = run(requestingAt(SyncStage.STAGE1), code);
        assertThat(SyncFixture.stages(outcome)).containsExactly(SyncStage.STAGE1, SyncStage.STAGE1, SyncStage.STAGE2);
        assertThat(Trees.content(mirror.target)).isEqualTo(Trees.content(hub.root()));
    }

    @Test
    void aPartialStage2IsRepeatedWithStage1ForARequestThatArrivedMeanwhile() throws Exception {
        SyncOutcome outcome = run(requestingAt(SyncStage.STAGE2), 0, 23);
        assertThat(SyncFixture.stages(outcome))
                .containsExactly(SyncStage.STAGE1, SyncStage.STAGE2, SyncStage.STAGE1, SyncStage.STAGE2);
        assertThat(Trees.content(mirror.target)).isEqualTo(Trees.content(hub.root()));
    }

    @Test
    void aFailureThatIsNoMatterOfTimeIsNotRepeated() throws Exception {
        assertThat(run(requestingAt(SyncStage.STAGE1), 12)).isInstanceOf(SyncOutcome.StageFailed.class);
        assertThat(mirror.mark()).content().contains("sync:all");
    }
}
