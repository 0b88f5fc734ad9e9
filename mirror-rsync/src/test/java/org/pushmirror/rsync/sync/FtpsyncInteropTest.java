package org.pushmirror.rsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.pushmirror.rsync.sync.SyncFixture.ALL;
import static org.pushmirror.rsync.sync.SyncFixture.NAME;
import static org.pushmirror.rsync.sync.SyncFixture.STAGE1;
import static org.pushmirror.rsync.sync.SyncFixture.STAGE2;
import static org.pushmirror.rsync.sync.SyncFixture.stages;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.core.sync.HookPoint;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.core.trace.TraceFile;
import org.pushmirror.rsync.fixture.LoopbackDaemon;
import org.pushmirror.rsync.fixture.Programs;
import org.pushmirror.rsync.fixture.Scripts;
import org.pushmirror.rsync.fixture.Trees;
import org.pushmirror.rsync.sync.SyncFixture.AtStart;
import org.pushmirror.rsync.sync.program.HookCommand;

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
        whileFtpsyncRuns("sync:all", pid -> {
            assertThat(mirror.run(ALL))
                    .isInstanceOfSatisfying(
                            SyncOutcome.LockHeld.class,
                            held -> assertThat(held.pid()).isEqualTo(pid));
        });
        assertThat(mirror.leftovers()).isEmpty();
        assertThat(Trees.content(mirror.target)).isEqualTo(Trees.content(hub.root()));
    }

    /** What is done while ftpsync holds the lock, with its process id. */
    private interface Meanwhile {
        void run(long pid) throws Exception;
    }

    private String blockingHook() throws Exception {
        Path hook = Scripts.write(
                folder.resolve("hook"), "while [ ! -e " + folder.resolve("go") + " ]; do sleep 0.1; done");
        return "HOOK1=" + hook + "\n";
    }

    private void whileFtpsyncRuns(String word, Meanwhile meanwhile) throws Exception {
        Process process = start(word, blockingHook());
        try {
            await().atMost(LONG).until(() -> Files.exists(mirror.lock()) && Files.size(mirror.lock()) > 0);
            meanwhile.run(Long.parseLong(Files.readString(mirror.lock()).strip()));
            Files.createFile(folder.resolve("go"));
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            end(process);
        }
    }

    @Test
    void aStage2ThatMeetsFtpsyncIsRecordedAndSaidToBeAtRisk() throws Exception {
        whileFtpsyncRuns("sync:stage1", pid -> {
            SyncOutcome outcome = mirror.run(STAGE2);
            assertThat(outcome).isInstanceOfSatisfying(SyncOutcome.LockHeld.class, held -> {
                assertThat(held.pid()).isEqualTo(pid);
                assertThat(held.holder()).isEqualTo(SyncOutcome.Holder.SCRIPT);
                assertThat(held.advice().orElseThrow()).contains("the request for stage 2 stays undone");
            });
            assertThat(mirror.mark()).content().endsWith("sync:archive: sync:stage2\n");
        });
        // ftpsync took the mark and did its stage 1 only
        assertThat(mirror.leftovers()).isEmpty();
        assertThat(mirror.trace()).doesNotExist();
        assertThat(mirror.run(ALL)).isInstanceOf(SyncOutcome.Done.class);
        assertThat(Trees.content(mirror.target)).isEqualTo(Trees.content(hub.root()));
    }

    @Test
    void ftpsyncDoesWhatWasRecordedForASyncOfOursThatFailed() throws Exception {
        SyncFixture wrong = new SyncFixture(mirror.target, hub.debian().password(Password.of("wrong")));
        wrong.run(ALL);
        assertThat(mirror.mark()).hasContent("sync:archive: sync:all\n");
        assertThat(ftpsync("sync:all")).isZero();
        assertThat(mirror.leftovers()).isEmpty();
        assertThat(Trees.content(mirror.target)).isEqualTo(Trees.content(hub.root()));
    }

    @Test
    void oursTakesOverFromAKilledFtpsync() throws Exception {
        Process process = start("sync:all", blockingHook());
        try {
            await().atMost(LONG).until(() -> Files.exists(mirror.lock()) && Files.size(mirror.lock()) > 0);
        } finally {
            end(process);
        }
        assertThat(mirror.leftovers()).hasSize(2);
        assertThat(mirror.run(STAGE2))
                .isInstanceOfSatisfying(
                        SyncOutcome.Done.class,
                        done -> assertThat(done.stages())
                                .extracting(StageRun::stage)
                                .containsExactly(SyncStage.STAGE1, SyncStage.STAGE2));
        assertThat(mirror.leftovers()).isEmpty();
        assertThat(Trees.content(mirror.target)).isEqualTo(Trees.content(hub.root()));
    }

    @Test
    void ftpsyncTakesOverTheLockOfADeadSyncOfOurs() throws Exception {
        Files.writeString(mirror.lock(), "4194305\n");
        Files.writeString(mirror.mark(), "sync:archive: sync:stage2\n");
        assertThat(ftpsync("sync:all")).isZero();
        assertThat(mirror.leftovers()).isEmpty();
        assertThat(Trees.content(mirror.target)).isEqualTo(Trees.content(hub.root()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aHookThatFailsEndsBothWithItsExitAndWithTheSameFiles(int number) throws Exception {
        Path failing = Scripts.write(folder.resolve("failing"), "exit 7");
        configure("HOOK" + number + "=" + failing + "\n");
        assertThat(ftpsync("sync:all")).isEqualTo(7);
        SyncFixture other = new SyncFixture(folder.resolve("other"), hub.debian());
        other.settings = other.settings.hook(HookPoint.values()[number - 1], HookCommand.parse(failing.toString()));
        assertThat(other.run(ALL))
                .isInstanceOfSatisfying(
                        SyncOutcome.HookFailed.class,
                        failed -> assertThat(failed.result().exitStatus()).hasValue(7));
        assertThat(archive(other.target)).isEqualTo(archive(mirror.target));
        assertThat(other.lock()).doesNotExist();
    }

    private static Map<String, String> archive(Path root) throws Exception {
        Map<String, String> files = Trees.content(root);
        files.keySet().removeIf(name -> name.startsWith("Archive-Update-"));
        return files;
    }

    /** What is chosen, as ftpsync.conf has it, and as the settings have it. */
    private enum Choice {
        INCLUDE(
                "ARCH_INCLUDE=\"amd64 source\"",
                SyncSelection.DEFAULT.architectures(Architectures.including(List.of("amd64", "source"))),
                SyncOptions.DEFAULT),
        INCLUDE_SOURCE(
                "ARCH_INCLUDE=source",
                SyncSelection.DEFAULT.architectures(Architectures.including(List.of("source"))),
                SyncOptions.DEFAULT),
        EXCLUDE(
                "ARCH_EXCLUDE=\"source i386\"",
                SyncSelection.DEFAULT.architectures(Architectures.excluding(List.of("source", "i386"))),
                SyncOptions.DEFAULT),
        WORDS(
                "EXCLUDE=\"--exclude=/indices/ --exclude=*.dsc\"",
                SyncSelection.DEFAULT.words(List.of("--exclude=/indices/", "--exclude=*.dsc")),
                SyncOptions.DEFAULT),
        OPTIONS(
                "RSYNC_OPTIONS=\"-rlt --timeout 60 --stats\"\nRSYNC_OPTIONS1=\"--exclude=InRelease --exclude=Packages*\"\n"
                        + "RSYNC_OPTIONS2=\"--delete --exclude=*.udeb\"",
                SyncSelection.DEFAULT,
                SyncOptions.DEFAULT
                        .both(List.of("-rlt", "--timeout", "60", "--stats"))
                        .stage1(List.of("--exclude=InRelease", "--exclude=Packages*"))
                        .stage2(List.of("--delete", "--exclude=*.udeb")));

        private final String conf;
        private final SyncSelection selection;
        private final SyncOptions options;

        Choice(String conf, SyncSelection selection, SyncOptions options) {
            this.conf = conf;
            this.selection = selection;
            this.options = options;
        }
    }

    @ParameterizedTest
    @EnumSource(Choice.class)
    void bothChooseTheSameFiles(Choice choice) throws Exception {
        Trees.architectures(hub.root());
        SyncFixture other = new SyncFixture(folder.resolve("other"), hub.debian());
        Trees.architectures(mirror.target);
        Trees.architectures(other.target);
        Trees.write(mirror.target, "pool/main/g/gone/gone_1.0_i386.deb", "gone");
        Trees.write(other.target, "pool/main/g/gone/gone_1.0_i386.deb", "gone");
        configure(choice.conf + "\n");
        other.settings = other.settings
                .selection(choice.selection)
                .transfer(SyncTransfer.DEFAULT.options(choice.options))
                .guards(SyncGuards.NONE);
        for (String word : List.of("sync:stage1", "sync:stage2")) {
            assertThat(ftpsync(word)).isZero();
            SyncRequest request = SyncRequest.parse(word, List.of());
            assertThat(other.run(request)).isInstanceOf(SyncOutcome.Done.class);
            assertThat(Trees.content(other.target).keySet())
                    .as(word)
                    .isEqualTo(Trees.content(mirror.target).keySet());
        }
        assertThat(lines(other.trace())).isEqualTo(lines(mirror.trace()));
    }

    /** The lines of a trace that do not depend on times and on who wrote it. */
    private static List<String> lines(Path trace) throws Exception {
        return Files.readAllLines(trace).stream()
                .filter(line -> line.matches("(Archive|Running|Architectures|Upstream|Rsync|Trigger).*"))
                .toList();
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
            end(process);
        }
    }

    private static void end(Process process) throws Exception {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private Process start(String word, String settings) throws Exception {
        configure(settings);
        return start(word);
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
