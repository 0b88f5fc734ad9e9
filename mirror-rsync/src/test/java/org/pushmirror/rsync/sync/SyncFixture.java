package org.pushmirror.rsync.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.core.sync.SyncScope;
import org.pushmirror.rsync.RsyncSource;
import org.pushmirror.rsync.fixture.Programs;

/** A mirror with its folder, and what the tests ask about it. */
final class SyncFixture {

    static final String NAME = "site1.example.com";
    static final SyncRequest ALL = SyncRequest.of(ArchiveName.DEFAULT, SyncScope.ALL);
    static final SyncRequest STAGE1 = SyncRequest.of(ArchiveName.DEFAULT, SyncScope.STAGE1);
    static final SyncRequest STAGE2 = SyncRequest.of(ArchiveName.DEFAULT, SyncScope.STAGE2);

    final Path target;
    MirrorSyncSettings settings;

    SyncFixture(Path target, RsyncSource source) {
        this.target = target;
        this.settings = MirrorSyncSettings.of(NAME, source, target)
                .host("real1.example.com")
                .stateFolder(target.resolveSibling("state"));
    }

    MirrorSync sync() {
        return sync(settings);
    }

    static MirrorSync sync(MirrorSyncSettings settings) {
        return MirrorSync.of(Programs.rsync(), settings);
    }

    SyncOutcome run(SyncRequest request) throws InterruptedException {
        return sync().run(request, SyncListener.NONE);
    }

    Path lock() {
        return target.resolve("Archive-Update-in-Progress-" + NAME);
    }

    Path mark() {
        return target.resolve("Archive-Update-Required-" + NAME);
    }

    Path trace() {
        return target.resolve("project/trace/" + NAME);
    }

    Path stage1Trace() {
        return target.resolve("project/trace/" + NAME + "-stage1");
    }

    /** What is in the root of the tree but must not stay there. */
    List<String> leftovers() throws IOException {
        List<String> names = new ArrayList<>();
        try (var files = Files.list(target)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("Archive-Update"))
                    .forEach(names::add);
        }
        return names;
    }

    static List<SyncStage> stages(SyncOutcome outcome) {
        return ((SyncOutcome.Done) outcome)
                .stages().stream().map(StageRun::stage).toList();
    }

    /** Does something when a stage begins, the first time that it does. */
    static final class AtStart implements SyncListener {
        private final SyncStage stage;
        private final Step step;
        private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        private boolean done;

        /** What is done. */
        interface Step {
            void run() throws Exception;
        }

        AtStart(SyncStage stage, Step step) {
            this.stage = stage;
            this.step = step;
        }

        @Override
        public void stageStarted(SyncStage started) {
            if (started == stage && !done) {
                done = true;
                try {
                    step.run();
                } catch (Exception | AssertionError e) {
                    failures.add(e);
                }
            }
        }

        void rethrow(Consumer<Throwable> failed) {
            failures.forEach(failed);
            if (!done) {
                failed.accept(new AssertionError(stage + " did not begin"));
            }
        }
    }
}
