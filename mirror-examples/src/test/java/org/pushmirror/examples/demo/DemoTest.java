package org.pushmirror.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.json.ReportJson;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.timeline.Timeline;
import org.pushmirror.core.trace.TraceFile;
import org.pushmirror.examples.Program;

/** The demo as a newcomer runs it: bin/demo, and a look at what it leaves. */
class DemoTest {

    private static final String DEMO = Program.bin().resolve("demo").toString();
    private static final Path DEBIANS_FTPSYNC = Path.of("/usr/bin/ftpsync");

    @TempDir
    Path folder;

    private Program demo(String... arguments) {
        List<String> command = new ArrayList<>(List.of(DEMO));
        command.addAll(Arrays.asList(arguments));
        return Program.run(folder, Map.of(), command.toArray(String[]::new));
    }

    private static void assertAllComplete(PushReport report, int mirrors) {
        assertThat(report.targets())
                .hasSize(mirrors)
                .allSatisfy(target ->
                        assertThat(target.outcome()).as(target.toString()).isEqualTo(Outcome.COMPLETE));
    }

    @Test
    void everyMirrorIsCompleteAndHasTheHubsTreeAndNothingIsLeftRunning() throws IOException {
        Path kept = folder.resolve("kept");
        Path json = folder.resolve("report.json");

        Path html = folder.resolve("timeline.html");

        Program demo =
                demo("--mirrors", "3", "--keep", kept.toString(), "--json", json.toString(), "--html", html.toString());

        assertThat(demo.status()).as(demo.err()).isZero();
        assertThat(demo.err()).isEmpty();
        PushReport report = ReportJson.read(Files.readString(json));
        assertAllComplete(report, 3);
        assertThat(kept.resolve("report.json")).hasSameTextualContentAs(json);
        assertThat(html).hasContent(Timeline.html(report));
        for (int i = 1; i <= 3; i++) {
            String name = "mirror" + i + ".example.org";
            assertThat(demo.out())
                    .contains(name + "  complete  " + report.serial().orElseThrow());
            Path mirror = kept.resolve("mirrors").resolve(name).resolve("archive");
            Program difference = Program.run(
                    folder,
                    Map.of(),
                    "diff",
                    "-r",
                    "-x",
                    "trace",
                    kept.resolve("hub/archive").toString(),
                    mirror.toString());
            assertThat(difference.out() + difference.err()).isEmpty();
        }
        assertThat(processesThatMention(kept)).isEmpty();
    }

    @Test
    void debiansFtpsyncSpeaksTheSameProtocol() throws IOException {
        assertThat(DEBIANS_FTPSYNC)
                .as("install it with: apt-get install ftpsync")
                .isExecutable();
        Path kept = folder.resolve("kept");

        Program demo = demo("--mirrors", "2", "--keep", kept.toString(), "--ftpsync", DEBIANS_FTPSYNC.toString());

        assertThat(demo.status()).as(demo.out() + demo.err()).isZero();
        assertAllComplete(ReportJson.read(Files.readString(kept.resolve("report.json"))), 2);
        TraceFile trace = TraceFile.parse(Files.readAllBytes(
                kept.resolve("mirrors/mirror2.example.org/archive/project/trace/mirror2.example.org")));
        assertThat(trace.field(TraceFile.CREATOR).orElse("")).startsWith("ftpsync ");
    }

    @Test
    void aGivenArchiveIsServedAndStaysAsItIs() throws IOException {
        Path given = Files.createDirectories(folder.resolve("my archive"));
        Files.writeString(given.resolve("a file"), "content");
        Path kept = folder.resolve("kept 'with blanks'");

        Program demo = demo("--mirrors", "1", "--archive", given.toString(), "--keep", kept.toString());

        assertThat(demo.status()).as(demo.out() + demo.err()).isZero();
        assertThat(kept.resolve("mirrors/mirror1.example.org/archive/a file")).hasContent("content");
        try (Stream<Path> entries = Files.list(given)) {
            assertThat(entries).containsExactly(given.resolve("a file"));
        }
    }

    @Test
    void withJsonOnStandardOutputThereIsNothingElse() {
        Program demo = demo("--mirrors", "1", "--json", "-");

        assertThat(demo.status()).as(demo.err()).isZero();
        assertAllComplete(ReportJson.read(demo.out()), 1);
    }

    @Test
    void aFolderThatCannotBeUsedIsOneSentence() throws IOException {
        Files.writeString(folder.resolve("file"), "");

        for (String bad : List.of(folder.toString(), folder.resolve("file").toString(), "/proc/nonexistent/x")) {
            Program demo = demo("--mirrors", "1", "--keep", bad);
            assertThat(demo.status()).as(demo.err()).isEqualTo(74);
            assertThat(demo.err()).startsWith("mirrorctl: ").contains(bad).hasLineCount(1);
        }
    }

    @Test
    void whatIsNotThereIsNamed() {
        Program noArchive = demo("--mirrors", "1", "--archive", "/nonexistent/archive");
        assertThat(noArchive.status()).isEqualTo(66);
        assertThat(noArchive.err()).contains("/nonexistent/archive").hasLineCount(1);

        Program noProgram = demo("--mirrors", "1", "--ftpsync", "/nonexistent/ftpsync");
        assertThat(noProgram.status()).isEqualTo(69);
        assertThat(noProgram.err()).contains("/nonexistent/ftpsync").hasLineCount(1);
    }

    @Test
    void aSignalEndsEveryProcessAndLeavesNoLock() throws IOException, InterruptedException {
        Path kept = folder.resolve("kept");
        Process demo = new ProcessBuilder(DEMO, "--mirrors", "4", "--keep", kept.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        try {
            await().atMost(Duration.ofMinutes(2)).until(() -> !locks(kept).isEmpty() || !demo.isAlive());
            assertThat(demo.isAlive()).isTrue();

            demo.toHandle().destroy();

            assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            demo.destroyForcibly();
        }
        assertThat(demo.exitValue()).isEqualTo(143);
        assertThat(processesThatMention(kept)).isEmpty();
        assertThat(locks(kept)).isEmpty();
    }

    @Test
    void noPasswordIsInAnArgumentListAnEnvironmentALogOrAReport() throws IOException, InterruptedException {
        Path kept = folder.resolve("kept");
        Path out = folder.resolve("out");
        Process demo = new ProcessBuilder(
                        DEMO, "--mirrors", "2", "--keep", kept.toString(), "--json", kept + "/../json")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        List<String> found = new ArrayList<>();
        int looks = 0;
        while (!demo.waitFor(20, TimeUnit.MILLISECONDS)) {
            List<String> passwords = passwords(kept);
            found.addAll(processesThatShow(passwords));
            looks += passwords.isEmpty() ? 0 : 1;
        }

        assertThat(demo.exitValue()).as(Files.readString(out)).isZero();
        assertThat(looks).isGreaterThan(10);
        assertThat(found).isEmpty();
        List<String> passwords = passwords(kept);
        assertThat(passwords).hasSize(2);
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> passwords.stream().anyMatch(text(file)::contains))
                            .map(file -> file.getFileName().toString())
                            .distinct())
                    .containsExactlyInAnyOrder("rsyncd.secrets", "ftpsync-debian.conf");
        }
    }

    private static List<String> passwords(Path kept) {
        return text(kept.resolve("hub/rsyncd.secrets"))
                .lines()
                .map(line -> line.substring(line.indexOf(':') + 1))
                .toList();
    }

    private static List<Path> locks(Path kept) {
        List<Path> locks = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            String name = "mirror" + i + ".example.org";
            Path lock = kept.resolve("mirrors/" + name + "/archive/Archive-Update-in-Progress-" + name);
            if (Files.exists(lock)) {
                locks.add(lock);
            }
        }
        return locks;
    }

    private static List<String> processesThatMention(Path kept) {
        return processesThatShow(List.of(kept.toString()));
    }

    /** The processes that show one of these texts in their arguments or environment, but for this one. */
    private static List<String> processesThatShow(List<String> texts) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .map(process -> Path.of("/proc", Long.toString(process.pid())))
                .map(process -> text(process.resolve("cmdline")) + text(process.resolve("environ")))
                .filter(shown -> texts.stream().anyMatch(shown::contains))
                .map(shown -> shown.replace('\0', ' '))
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
