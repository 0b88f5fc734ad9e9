package org.pushmirror.rsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.pushmirror.rsync.sync.SyncFixture.ALL;
import static org.pushmirror.rsync.sync.SyncFixture.STAGE1;
import static org.pushmirror.rsync.sync.SyncFixture.STAGE2;
import static org.pushmirror.rsync.sync.SyncFixture.stages;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.rsync.fixture.LoopbackDaemon;
import org.pushmirror.rsync.fixture.Trees;
import org.pushmirror.rsync.sync.SyncFixture.AtStart;

/** Who may sync when, and what becomes of requests that meet a sync. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SyncLockTest {

    @RegisterExtension
    final LoopbackDaemon hub = new LoopbackDaemon();

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    private SyncFixture mirror;

    @BeforeEach
    void anArchive() throws Exception {
        Trees.debian(hub.root());
        mirror = new SyncFixture(Files.createDirectory(folder.resolve("mirror")), hub.debian());
    }

    @AfterEach
    void endProcesses() {
        processes.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void aLockOfALivingProcessHoldsAndTheRequestIsRecorded() throws Exception {
        long pid = start("sleep", "600").pid();
        Files.writeString(mirror.lock(), pid + "\n");
        SyncOutcome outcome = mirror.run(STAGE2);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        SyncOutcome.LockHeld.class,
                        held -> assertThat(held.pid()).isEqualTo(pid));
        assertThat(outcome.message()).isEqualTo("Unable to start rsync, lock file still exists, PID " + pid);
        assertThat(mirror.mark()).hasContent("sync:archive: sync:stage2\n");
        assertThat(mirror.lock()).hasContent(pid + "\n");
        assertThat(mirror.trace()).doesNotExist();
    }

    @Test
    void aLockOfADeadProcessIsTakenOverAndThatIsSaid() throws Exception {
        Process dead = start("true");
        dead.waitFor();
        Files.writeString(mirror.lock(), dead.pid() + "\n");
        assertTakenOver(dead.pid());
    }

    @Test
    void aLockOfAZombieIsTakenOver() throws Exception {
        Process parent = start("sh", "-c", "exec 3<&0; cat <&3 & echo $!; exec sleep 600");
        long zombie = Long.parseLong(new BufferedReader(new InputStreamReader(parent.getInputStream())).readLine());
        // a shell would wait for its child, sleep does not
        Path name = Path.of("/proc", Long.toString(parent.pid()), "comm");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(name).equals("sleep\n"));
        parent.getOutputStream().close();
        Path stat = Path.of("/proc", Long.toString(zombie), "stat");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(stat).contains(") Z "));
        Files.writeString(mirror.lock(), zombie + "\n");
        assertTakenOver(zombie);
    }

    @Test
    void aLockThatIsOlderThanTheProcessWithItsIdIsTakenOver() throws Exception {
        long pid = start("sleep", "600").pid();
        Files.writeString(mirror.lock(), pid + "\n");
        Files.setLastModifiedTime(mirror.lock(), FileTime.from(Instant.now().minusSeconds(3600)));
        assertTakenOver(pid);
    }

    @Test
    void aLockOfOurOwnIdFromBeforeOurStartIsTakenOver() throws Exception {
        long own = ProcessHandle.current().pid();
        Instant started = ProcessHandle.current().info().startInstant().orElseThrow();
        Files.writeString(mirror.lock(), own + "\n");
        Files.setLastModifiedTime(mirror.lock(), FileTime.from(started.minusSeconds(10)));
        assertTakenOver(own);
    }

    @Test
    void anEmptyLockIsTakenOver() throws Exception {
        Files.createFile(mirror.lock());
        assertTakenOver(-1);
    }

    private void assertTakenOver(long pid) throws Exception {
        List<Long> heard = new ArrayList<>();
        SyncOutcome outcome = mirror.sync().run(STAGE2, new SyncListener() {
            @Override
            public void lockTakenOver(long dead) {
                heard.add(dead);
            }
        });
        assertThat(heard).containsExactly(pid);
        // whoever died may not have finished stage 1
        assertThat(stages(outcome)).containsExactly(SyncStage.STAGE1, SyncStage.STAGE2);
        assertThat(mirror.leftovers()).isEmpty();
    }

    @Test
    void theLockHoldsOurProcessIdWhileWeSync() throws Exception {
        List<String> seen = new ArrayList<>();
        AtStart listener = new AtStart(SyncStage.STAGE1, () -> seen.add(Files.readString(mirror.lock())));
        mirror.sync().run(ALL, listener);
        assertThat(seen).containsExactly(ProcessHandle.current().pid() + "\n");
    }

    @Test
    void aStage2ThatMeetsStage1IsDoneAfterIt() throws Exception {
        AtStart listener = new AtStart(
                SyncStage.STAGE1, () -> assertThat(mirror.run(STAGE2)).isInstanceOf(SyncOutcome.LockHeld.class));
        SyncOutcome outcome = mirror.sync().run(STAGE1, listener);
        listener.rethrow(failure -> assertThat(failure).isNull());
        assertThat(stages(outcome)).containsExactly(SyncStage.STAGE1, SyncStage.STAGE2);
        assertThat(mirror.trace()).exists();
        assertThat(Trees.content(mirror.target)).isEqualTo(Trees.content(hub.root()));
        assertThat(mirror.leftovers()).isEmpty();
    }

    @Test
    void aRequestDuringStage2IsDoneAfterIt() throws Exception {
        mirror.run(STAGE1);
        AtStart listener = new AtStart(SyncStage.STAGE2, () -> {
            assertThat(mirror.run(STAGE1)).isInstanceOf(SyncOutcome.LockHeld.class);
        });
        SyncOutcome outcome = mirror.sync().run(STAGE2, listener);
        listener.rethrow(failure -> assertThat(failure).isNull());
        assertThat(stages(outcome)).containsExactly(SyncStage.STAGE2, SyncStage.STAGE1);
    }

    @Test
    void requestsThatArriveTogetherAreMerged() throws Exception {
        AtStart listener = new AtStart(SyncStage.STAGE2, () -> {
            mirror.run(STAGE1);
            mirror.run(STAGE2);
            mirror.run(STAGE2);
        });
        SyncOutcome outcome = mirror.sync().run(ALL, listener);
        assertThat(stages(outcome))
                .containsExactly(SyncStage.STAGE1, SyncStage.STAGE2, SyncStage.STAGE1, SyncStage.STAGE2);
    }

    @Test
    void anEmptyMarkOfFtpsyncMeansAgain() throws Exception {
        AtStart listener = new AtStart(SyncStage.STAGE1, () -> Files.createFile(mirror.mark()));
        SyncOutcome outcome = mirror.sync().run(STAGE1, listener);
        assertThat(stages(outcome)).containsExactly(SyncStage.STAGE1, SyncStage.STAGE1);
        assertThat(mirror.leftovers()).isEmpty();
    }

    @Test
    void ofManySyncsAtOnceEveryRequestIsDoneOrRecordedAndDone() throws Exception {
        Trees.change(hub.root());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<SyncOutcome>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(() -> mirror.run(ALL));
            }
            List<SyncOutcome> outcomes = new ArrayList<>();
            for (Future<SyncOutcome> future : threads.invokeAll(calls)) {
                outcomes.add(future.get());
            }
            assertThat(outcomes)
                    .hasAtLeastOneElementOfType(SyncOutcome.Done.class)
                    .hasOnlyElementsOfTypes(SyncOutcome.Done.class, SyncOutcome.LockHeld.class);
        } finally {
            threads.shutdownNow();
        }
        assertThat(mirror.leftovers()).isEmpty();
        assertThat(Trees.content(mirror.target)).isEqualTo(Trees.content(hub.root()));
    }

    private Process start(String... command) throws Exception {
        Process process = new ProcessBuilder(command).start();
        processes.add(process);
        return process;
    }
}
