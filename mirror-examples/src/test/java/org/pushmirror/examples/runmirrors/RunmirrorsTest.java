package org.pushmirror.examples.runmirrors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.json.ReportJson;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.examples.runmirrors.TestHub.Run;

@Timeout(180)
class RunmirrorsTest {

    @TempDir
    Path folder;

    private TestHub hub;

    @BeforeEach
    void makeHub() throws Exception {
        hub = new TestHub(folder);
        hub.configured();
    }

    private List<String> logs(String start) throws Exception {
        try (Stream<Path> files = Files.list(hub.log().getParent())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(start))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aMultiHopPushFromFtpsyncSendsStageOneOnlyAndWaitsForIt() throws Exception {
        Path done = folder.resolve("done");
        hub.listed("mhop m1 m1.example.com mirror", "staged m2 m2.example.com mirror", "all m3 m3.example.com mirror")
                .answer("m1.example.com", "/bin/sleep 1; touch " + done);

        Run run = hub.ours("-f", "-k", "mhop");

        assertThat(run.status()).isZero();
        assertThat(run.sent())
                .containsExactlyInAnyOrder(
                        "m1.example.com: sync:archive: sync:mhop sync:stage1",
                        "m2.example.com: sync:archive: sync:stage1");
        assertThat(done).exists();
    }

    @Test
    void ftpsyncHearsOfNoFailureOfAMirror() throws Exception {
        hub.listed("all m1 m1.example.com mirror").answer("m1.example.com", "exit 3");

        Run run = hub.ours("-f", "-k", "all");

        assertThat(run.status()).isZero();
        assertThat(run.mails()).singleElement().asString().contains("ERROR").contains("exit status 3");
    }

    @Test
    void ftpsyncIsNotKeptLongerThanTheDelayOfThePush() throws Exception {
        hub.configuration("runmirrors.conf", "PUSHDELAY=1\n")
                .listed("staged m1 m1.example.com mirror")
                .answer("m1.example.com", "exec /bin/sleep 60");

        Run run = hub.ours("-f", "-k", "mhop");

        assertThat(run.status()).isZero();
        assertThat(run.log()).contains("m1: timed-out");
    }

    @Test
    void aMirrorThatIsBusyHasTakenNoteOfThePush() throws Exception {
        hub.listed("all m1 m1.example.com mirror")
                .answer("m1.example.com", "echo Unable to start rsync, lock file still exists, PID 4711; exit 1");

        Run run = hub.ours("-k", "all");

        assertThat(run.status()).isZero();
        assertThat(run.log()).contains("m1: queued");
    }

    @Test
    void aMissingKeyIsExitFive() throws Exception {
        hub.configured("KEYFILE=.ssh/nowhere").listed("all m1 m1.example.com mirror");

        Run run = hub.ours("-k", "all");

        assertThat(run.status()).isEqualTo(5);
        assertThat(run.err()).contains(hub.home().resolve(".ssh/nowhere").toString());
        assertThat(run.log()).contains("ERROR: The key file");
        assertThat(hub.original("-k", "all").status()).isEqualTo(5);
    }

    @Test
    void aMissingConfigurationIsExitSeventyEight() throws Exception {
        Run run = hub.ours("-a", "no/where", "-k", "all");

        assertThat(run.status()).isEqualTo(78);
        assertThat(run.err()).contains("runmirrors-no_where.conf");
        assertThat(hub.original("-a", "no/where", "-k", "all").status()).isEqualTo(78);
    }

    @Test
    void aSettingThatOnlyAShellCouldTellIsRefusedWithItsPlace() throws Exception {
        hub.configuration("runmirrors.conf", "KEYFILE=$(cat /somewhere)\n").listed("all m1 m1.example.com mirror");

        Run run = hub.ours("-k", "all");

        assertThat(run.status()).isEqualTo(78);
        assertThat(run.err()).contains("runmirrors.conf:3:");
    }

    @Test
    void logsAreRotatedAsByTheOriginal() throws Exception {
        hub.configured("LOGROTATE=2").listed("all m1 m1.example.com mirror");
        for (int i = 0; i < 5; i++) {
            hub.original("-k", "all");
        }
        List<String> theirs = logs("runmirrors.log");

        for (int i = 0; i < 5; i++) {
            hub.ours("-k", "all");
        }

        assertThat(logs("runmirrors.log")).isEqualTo(theirs).contains("runmirrors.log.2");
        assertThat(TestHub.read(hub.log().resolveSibling("m1.log"))).contains("Sending: sync:archive: sync:all");
    }

    @Test
    void whatAMirrorPrintsIsInItsLog() throws Exception {
        hub.listed("all m1 m1.example.com mirror").answer("m1.example.com", "echo disk full >&2; exit 3");

        hub.ours("-k", "all");

        assertThat(TestHub.read(hub.log().resolveSibling("m1.log"))).contains("\ndisk full\n");
    }

    @Test
    void theReportSaysHowEveryMirrorEnded() throws Exception {
        hub.listed("all m1 m1.example.com mirror", "all m2 m2.example.com mirror")
                .answer("m2.example.com", "exit 4");

        hub.ours("-k", "all");

        String json = Files.readString(hub.log().resolveSibling("runmirrors.json"));
        assertThat(ReportJson.read(json).target("m1").outcome()).isEqualTo(Outcome.TRIGGERED);
        assertThat(ReportJson.read(json).target("m2").outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void twoMirrorsOfOneNameAreBothPushed() throws Exception {
        hub.listed("all m1 m1.example.com mirror", "all m1 m2.example.com mirror");

        Run run = hub.ours("-k", "all");

        assertThat(run.sent()).hasSize(2);
        assertThat(run.status()).isZero();
    }

    @Test
    void mirrorsAreAskedToCallBackWhereThatIsConfigured() throws Exception {
        hub.configured("PUSHCB=yes").listed("staged m1 m1.example.com mirror");

        Run run = hub.ours("-k", "all");

        assertThat(run.sent())
                .containsExactly(
                        "m1.example.com: sync:archive: sync:callback sync:stage1",
                        "m1.example.com: sync:archive: sync:callback sync:stage2");
        assertThat(hub.original("-k", "all").sent()).isEqualTo(run.sent());
    }

    @Test
    void aMailSaysEverythingThatFailed() throws Exception {
        hub.listed("all m1 m1.example.com mirror", "al m2 m2.example.com mirror")
                .answer("m1.example.com", "exit 4");

        Run run = hub.ours("-k", "all");

        assertThat(run.mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail)
                        .startsWith("[runmirrors@")
                        .contains("2 problems")
                        .contains("exit status 4")
                        .contains("runmirrors.mirror:2:"));
    }

    @Test
    void nobodyIsMailedWhenAllIsWell() throws Exception {
        hub.listed("all m1 m1.example.com mirror");

        assertThat(hub.ours("-k", "all").mails()).isEmpty();
    }

    @Test
    void wrongWordsAreUsage() {
        assertThat(hub.ours("-x").status()).isEqualTo(64);
        assertThat(hub.ours("-a").status()).isEqualTo(64);
        assertThat(hub.ours("-k", "all", "debian").status()).isEqualTo(64);
    }
}
