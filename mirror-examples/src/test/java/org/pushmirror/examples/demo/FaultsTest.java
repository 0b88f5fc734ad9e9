package org.pushmirror.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.core.shell.ShellFile;
import org.pushmirror.core.sshkeys.KnownHosts;
import org.pushmirror.ssh.SshKeyPair;

/** Mirrors that are broken in every usual way: each ends in its own outcome, the others complete, and all can be healed. */
class FaultsTest {

    private static final Screen NOWHERE = new Screen(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), Screen.Kind.SILENT);
    private static final int BIG = 3_000_000;

    @TempDir
    Path folder;

    private Demo demo;
    private SampleArchive sample;

    @BeforeEach
    void startAHubAndSixMirrors() throws IOException, InterruptedException {
        demo = new Demo(new DemoSettings(6, null, folder.resolve("kept"), null, null, null), NOWHERE);
        sample = SampleArchive.in(demo.hub().archive().root());
        demo.hub().publish(sample::firstState);
        demo.start();
    }

    @AfterEach
    void endEverything() {
        demo.close();
    }

    @Test
    void eachBrokenMirrorHasItsOwnOutcomeTheOthersCompleteAndTheNextPushHealsAll()
            throws IOException, InterruptedException {
        Downstream healthy = mirror(1);
        Downstream down = mirror(2);
        Downstream changedHostKey = mirror(3);
        Downstream refusesKey = mirror(4);
        Downstream wrongPassword = mirror(5);
        Downstream killed = mirror(6);
        Password right = demo.hub().admit(wrongPassword.name());
        byte[] knownHosts = Files.readAllBytes(demo.knownHostsFile());
        down.stopSshd();
        forgeHostKey(changedHostKey);
        refusesKey.authorize(SshKeyPair.generate("another").publicKey());
        wrongPassword.configure(Password.of("not-the-password"), demo.hub().port(), ShellFile.create());
        slowDown(killed);
        publishABigFile();

        PushReport broken = pushAndKill(killed);

        assertOutcome(broken, healthy, Outcome.COMPLETE, "");
        assertOutcome(broken, down, Outcome.UNREACHABLE, "refused");
        assertOutcome(broken, changedHostKey, Outcome.HOST_KEY_REJECTED, "host key");
        assertOutcome(broken, refusesKey, Outcome.AUTHENTICATION_REFUSED, "key");
        assertOutcome(broken, wrongPassword, Outcome.FAILED, "auth failed");
        assertOutcome(broken, killed, Outcome.FAILED, "KILL");
        assertThat(broken.endedWell()).isFalse();
        assertThat(ReceiptTable.of(broken, Map.of())).doesNotContain("not-the-password");

        down.startSshd();
        Files.write(demo.knownHostsFile(), knownHosts);
        refusesKey.authorize(demo.hub().publicKey());
        wrongPassword.configure(right, demo.hub().port(), ShellFile.create());
        killed.configure(demo.hub().admit(killed.name()), demo.hub().port(), ShellFile.create());
        demo.hub().publish(sample::nextState);
        rememberNewPort(down);

        PushReport healed = demo.push(TargetType.STAGED, NOWHERE);

        assertThat(healed.targets())
                .allSatisfy(report ->
                        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMPLETE));
        for (Downstream mirror : demo.mirrors()) {
            assertThat(TreeComparison.firstDifference(demo.hub().archive().root(), mirror.tree()))
                    .as(mirror.name())
                    .isEmpty();
        }
    }

    private Downstream mirror(int number) {
        return demo.mirrors().get(number - 1);
    }

    private static void assertOutcome(PushReport report, Downstream mirror, Outcome outcome, String inMessage) {
        TargetReport target = report.target(mirror.name());
        assertThat(target.outcome()).as(target.toString()).isEqualTo(outcome);
        String message = target.reason().map(Reason::message).orElse("");
        assertThat(message).contains(inMessage).doesNotContain("\n").doesNotContain("Exception");
    }

    private void forgeHostKey(Downstream mirror) {
        KnownHosts forged = KnownHosts.create();
        for (Downstream each : demo.mirrors()) {
            forged = forged.with(
                    "127.0.0.1",
                    each.target(TargetType.ALL).port(),
                    each == mirror ? SshKeyPair.generate("forged").publicKey() : each.hostKey());
        }
        forged.write(demo.knownHostsFile());
    }

    /** An sshd that starts again may have found its old port taken. */
    private void rememberNewPort(Downstream mirror) {
        KnownHosts.read(demo.knownHostsFile())
                .with("127.0.0.1", mirror.target(TargetType.ALL).port(), mirror.hostKey())
                .write(demo.knownHostsFile());
    }

    private void slowDown(Downstream mirror) {
        mirror.configure(
                demo.hub().admit(mirror.name()),
                demo.hub().port(),
                ShellFile.create().with("RSYNC_BW", "64"));
    }

    private void publishABigFile() throws IOException {
        byte[] noise = new byte[BIG];
        new SplittableRandom(1).nextBytes(noise);
        demo.hub().publish(() -> Files.write(demo.hub().archive().root().resolve("big.tar"), noise));
    }

    /** Pushes, and ends the sync of one mirror with SIGKILL when it has begun to fetch the big file. */
    private PushReport pushAndKill(Downstream victim) {
        CompletableFuture<PushReport> push = CompletableFuture.supplyAsync(() -> {
            try {
                return demo.push(TargetType.ALL, NOWHERE);
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        await().atMost(Duration.ofMinutes(2)).until(() -> isFetching(victim));
        lockHolder(victim).orElseThrow().destroyForcibly();
        return push.join();
    }

    private static boolean isFetching(Downstream mirror) throws IOException {
        try (Stream<Path> files = Files.list(mirror.tree())) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith(".big.tar."));
        }
    }

    private static Optional<ProcessHandle> lockHolder(Downstream mirror) {
        try {
            Path lock = mirror.tree().resolve("Archive-Update-in-Progress-" + mirror.name());
            return ProcessHandle.of(Long.parseLong(Files.readString(lock).strip()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
