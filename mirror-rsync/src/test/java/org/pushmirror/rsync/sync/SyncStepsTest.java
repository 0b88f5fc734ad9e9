package org.pushmirror.rsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.pushmirror.rsync.sync.SyncFixture.ALL;
import static org.pushmirror.rsync.sync.SyncFixture.NAME;
import static org.pushmirror.rsync.sync.SyncFixture.STAGE1;
import static org.pushmirror.rsync.sync.SyncFixture.STAGE2;
import static org.pushmirror.rsync.sync.SyncFixture.sync;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushmirror.core.json.SyncJson;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.sync.HookPoint;
import org.pushmirror.core.sync.Notifier.Notice;
import org.pushmirror.core.sync.StepResult;
import org.pushmirror.core.sync.SyncEnding;
import org.pushmirror.core.sync.SyncReport;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.core.sync.SyncScope;
import org.pushmirror.rsync.fixture.LoopbackDaemon;
import org.pushmirror.rsync.fixture.Scripts;
import org.pushmirror.rsync.fixture.Trees;
import org.pushmirror.rsync.sync.program.HookCommand;
import org.pushmirror.rsync.sync.program.RunmirrorsPush;
import org.pushmirror.rsync.sync.program.SendmailNotifier;
import org.pushmirror.rsync.sync.program.SshCallback;

/** Hooks, the push to the next tier, the callback, and mail, with small programs in their places. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SyncStepsTest {

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

    private Path program(String name, String... lines) throws Exception {
        return Scripts.write(folder.resolve(name), lines);
    }

    private MirrorSyncSettings withHooks(Path program) {
        MirrorSyncSettings settings = mirror.settings;
        for (HookPoint point : HookPoint.values()) {
            settings = settings.hook(point, HookCommand.of(List.of(program.toString(), "an argument")));
        }
        return settings;
    }

    private List<String> steps(SyncOutcome outcome) {
        return outcome.report().steps().stream().map(SyncReport.Step::name).toList();
    }

    @Test
    void hooksRunInTheirOrderWithArgumentsAndEnvironment() throws Exception {
        Path log = folder.resolve("log");
        Path hook = program("hook", "echo \"$# $1 $HOOKNR $MIRRORNAME $TO $SYNC_WORDS\" >> " + log);
        SyncOutcome outcome = sync(withHooks(hook).hub((archive, kind) -> StepResult.good("")))
                .run(ALL, SyncListener.NONE);
        assertThat(outcome).isInstanceOf(SyncOutcome.Done.class);
        assertThat(Files.readAllLines(log))
                .hasSize(5)
                .first()
                .isEqualTo("1 an argument 1 " + NAME + " " + mirror.target + " sync:archive: sync:all");
        assertThat(steps(outcome)).containsExactly("hook1", "hook2", "hook3", "hook4", "hub", "hook5");
    }

    @Test
    void withoutDownstreamsTheLastHookDoesNotRun() throws Exception {
        SyncOutcome outcome = sync(withHooks(program("hook", "exit 0"))).run(STAGE1, SyncListener.NONE);
        assertThat(steps(outcome)).containsExactly("hook1", "hook2", "hook3", "hook4");
    }

    @ParameterizedTest
    @EnumSource(HookPoint.class)
    void aHookThatFailsEndsTheSync(HookPoint point) throws Exception {
        Path failing = program("failing", "echo this is why", "exit 7");
        MirrorSyncSettings settings = mirror.settings
                .hook(point, HookCommand.parse(failing.toString()))
                .hub((archive, kind) -> StepResult.good(""));
        SyncOutcome outcome = sync(settings).run(ALL, SyncListener.NONE);
        assertThat(outcome).isInstanceOfSatisfying(SyncOutcome.HookFailed.class, failed -> {
            assertThat(failed.point()).isEqualTo(point);
            assertThat(failed.result().exitStatus()).hasValue(7);
            assertThat(failed.result().output()).isEqualTo("this is why");
        });
        assertThat(outcome.message())
                .isEqualTo("The sync was ended by hook " + point.number() + ": The program " + failing + " of hook "
                        + point.number() + " failed with exit 7.");
        boolean synced = point.compareTo(HookPoint.SYNCED) >= 0;
        assertThat(mirror.leftovers())
                .isEqualTo(
                        synced ? List.of() : List.of(mirror.mark().getFileName().toString()));
        assertThat(Files.exists(mirror.trace())).isEqualTo(synced);
    }

    @Test
    void aHookThatHangsIsStoppedWithAllThatItStarted() throws Exception {
        Path pid = folder.resolve("pid");
        Path hanging = program("hanging", "sleep 600 & echo $! > " + pid, "wait");
        MirrorSyncSettings settings = mirror.settings.hook(
                HookPoint.LOCKED, HookCommand.parse(hanging.toString()).within(Duration.ofSeconds(1)));
        SyncOutcome outcome = sync(settings).run(ALL, SyncListener.NONE);
        assertThat(outcome.message()).endsWith("of hook 1 did not end within 1 s and was stopped.");
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                        .filter(process -> !org.pushmirror.rsync.process.ProcessFamily.isDead(process)))
                .isEmpty();
    }

    @Test
    void whatAHookStartsInTheBackgroundGoesOn() throws Exception {
        Path late = folder.resolve("late");
        Path go = folder.resolve("go");
        Path hook = program(
                "hook", "(while [ ! -e " + go + " ]; do sleep 0.05; done; touch " + late + ") >/dev/null 2>&1 &");
        SyncOutcome outcome = sync(mirror.settings.hook(HookPoint.SYNCED, HookCommand.parse(hook.toString())))
                .run(ALL, SyncListener.NONE);
        assertThat(outcome).isInstanceOf(SyncOutcome.Done.class);
        Files.createFile(go);
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(late));
    }

    @Test
    void aHookThatIsMissingIsSaid() throws Exception {
        SyncOutcome outcome = sync(mirror.settings.hook(HookPoint.LOCKED, HookCommand.parse("/no/such/hook now")))
                .run(ALL, SyncListener.NONE);
        assertThat(outcome.message())
                .endsWith("The program /no/such/hook of hook 1 is missing, or cannot be executed.");
    }

    @Test
    void aHookRunsAgainForARequestThatArrivedMeanwhile() throws Exception {
        List<HookPoint> points = new ArrayList<>();
        MirrorSyncSettings settings = mirror.settings;
        for (HookPoint point : HookPoint.values()) {
            settings = settings.hook(point, call -> {
                points.add(point);
                if (points.size() == 3) {
                    mirror.run(STAGE1);
                }
                return StepResult.good("");
            });
        }
        sync(settings).run(ALL, SyncListener.NONE);
        assertThat(points)
                .containsExactly(
                        HookPoint.LOCKED,
                        HookPoint.STAGE1_DONE,
                        HookPoint.STAGE2_DONE,
                        HookPoint.STAGE1_DONE,
                        HookPoint.STAGE2_DONE,
                        HookPoint.SYNCED);
    }

    private List<String> pushed(SyncRequest request) throws Exception {
        Path log = folder.resolve("pushed");
        Files.deleteIfExists(log);
        Path runmirrors =
                program("runmirrors", "echo \"$*\" >> " + log, "ls " + mirror.target + " | grep Progress >> " + log);
        SyncOutcome outcome = sync(mirror.settings
                        .archive(request.archive())
                        .hub(RunmirrorsPush.of(runmirrors.toString())))
                .run(request, SyncListener.NONE);
        assertThat(outcome).isInstanceOf(SyncOutcome.Done.class);
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    @Test
    void aHubPushesOnWithoutItsLockAndSaysWhatFor() throws Exception {
        assertThat(pushed(ALL)).containsExactly("-f -k all");
        assertThat(pushed(STAGE1)).isEmpty();
        assertThat(pushed(STAGE1.withMhop())).containsExactly("-f -k mhop");
        assertThat(pushed(STAGE2)).containsExactly("-f -k stage2");
        assertThat(pushed(SyncRequest.of(ArchiveName.of("security"), SyncScope.ALL)))
                .containsExactly("-a security -f -k all");
    }

    @Test
    void aRequestThatArrivedMeanwhileIsPushedOnToo() throws Exception {
        List<String> kinds = new ArrayList<>();
        MirrorSyncSettings settings = mirror.settings.hub((archive, kind) -> {
            kinds.add(kind.word());
            return StepResult.good("");
        });
        sync(settings).run(STAGE1.withMhop(), new SyncFixture.AtStart(SyncStage.STAGE1, () -> mirror.run(STAGE2)));
        assertThat(kinds).containsExactly("all");
    }

    @Test
    void aPushThatFailsIsReportedAndTheSyncIsDone() throws Exception {
        Path failing = program("runmirrors", "exit 5");
        SyncOutcome outcome =
                sync(mirror.settings.hub(RunmirrorsPush.of(failing.toString()))).run(ALL, SyncListener.NONE);
        assertThat(outcome).isInstanceOf(SyncOutcome.Done.class);
        assertThat(outcome.report().steps())
                .singleElement()
                .satisfies(step -> assertThat(step.result().message())
                        .isEqualTo("The program " + failing + " of the push to the next tier failed with exit 5."));
    }

    @Test
    void theCallbackNamesTheMirrorAndNeverAsks() throws Exception {
        Path log = folder.resolve("called");
        Path ssh = program("ssh", "printf '%s\\n' \"$@\" > " + log);
        SyncRequest asking = new SyncRequest(ArchiveName.DEFAULT, SyncScope.ALL, false, true, List.of());
        SshCallback callback = SshCallback.of("archvsync", "hub.example.org", folder.resolve("key"))
                .program(ssh.toString());
        sync(mirror.settings.callback(callback)).run(asking, SyncListener.NONE);
        assertThat(Files.readAllLines(log))
                .contains("-n", "BatchMode=yes", "User=archvsync", folder.resolve("key") + "")
                .endsWith("hub.example.org", "callback:" + NAME);
    }

    @Test
    void aCallbackThatNobodyConfiguredIsSaid() throws Exception {
        SyncRequest asking = new SyncRequest(ArchiveName.DEFAULT, SyncScope.ALL, false, true, List.of());
        SyncOutcome outcome = mirror.run(asking);
        assertThat(outcome).isInstanceOf(SyncOutcome.Done.class);
        assertThat(outcome.report().steps())
                .extracting(step -> step.result().message())
                .containsExactly("A callback was asked for, and none is configured.");
    }

    @Test
    void mailIsMadeOfTextAndAttachments() throws Exception {
        Path mail = folder.resolve("mail");
        Path sendmail = program("sendmail", "echo \"$*\" > " + mail, "cat >> " + mail);
        Path log = Files.writeString(folder.resolve("sync.log"), "line of the log\n".repeat(10_000));
        StepResult result = SendmailNotifier.of(sendmail, List.of("ann@example.com", "root"))
                .send(new Notice("site1: ERROR", "It went wrong.", List.of(log)));
        assertThat(result.isGood()).isTrue();
        String text = Files.readString(mail);
        assertThat(text)
                .startsWith("-i -- ann@example.com root\nSubject: site1: ERROR\nTo: ann@example.com, root\n")
                .contains("Auto-Submitted: auto-generated\n", "name=\"sync.log\"");
        String attached = text.substring(text.indexOf("\n\n", text.indexOf("sync.log")), text.lastIndexOf("\n--"));
        assertThat(new String(
                        Base64.getMimeDecoder().decode(attached.substring(0, attached.lastIndexOf("\n"))),
                        StandardCharsets.UTF_8))
                .startsWith("line of the log\nline of the log\n");
    }

    @Test
    void theReportHasEveryStageWithItsNumbers() throws Exception {
        SyncOutcome outcome = mirror.run(ALL);
        SyncReport report = outcome.report();
        assertThat(report.ending()).isEqualTo(SyncEnding.DONE);
        assertThat(report.serial().orElseThrow()).hasToString("2026112201");
        assertThat(report.stages()).hasSize(2).allSatisfy(stage -> {
            assertThat(stage.exitCode()).isZero();
            assertThat(stage.files()).isPositive();
            assertThat(stage.received()).isPositive();
        });
        assertThat(SyncJson.write(report))
                .startsWith("{\"version\":1,\"mirror\":\"" + NAME + "\",\"archive\":\"\","
                        + "\"asked\":[\"sync:archive:\",\"sync:all\"],\"ending\":\"done\","
                        + "\"message\":\"The sync is done, serial 2026112201.\"")
                .contains("\"serial\":\"2026112201\",\"stages\":[{\"stage\":1,\"duration\":\"PT")
                .endsWith("\"waits\":[],\"steps\":[]}\n");
    }
}
