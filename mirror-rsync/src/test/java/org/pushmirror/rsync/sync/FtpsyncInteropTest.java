package org.pushmirror.rsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.pushmirror.rsync.sync.SyncFixture.ALL;
import static org.pushmirror.rsync.sync.SyncFixture.NAME;
import static org.pushmirror.rsync.sync.SyncFixture.STAGE1;
import static org.pushmirror.rsync.sync.SyncFixture.stages;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.trace.TraceFile;
import org.pushmirror.rsync.fixture.LoopbackDaemon;
import org.pushmirror.rsync.fixture.Programs;
import org.pushmirror.rsync.fixture.Trees;
import org.pushmirror.rsync.sync.SyncFixture.AtStart;

/** Debian's ftpsync and ours on one tree. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FtpsyncInteropTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    final LoopbackDaemon hub = new LoopbackDaemon();

    @TempDir
    Path folder;

    private SyncFixture mirror;

    @BeforeEach
    void anArchive() throws Exception {
        Trees.debian(hub.root());
        mirror = new SyncFixture(Files.createDirectory(folder.resolve("mirror")), hub.debian());
        configure("");
    }

    @Test
    void oursGoesOnWhereFtpsyncWas() throws Exception {
        assertThat(ftpsync("sync:all")).isZero();
        Trees.change(hub.root());
        assertThat(mirror.run(ALL)).isInstanceOf(SyncOutcome.Done.class);
        assertThat(Trees.content(mirror.target)).isEqualTo(Trees.content(hub.root()));
        assertThat(mirror.leftovers()).isEmpty();
    }

    @Test
    void ftpsyncGoesOnWhereOursWas() throws Exception {
        assertThat(mirror.run(ALL)).isInstanceOf(SyncOutcome.Done.class);
        Trees.change(hub.root());
        assertThat(ftpsync("sync:all")).isZero();
        assertThat(Trees.content(mirror.target)).isEqualTo(Trees.content(hub.root()));
        assertThat(mirror.leftovers()).isEmpty();
    }

    @Test
    void ftpsyncDoesStage2AfterOurStage1() throws Exception {
        assertThat(mirror.run(STAGE1)).isInstanceOf(SyncOutcome.Done.class);
        assertThat(ftpsync("sync:stage2")).isZero();
        assertThat(Trees.content(mirror.target)).isEqualTo(Trees.content(hub.root()));
    }

    @Test
    void stage1OfBothBringsTheSameFiles() throws Exception {
        assertThat(ftpsync("sync:stage1")).isZero();
        SyncFixture other = new SyncFixture(folder.resolve("other"), hub.debian());
        other.run(STAGE1);
        assertThat(Trees.content(other.target)).isEqualTo(Trees.content(mirror.target));
    }

    @Test
    void bothWriteTheSameTraceFieldsAndLists() throws Exception {
        assertThat(ftpsync("sync:all")).isZero();
        List<String> theirs = fields();
        String hierarchy = Files.readString(mirror.trace().resolveSibling("_hierarchy"));
        String traces = Files.readString(mirror.trace().resolveSibling("_traces"));
        mirror.run(ALL);
        assertThat(fields()).isEqualTo(theirs);
        assertThat(mirror.trace().resolveSibling("_hierarchy")).hasContent(hierarchy);
        assertThat(mirror.trace().resolveSibling("_traces")).hasContent(traces);
    }

    @Test
    void ftpsyncMeetsOurLockAndIsFollowed() throws Exception {
        List<Integer> exits = new ArrayList<>();
        AtStart listener = new AtStart(SyncStage.STAGE1, () -> exits.add(ftpsync("sync:stage1")));
        SyncOutcome outcome = mirror.sync().run(STAGE1, listener);
        listener.rethrow(failure -> assertThat(failure).isNull());
        assertThat(exits).containsExactly(1);
        assertThat(Files.readString(folder.resolve("ftpsync.out")))
                .contains("Unable to start rsync, lock file still exists, PID "
                        + ProcessHandle.current().pid());
        assertThat(stages(outcome)).containsExactly(SyncStage.STAGE1, SyncStage.STAGE1);
        assertThat(mirror.leftovers()).isEmpty();
    }

    @Test
    void oursMeetsTheLockOfFtpsyncAndIsFollowed() throws Exception {
        Path go = folder.resolve("go");
        Path hook = folder.resolve("hook");
        Files.writeString(hook, "#!/bin/sh\nwhile [ ! -e " + go + " ]; do sleep 0.1; done\n");
        assertThat(hook.toFile().setExecutable(true)).isTrue();
        configure("HOOK1=" + hook + "\n");
        Process process = start("sync:all");
        try {
            await().atMost(LONG).until(() -> Files.exists(mirror.lock()) && Files.size(mirror.lock()) > 0);
            long pid = Long.parseLong(Files.readString(mirror.lock()).strip());
            assertThat(mirror.run(ALL))
                    .isInstanceOfSatisfying(
                            SyncOutcome.LockHeld.class,
                            held -> assertThat(held.pid()).isEqualTo(pid));
            Files.createFile(go);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(mirror.leftovers()).isEmpty();
        assertThat(Trees.content(mirror.target)).isEqualTo(Trees.content(hub.root()));
    }

    /** Its rates and times depend on how long it took. */
    private List<String> fields() throws Exception {
        return TraceFile.parse(Files.readAllBytes(mirror.trace())).fields().keySet().stream()
                .filter(field -> !field.equals("Average rate"))
                .toList();
    }

    private void configure(String more) throws Exception {
        Path config = folder.resolve("home/.config/ftpsync");
        Files.createDirectories(config);
        Files.writeString(
                config.resolve("ftpsync.conf"),
                "MIRRORNAME=" + NAME + "\nTO=" + mirror.target + "/\nTRACEHOST=real1.example.com\nMAILTO=nobody\n"
                        + "RSYNC_HOST=127.0.0.1\nRSYNC_PATH=debian\nRSYNC_USER=" + LoopbackDaemon.USER
                        + "\nRSYNC_PASSWORD=" + LoopbackDaemon.PASSWORD + "\nRSYNC_EXTRA=--port="
                        + hub.daemon().port() + "\n" + more);
    }

    private int ftpsync(String word) throws Exception {
        Process process = start(word);
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start(String word) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(Programs.ftpsync().toString(), word)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("ftpsync.out").toFile());
        builder.environment().clear();
        builder.environment().put("HOME", folder.resolve("home").toString());
        builder.environment().put("LOGNAME", "nobody");
        builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin");
        return builder.start();
    }
}
