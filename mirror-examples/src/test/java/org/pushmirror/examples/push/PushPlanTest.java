package org.pushmirror.examples.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushmirror.core.json.OpenJson;
import org.pushmirror.examples.mirrorctl.Mirrorctl;
import picocli.CommandLine.TypeConversionException;

/** mirrorctl push as far as it contacts nobody: plans, and what it refuses. */
class PushPlanTest {

    private static final String LIST = """
            # hubs first
            mhop hub.example.org hub.example.org mirror
            DELAY 20 stage1
            staged a.example.com a.example.com mirror -p 2222 -4
            all b.example.com ssh+ftpsync://mirror@b.example.com/ubuntu
            """;

    @TempDir
    Path folder;

    private final PrintStream standardOut = System.out;
    private final PrintStream standardErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setOut(standardOut);
        System.setErr(standardErr);
    }

    private int push(String list, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("runmirrors.mirror"), list);
        List<String> arguments = new ArrayList<>(List.of("push", "--mirrors", file.toString(), "--archive", "debian"));
        arguments.addAll(List.of(more));
        return Mirrorctl.run(arguments.toArray(String[]::new));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void thePlanSaysWhoIsSentWhatInWhichOrderAndWhatRunmirrorsWouldDoOtherwise() throws IOException {
        int status = push(LIST, "--plan", "--kind", "mhop", "--deadline", "2h");

        assertThat(status).isZero();
        assertThat(err()).isEmpty();
        assertThat(out())
                .containsSubsequence(
                        "Push of \"debian\" (kind mhop) to 3 targets, at most 2 h.",
                        "hub.example.org  mirror@hub.example.org:22  sync:archive:debian sync:mhop sync:stage1, then"
                                + " sync:archive:debian sync:mhop sync:stage2",
                        "wait until stage 1 is done on every staged target so far, at most 20 s",
                        "a.example.com  mirror@a.example.com:2222  sync:archive:debian sync:stage1, then"
                                + " sync:archive:debian sync:stage2",
                        "line 4, hazard: Debian's runmirrors gives ssh only \"-p 2222\"",
                        "b.example.com  mirror@b.example.com:22  sync:archive:ubuntu sync:all",
                        "line 3, advice: When the 20 seconds are over, Debian's runmirrors ends the barrier");
    }

    @Test
    void thePlanAsJsonIsAloneOnStandardOutput() throws IOException {
        int status = push(LIST, "--plan", "--canary", "a.example.com", "--json", "-");

        assertThat(status).isZero();
        assertThat(out()).hasLineCount(1);
        assertThat(OpenJson.object(out())).containsEntry("version", 1L).containsKeys("push", "worstCase", "waves");
        assertThat(out())
                .containsSubsequence(
                        "\"name\":\"canary\"",
                        "\"line\":4,\"name\":\"a.example.com\"",
                        "\"commands\":[\"sync:archive:debian sync:stage1\",\"sync:archive:debian sync:stage2\"]",
                        "\"runmirrors\":[{\"line\":4",
                        "\"name\":\"2\"",
                        "\"line\":2,\"name\":\"hub.example.org\"",
                        "{\"delaySeconds\":20,\"untilStage1\":true}",
                        "\"line\":5,\"name\":\"b.example.com\"");
    }

    @Test
    void namedMirrorsAreTheOnlyOnesOfThePlan() throws IOException {
        int status = push(LIST, "--plan", "b.example.com");

        assertThat(status).isZero();
        assertThat(out()).contains("to 1 target,", "b.example.com  ").doesNotContain("hub.example.org  ", "wait");
    }

    @Test
    void aLineThatNothingCanBeMadeOfIsNamedAndTheOthersArePlanned() throws IOException {
        int status = push("al a.example.com a.example.com mirror\nall b.example.com b.example.com mirror\n", "--plan");

        assertThat(status).isEqualTo(1);
        assertThat(err()).startsWith("mirrorctl: " + folder.resolve("runmirrors.mirror") + ":1:1: ");
        assertThat(out()).contains("b.example.com  mirror@b.example.com:22");
    }

    @Test
    void twoMirrorsOfOneNameAreRefusedWithTheirPlace() throws IOException {
        int status = push("all a a.example.com mirror\nall a b.example.com mirror\n", "--plan");

        assertThat(status).isEqualTo(2);
        assertThat(err()).contains(":2:1: ").contains("Two targets of the push are named a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--plan nobody.example.com",
                "--plan --kind some",
                "--plan --barrier half",
                "--plan --barrier quorum=0",
                "--plan --barrier-timeout soon",
                "--plan --barrier-timeout 0",
                "--plan --parallel 0",
                "--plan --canary nobody",
                "--plan --trace ftp://{host}/trace",
                "--plan --serial 1 --tree .",
                "--plan --archive a/b"
            })
    void wrongUsageIsOneLineAndExitTwo(String more) throws IOException {
        int status = push(LIST, more.isEmpty() ? new String[0] : more.split(" "));

        assertThat(status).as(more).isEqualTo(2);
        assertThat(err()).startsWith("mirrorctl: ").hasLineCount(1);
        assertThat(out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--retry", "--identity"})
    void aFileThatIsNotThereIsExit66(String option) throws IOException {
        int status = push(LIST, option, folder.resolve("nothing").toString(), "--known-hosts", "nothing");

        assertThat(status).isEqualTo(66);
        assertThat(err()).startsWith("mirrorctl: ").contains("nothing").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--json", "--html"})
    void aReportThatCannotBeWrittenIsExit74BeforeAnybodyIsContacted(String option) throws IOException {
        int status = push(LIST, option, folder.resolve("nowhere/report").toString());

        assertThat(status).isEqualTo(74);
        assertThat(err()).startsWith("mirrorctl: ").contains("nowhere/report").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"90, PT1M30S", "90s, PT1M30S", "10m, PT10M", "6h, PT6H", "2d, PT48H", "500ms, PT0.5S", "PT1.5S, PT1.5S"
    })
    void timesHaveShortForms(String text, Duration time) {
        assertThat(new TimeSpan().convert(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "soon", "5 m", "1h30m"})
    void whatIsNoTimeIsRefusedWithTheForms(String text) {
        assertThatThrownBy(() -> new TimeSpan().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("PT10M");
    }
}
