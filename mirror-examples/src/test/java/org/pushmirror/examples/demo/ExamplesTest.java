package org.pushmirror.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.journal.Journal;
import org.pushmirror.core.journal.StateFolder;
import org.pushmirror.core.mirrorlist.MirrorList;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.rsyncd.RsyncdConf;
import org.pushmirror.core.rsyncd.RsyncdParameter;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.core.secrets.SecretsFile;
import org.pushmirror.core.sshkeys.AuthorizedKeys;
import org.pushmirror.core.trace.TraceSource;
import org.pushmirror.examples.AdmitMirror;
import org.pushmirror.examples.PullWithProgress;
import org.pushmirror.examples.PushAndKnow;
import org.pushmirror.examples.PushInWaves;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncResult;
import org.pushmirror.rsync.RsyncSource;
import org.pushmirror.rsync.probe.RsyncTraceSource;

/** The single-file examples do what they say, with a real hub and a real mirror. */
class ExamplesTest {

    @TempDir
    Path folder;

    private Demo demo;

    @BeforeEach
    void startAHubAndTwoMirrors() throws IOException, InterruptedException {
        Screen nowhere = new Screen(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), Screen.Kind.SILENT);
        demo = new Demo(new DemoSettings(2, null, folder.resolve("kept"), null, null, null), nowhere);
        demo.hub().publish(SampleArchive.in(demo.hub().archive().root())::firstState);
        demo.start();
    }

    @AfterEach
    void endEverything() {
        demo.close();
    }

    @Test
    void pushAndKnowBringsAReceiptFromEveryMirror() {
        List<PushTarget> mirrors = demo.mirrors().stream()
                .map(mirror -> mirror.target(TargetType.STAGED))
                .toList();

        PushReport report = PushAndKnow.push(
                demo.hub().archive().root(), demo.hub().keyFile(), demo.knownHostsFile(), mirrors, traces());

        assertThat(report.targets())
                .hasSize(2)
                .allSatisfy(target ->
                        assertThat(target.outcome()).as(target.toString()).isEqualTo(Outcome.COMPLETE));
    }

    private TraceSource traces() {
        return new RsyncTraceSource(
                Rsync.find(),
                site -> demo.mirrors().stream()
                        .filter(mirror -> mirror.name().equals(site.name()))
                        .findFirst()
                        .orElseThrow()
                        .publicFace());
    }

    @Test
    void pushInWavesPushesTheCanaryFirstAndLeavesAJournal() {
        StateFolder state = new StateFolder(folder.resolve("state"));
        MirrorList list = MirrorList.read(folder.resolve("kept/hub/runmirrors.mirror"));

        PushReport report = PushInWaves.push(
                demo.hub().archive().root(), demo.hub().keyFile(), demo.knownHostsFile(), list, traces(), state);

        assertThat(report.targets())
                .hasSize(2)
                .allSatisfy(target ->
                        assertThat(target.outcome()).as(target.toString()).isEqualTo(Outcome.COMPLETE));
        Instant canaryEnded = report.targets().get(0).stages().get(1).endedAt().orElseThrow();
        assertThat(report.targets().get(1).stages().get(0).connectedAt().orElseThrow())
                .isAfterOrEqualTo(canaryEnded);
        assertThat(Journal.read(state.journal(report.archive())).pushes())
                .singleElement()
                .satisfies(push -> assertThat(push.isOver()).isTrue());
    }

    @Test
    void pullWithProgressBringsTheWholeModule() throws IOException, InterruptedException {
        Password password = demo.hub().admit("reader.example.org");
        Path target = Files.createDirectory(folder.resolve("target"));

        RsyncSource source = RsyncSource.daemon("127.0.0.1", Hub.MODULE)
                .port(demo.hub().port())
                .user("reader.example.org")
                .password(password);
        PrintStream terminal = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        RsyncResult result;
        try {
            result = PullWithProgress.pull(source, target);
        } finally {
            System.setOut(terminal);
        }

        assertThat(result.succeeded()).as(result.message()).isTrue();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("100%").doesNotContain(password.reveal());
        assertThat(TreeComparison.firstDifference(demo.hub().archive().root(), target))
                .isEmpty();
    }

    @Test
    void admitMirrorEditsLiveFilesAndMakesTheLineToHandOut() throws IOException {
        Path conf = folder.resolve("kept/hub/rsyncd.conf");
        Path secrets = folder.resolve("kept/hub/rsyncd.secrets");
        List<String> before = Files.readAllLines(conf);

        String line =
                AdmitMirror.admit(conf, secrets, "new.example.net", demo.hub().publicKey());

        assertThat(SecretsFile.read(secrets).users()).contains("new.example.net", "mirror1.example.org");
        assertThat(RsyncdConf.read(conf).effective().module("debian").get(RsyncdParameter.MAX_CONNECTIONS))
                .isEqualTo(251);
        assertThat(Files.readAllLines(conf)).containsAll(before);
        assertThat(AuthorizedKeys.parse("-", (line + "\n").getBytes(StandardCharsets.UTF_8))
                        .find(demo.hub().publicKey()))
                .hasValueSatisfying(key -> assertThat(key.from()).containsExactly("192.0.2.7"));
    }
}
