package org.pushmirror.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.archive.ArchiveTree;
import org.pushmirror.core.journal.CallbackFile;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.Receipt;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.StageReport.Stage;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.push.Witnesses;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.core.shell.ShellFile;
import org.pushmirror.core.sshkeys.AuthorizedKey;
import org.pushmirror.core.sshkeys.AuthorizedKeys;
import org.pushmirror.examples.Program;
import org.pushmirror.ssh.HostKeys;
import org.pushmirror.ssh.Identity;
import org.pushmirror.ssh.SshKeyPair;
import org.pushmirror.ssh.push.Pusher;
import org.pushmirror.ssh.push.PusherBuilder;

/** Real receivers, Debian's ftpsync and ours, in every state that a hub meets: each ends with what is true of it. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReceiversTest {

    /** More than any sync here needs on a machine that is busy with other things. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Duration IN_VAIN = Duration.ofSeconds(5);

    /** The id of no process, on Linux. */
    private static final String DEAD = "4194305";

    @TempDir
    static Path folder;

    private static Fleet fleet;
    private static Sshd hubSshd;
    private static PushReport patient;
    private static PushReport hasty;
    private static PushReport unrepaired;
    private static PushReport calledBack;

    /** Four pushes at once, since they mostly wait. */
    @BeforeAll
    static void pushToAll() throws Exception {
        fleet = new Fleet(folder);
        ShellFile plain = ShellFile.create();
        fleet.add("slow", "sleep 2\nexec " + Fleet.DEBIANS + " \"$@\"\n", plain);
        fleet.ours("ours", Program.bin().resolve("ftpsync"));
        fleet.inTheBackground("background", plain);
        fleet.debians("dies", plain)
                .configure(Password.of("not-the-password"), fleet.hub().port(), plain.with("MAILTO", ""));
        mark(fleet.debians("stale", plain), DEAD);
        fleet.inTheBackground("loses", slowStage1("loses"));
        fleet.inTheBackground("stays-lost", slowStage1("stays-lost"));
        fleet.add("never", "exit 0\n", plain);
        mark(
                fleet.debians("locked", plain),
                Long.toString(ProcessHandle.current().pid()));
        CallbackFile callbacks = new CallbackFile(folder.resolve("callbacks.jsonl"));
        addOneThatCallsBack(callbacks);

        Push push = Push.of(Downstream.ARCHIVE).tree(fleet.hub().archive());
        Push traced = push.receipts(fleet.traces()).receiptDeadline(PATIENCE);
        CompletableFuture<PushReport> two =
                later(traced.receiptDeadline(IN_VAIN), builder -> builder.barrierTimeout(IN_VAIN), "never", "locked");
        CompletableFuture<PushReport> three = later(traced, PusherBuilder::withoutRepair, "stays-lost");
        CompletableFuture<PushReport> four = later(
                push.witnesses(Witnesses.NONE.withCallbacks(callbacks)).receiptDeadline(PATIENCE),
                UnaryOperator.identity(),
                "calls");
        patient = later(traced, UnaryOperator.identity(), "slow", "ours", "background", "dies", "stale", "loses")
                .get();
        hasty = two.get();
        unrepaired = three.get();
        calledBack = four.get();
    }

    @AfterAll
    static void endAll() {
        if (hubSshd != null) {
            hubSshd.close();
        }
        fleet.close();
    }

    private static CompletableFuture<PushReport> later(Push push, UnaryOperator<PusherBuilder> how, String... names) {
        Pusher pusher = how.apply(Pusher.builder()
                        .identity(Identity.read(fleet.hub().keyFile()))
                        .hostKeys(HostKeys.strict(fleet.knownHosts())))
                .build();
        return CompletableFuture.supplyAsync(
                () -> pusher.push(fleet.targets(names), push).run());
    }

    private static void mark(Downstream mirror, String pid) throws IOException {
        Files.writeString(ArchiveTree.at(mirror.tree()).inProgressMark(mirror.name()), pid + "\n");
    }

    /** Its stage 1 lasts until its stage 2 has been asked for and turned away. */
    private static ShellFile slowStage1(String name) throws IOException {
        Path hook = folder.resolve("hook-" + name);
        Files.writeString(
                hook, "#!/bin/sh\nuntil grep -q '^end 1 .*stage2' " + fleet.callsFile(name) + "; do sleep 0.1; done\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
        return ShellFile.create().with("HOOK2", hook.toString());
    }

    private static void addOneThatCallsBack(CallbackFile callbacks) throws IOException, InterruptedException {
        Path home = Files.createDirectories(folder.resolve("hub-sshd"));
        SshKeyPair hostKey = SshKeyPair.generate("host@hub");
        hostKey.write(home.resolve("ssh_host_ed25519_key"));
        SshKeyPair key = SshKeyPair.generate("callback@calls");
        key.write(home.resolve("callback_key"));
        AuthorizedKeys.create()
                .with(AuthorizedKey.of(key.publicKey())
                        .restrict()
                        .command(Program.bin().resolve("mirrorctl") + " callback --name calls --file "
                                + folder.resolve("callbacks.jsonl"))
                        .from("127.0.0.1"))
                .write(home.resolve("authorized_keys"));
        hubSshd = new Sshd(Programs.require("sshd"), home, home.resolve("authorized_keys"));
        hubSshd.start();
        // ftpsync gives ssh no port and no file of host keys.
        Path ssh = Files.createDirectories(folder.resolve("callback-bin")).resolve("ssh");
        Files.writeString(
                ssh,
                "#!/bin/sh\nexec " + Programs.require("ssh") + " -F /dev/null -p " + hubSshd.port()
                        + " -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \"$@\"\n");
        Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwxr-xr-x"));
        fleet.add(
                "calls",
                "PATH=" + ssh.getParent() + ":$PATH\nexport PATH\nexec " + Fleet.DEBIANS + " \"$@\"\n",
                ShellFile.create()
                        .with("CALLBACKUSER", Account.current().name())
                        .with("CALLBACKHOST", "127.0.0.1")
                        .with("CALLBACKKEY", home.resolve("callback_key").toString()));
    }

    private static void assertComplete(PushReport report, String name, Receipt.Witness witness) {
        TargetReport target = report.target(name);
        assertThat(target.outcome()).as(target.toString()).isEqualTo(Outcome.COMPLETE);
        assertThat(target.receipt().orElseThrow().witness()).isEqualTo(witness);
    }

    private static void assertTraced(String name) throws IOException {
        assertComplete(patient, name, Receipt.Witness.TRACE);
        assertThat(patient.target(name).receipt().orElseThrow().serial())
                .isEqualTo(fleet.hub().archive().serial());
        assertThat(TreeComparison.firstDifference(
                        fleet.hub().archive().root(), fleet.mirror(name).tree()))
                .isEmpty();
    }

    private static Reason reason(TargetReport target) {
        return target.reason().orElseThrow();
    }

    @Test
    void aSlowMirrorIsWaitedFor() throws IOException {
        assertTraced("slow");
    }

    @Test
    void ourOwnReceiverIsComplete() throws IOException {
        assertTraced("ours");
    }

    @Test
    void aMirrorThatGoesToTheBackgroundAtOnceIsFollowedToItsEnd() throws IOException {
        assertTraced("background");
    }

    @Test
    void aStaleMarkOfAKilledSyncDoesNotKeepAMirrorFromCompleting() throws IOException {
        assertTraced("stale");
    }

    @Test
    void aStage2ThatMetARunningStage1IsFoundAndRepaired() throws IOException {
        assertTraced("loses");
        assertThat(patient.target("loses").stages())
                .extracting(StageReport::stage)
                .containsExactly(Stage.STAGE1, Stage.STAGE2, Stage.REPAIR);
    }

    @Test
    void aMirrorThatDiesInStage1FailsAndGetsNoStage2() {
        TargetReport target = patient.target("dies");
        assertThat(target.outcome()).as(target.toString()).isEqualTo(Outcome.FAILED);
        assertThat(reason(target).message()).contains("exit status 3: its stage 1 failed");
        assertThat(target.stages()).extracting(StageReport::stage).containsExactly(Stage.STAGE1);
    }

    @Test
    void aMirrorThatNeverPullsIsStalled() {
        TargetReport target = hasty.target("never");
        assertThat(target.outcome()).as(target.toString()).isEqualTo(Outcome.STALLED);
        assertThat(reason(target).code()).isEqualTo("trace-missing");
    }

    @Test
    void aHeldLockIsQueued() {
        TargetReport target = hasty.target("locked");
        assertThat(target.outcome()).as(target.toString()).isEqualTo(Outcome.QUEUED);
        assertThat(reason(target).code()).isEqualTo("lock-held");
    }

    @Test
    void aLostStage2ThatMayNotBeRepairedIsSaidToBeLost() {
        TargetReport target = unrepaired.target("stays-lost");
        assertThat(target.outcome()).as(target.toString()).isEqualTo(Outcome.STAGE2_LOST);
        assertThat(reason(target).message())
                .contains("has stage 1 and not stage 2")
                .endsWith("push it again.");
    }

    @Test
    void aMirrorThatCallsBackNeedsNoTrace() {
        assertComplete(calledBack, "calls", Receipt.Witness.CALLBACK);
    }
}
