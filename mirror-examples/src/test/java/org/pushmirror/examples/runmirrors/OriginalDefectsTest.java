package org.pushmirror.examples.runmirrors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.examples.runmirrors.TestHub.Run;

/** What goes wrong with Debian's runmirrors 20180513+nmu1, and does not with ours. */
@Timeout(180)
class OriginalDefectsTest {

    @TempDir
    Path folder;

    private TestHub hub;

    @BeforeEach
    void makeHub() throws Exception {
        hub = new TestHub(folder);
        hub.configured();
    }

    @Test
    void aConfigurationWithoutBasedirIsEnough() throws Exception {
        hub.configuration("runmirrors.conf", "").listed("all m1 m1.example.com mirror");

        Run original = hub.original("-k", "all");
        assertThat(original.status()).isNotZero();
        assertThat(original.sent()).isEmpty();

        Run ours = hub.ours("-k", "all");
        assertThat(ours.status()).isZero();
        assertThat(ours.sent()).containsExactly("m1.example.com: sync:archive: sync:all");
    }

    @Test
    void anyExitStatusButZeroIsAFailure() throws Exception {
        for (int status : new int[] {1, 3, 4, 78}) {
            hub.listed("all m1 m1.example.com mirror").answer("m1.example.com", "exit " + status);

            Run original = hub.original("-k", "all");
            assertThat(original.status()).isZero();
            assertThat(original.log()).contains("trigger succeeded");

            Run ours = hub.ours("-k", "all");
            assertThat(ours.status()).isEqualTo(1);
            assertThat(ours.log()).contains("m1: failed. ").contains("exit status " + status);
        }
    }

    @Test
    void anUnreachableMirrorIsAFailureOfTheRun() throws Exception {
        hub.listed("all m1 m1.example.com mirror").answer("m1.example.com", "exit 255");

        assertThat(hub.original("-k", "all").status()).isZero();
        assertThat(hub.ours("-k", "all").status()).isEqualTo(1);
    }

    @Test
    void anOddFifthColumnStopsOnlyItsOwnMirror() throws Exception {
        hub.listed(
                "all m1 m1.example.com mirror",
                "all m2 m2.example.com mirror /home/mirror/key",
                "all m3 m3.example.com mirror keyfile",
                "all m4 m4.example.com mirror");

        Run original = hub.original("-k", "all");
        assertThat(original.status()).isZero();
        assertThat(original.sentTo("m4.example.com")).isEmpty();

        Run ours = hub.ours("-k", "all");
        assertThat(ours.status()).isEqualTo(1);
        assertThat(ours.sentTo("m1.example.com")).hasSize(1);
        assertThat(ours.sentTo("m4.example.com")).hasSize(1);
        assertThat(ours.mails()).singleElement().asString().contains("runmirrors.mirror:3:");
    }

    @Test
    void aProtocolWithoutAKeyKeepsTheKeyOfTheConfiguration() throws Exception {
        hub.listed("all m1 m1.example.com mirror 2");

        hub.original("-k", "all");
        assertThat(hub.commandLines()).singleElement().asString().doesNotContain(" -i ");

        ScriptedMirrors mirrors = hub.oursWithMirrors("-k", "all");
        assertThat(mirrors.targets())
                .singleElement()
                .satisfies(target -> assertThat(target.identity()).isEmpty());
    }

    @Test
    void everySshOptionOfALineCounts() throws Exception {
        hub.listed("all m1 m1.example.com mirror -p 2222 -4");

        hub.original("-k", "all");
        assertThat(hub.commandLines()).singleElement().asString().doesNotContain("-4");

        ScriptedMirrors mirrors = hub.oursWithMirrors("-k", "all");
        assertThat(mirrors.targets()).singleElement().satisfies(target -> {
            assertThat(target.port()).isEqualTo(2222);
            assertThat(target.sshOptions()).containsExactly("-p", "2222", "-4");
        });
    }

    @Test
    void aMisspeltTypeIsAnError() throws Exception {
        hub.listed("Staged m1 m1.example.com mirror", "all m2 m2.example.com mirror");

        Run original = hub.original("-k", "all");
        assertThat(original.status()).isZero();
        assertThat(original.log()).contains("Trigger for m1 done");

        Run ours = hub.ours("-k", "all");
        assertThat(ours.status()).isEqualTo(1);
        assertThat(ours.sent()).hasSize(1);
        assertThat(ours.mails()).singleElement().asString().contains("runmirrors.mirror:1:");
    }

    @Test
    void aFailingHookStopsNobody() throws Exception {
        hub.configured("HOOK2=/bin/false")
                .listed("all m1 m1.example.com mirror", "all m2 m2.example.com mirror", "all m3 m3.example.com mirror");

        Run original = hub.original("-k", "all");
        assertThat(original.status()).isZero();
        assertThat(original.sent()).hasSize(1);

        Run ours = hub.ours("-k", "all");
        assertThat(ours.sent()).hasSize(3);
        assertThat(ours.log()).contains("hook 2 failed with exit status 1");
    }

    @Test
    void hooksTakeArguments() throws Exception {
        Path ran = folder.resolve("ran");
        hub.configured("HOOK1=\"/usr/bin/touch " + ran + "\"").listed("all m1 m1.example.com mirror");

        hub.original("-k", "all");
        assertThat(ran).doesNotExist();

        hub.ours("-k", "all");
        assertThat(ran).exists();
    }

    @Test
    void whoFailsInStageOneGetsNoStageTwo() throws Exception {
        hub.listed("staged m1 m1.example.com mirror", "staged m2 m2.example.com mirror")
                .answer("m1.example.com", "exit 3");

        assertThat(hub.original("-k", "all").sentTo("m1.example.com")).hasSize(2);

        Run ours = hub.ours("-k", "all");
        assertThat(ours.sentTo("m1.example.com")).containsExactly("sync:archive: sync:stage1");
        assertThat(ours.sentTo("m2.example.com"))
                .containsExactly("sync:archive: sync:stage1", "sync:archive: sync:stage2");
        assertThat(ours.status()).isEqualTo(1);
    }

    /** A line of shell that waits for a file, and not for ever. */
    private static String awaiting(Path file) {
        return "i=0; while [ ! -e " + file + " ] && [ $i -lt 300 ]; do /bin/sleep 0.1; i=$((i+1)); done; ";
    }

    /** In stage 1 it does what it is told; a stage 2 that comes before that is done is noted. */
    private void slowAndFast(String slowStage1) throws Exception {
        hub.answer(
                        "slow.example.com",
                        "case \"$*\" in *stage1) touch " + folder.resolve("begun") + "; " + slowStage1 + "touch "
                                + folder.resolve("slow-is-done") + ";; esac")
                .answer(
                        "fast.example.com",
                        "case \"$*\" in *stage2) [ -e " + folder.resolve("slow-is-done") + " ] || touch "
                                + folder.resolve("too-early") + ";; esac");
    }

    private void forget() throws Exception {
        for (String file : List.of("begun", "slow-is-done", "too-early", "go")) {
            Files.deleteIfExists(folder.resolve(file));
        }
    }

    @Test
    void twoArchivesPushedAtTheSameTimeKeepTheirBarriers() throws Exception {
        Path tooEarly = folder.resolve("too-early");
        hub.configuration("runmirrors-a.conf", "BASEDIR=" + hub.home() + "\n")
                .configuration("runmirrors-b.conf", "BASEDIR=" + hub.home() + "\n")
                .list(
                        "runmirrors-a.mirror",
                        "staged slow slow.example.com mirror\nstaged fast fast.example.com mirror\n")
                .list("runmirrors-b.mirror", "staged other other.example.com mirror\n");

        slowAndFast(awaiting(tooEarly));
        pushBoth(() -> hub.original("-a", "a", "-k", "all"), () -> hub.original("-a", "b", "-k", "all"));
        assertThat(tooEarly).exists();

        forget();
        slowAndFast(awaiting(folder.resolve("go")));
        pushBoth(() -> hub.ours("-a", "a", "-k", "all"), () -> hub.ours("-a", "b", "-k", "all"));
        assertThat(tooEarly).doesNotExist();
        assertThat(folder.resolve("slow-is-done")).exists();
    }

    private interface Pushing {
        Run run() throws Exception;
    }

    /** The second begins when the first is in stage 1, and the first goes on when the second has ended. */
    private void pushBoth(Pushing first, Pushing second) throws Exception {
        CompletableFuture<Run> begun = CompletableFuture.supplyAsync(() -> {
            try {
                return first.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(folder.resolve("begun")));
        second.run();
        Files.createFile(folder.resolve("go"));
        begun.get(120, TimeUnit.SECONDS);
    }

    @Test
    void aStageTwoThatMeetsALockIsMended() throws Exception {
        hub.listed("staged m1 m1.example.com mirror")
                .answer(
                        "m1.example.com",
                        "case \"$*\" in *stage2) echo Unable to start rsync, lock file still exists, PID 4711; exit 1;;"
                                + " esac");

        Run original = hub.original("-k", "all");
        assertThat(original.sentTo("m1.example.com")).hasSize(2);
        assertThat(original.log()).contains("second stage trigger succeeded");

        assertThat(hub.ours("-k", "all").sentTo("m1.example.com"))
                .containsExactly("sync:archive: sync:stage1", "sync:archive: sync:stage2", "sync:archive: sync:all");
    }

    @Test
    void aMultiHopPushWithoutStagedMirrorsIsOverAtOnce() throws Exception {
        hub.listed("all m1 m1.example.com mirror");

        Run original = hub.original("-k", "mhop", "-f");
        assertThat(original.log()).contains("Failed to wait for our mirrors");

        Run ours = hub.ours("-k", "mhop", "-f");
        assertThat(ours.status()).isZero();
        assertThat(ours.sent()).isEmpty();
        assertThat(ours.mails()).isEmpty();
    }

    @Test
    void aMissingListIsAnErrorOfTheConfiguration() throws Exception {
        hub.configured("MIRRORS=" + folder.resolve("nowhere"));

        assertThat(hub.original("-k", "all").status()).isZero();

        Run ours = hub.ours("-k", "all");
        assertThat(ours.status()).isEqualTo(78);
        assertThat(ours.err()).contains(folder.resolve("nowhere").toString());
    }

    @Test
    void theEndIsTheEndOfEveryPush() throws Exception {
        Path ended = folder.resolve("ended");
        Path seen = folder.resolve("seen");
        Path hooked = folder.resolve("hooked");
        hub.configured("HOOK3=" + folder.resolve("hook")).listed("all m1 m1.example.com mirror");
        Files.writeString(
                folder.resolve("hook"),
                "#!/bin/sh\n[ ! -e " + ended + " ] || touch " + seen + "\ntouch " + hooked + "\n");
        assertThat(folder.resolve("hook").toFile().setExecutable(true)).isTrue();

        hub.answer("m1.example.com", awaiting(hooked) + "touch " + ended);
        hub.original("-k", "all");
        assertThat(seen).doesNotExist();
        Files.delete(ended);

        hub.answer("m1.example.com", "/bin/sleep 1; touch " + ended);
        hub.ours("-k", "all");
        assertThat(seen).exists();
    }

    @Test
    void anIndentedStagedLineStandsAtTheBarrierToo() throws Exception {
        Path tooEarly = folder.resolve("too-early");
        hub.listed("staged fast fast.example.com mirror", "  staged slow slow.example.com mirror");

        slowAndFast(awaiting(tooEarly));
        hub.original("-k", "all");
        assertThat(tooEarly).exists();

        forget();
        slowAndFast("/bin/sleep 1; ");
        hub.ours("-k", "all");
        assertThat(tooEarly).doesNotExist();
    }

    @Test
    void aCarriageReturnIsNoPartOfTheUser() throws Exception {
        hub.list("runmirrors.mirror", "all m1 m1.example.com mirror\r\n");

        hub.original("-k", "all");
        assertThat(hub.commandLines()).singleElement().asString().contains("user=mirror\r");

        ScriptedMirrors mirrors = hub.oursWithMirrors("-k", "all");
        assertThat(mirrors.targets())
                .singleElement()
                .satisfies(target -> assertThat(target.user()).isEqualTo("mirror"));
    }

    @Test
    void anUnknownKindIsRefused() throws Exception {
        hub.listed("all m1 m1.example.com mirror");

        assertThat(hub.original("-k", "bogus").sent()).hasSize(1);

        Run ours = hub.ours("-k", "bogus");
        assertThat(ours.status()).isEqualTo(64);
        assertThat(ours.sent()).isEmpty();
    }

    @Test
    void aPortInAnAddressIsAPort() throws Exception {
        hub.listed("all m1 ssh+ftpsync://mirror@m1.example.com:2222/security");

        assertThat(hub.original("-k", "all").sent()).allMatch(line -> line.startsWith("m1.example.com:2222: "));

        ScriptedMirrors mirrors = hub.oursWithMirrors("-k", "all");
        assertThat(mirrors.sent()).isEqualTo(List.of("m1.example.com: sync:archive:security sync:all"));
        assertThat(mirrors.targets().get(0).port()).isEqualTo(2222);
    }
}
