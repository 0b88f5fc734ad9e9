package org.pushmirror.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.pushmirror.core.journal.Journal;
import org.pushmirror.core.journal.JournalledPush;
import org.pushmirror.core.json.ReportJson;
import org.pushmirror.core.push.JournalEntry;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.StageReport.Stage;
import org.pushmirror.core.push.TargetProgress;
import org.pushmirror.core.push.TargetProgress.Point;
import org.pushmirror.core.shell.ShellFile;
import org.pushmirror.examples.Program;

/** The hub is killed at random moments of staged pushes to real receivers, and resumes: nothing is lost, nothing is done twice. */
@Timeout(value = 3, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class KilledHubTest {

    private static final int ROUNDS = Boolean.getBoolean("pushmirror.long") ? 100 : 10;
    private static final List<String> MIRRORS = List.of("one", "two", "three");

    @TempDir
    Path folder;

    private Fleet fleet;
    private String traces;
    private long typicalMillis;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        fleet = new Fleet(Files.createDirectories(folder.resolve("fleet")));
        for (String name : MIRRORS) {
            fleet.debians(name, ShellFile.create());
        }
        traces = fleet.traceTemplate();
    }

    @AfterEach
    void end() {
        fleet.close();
    }

    private List<String> command(String... more) {
        List<String> command = new ArrayList<>(List.of(
                Program.bin().resolve("mirrorctl").toString(),
                "push",
                "--mirrors",
                fleet.list().toString(),
                "--identity",
                fleet.hub().keyFile().toString(),
                "--known-hosts",
                fleet.knownHosts().toString(),
                "--ssh-config",
                "none",
                "--archive",
                Downstream.ARCHIVE,
                "--tree",
                fleet.hub().archive().root().toString(),
                "--trace",
                traces,
                "--receipt-deadline",
                "4m",
                "--journal",
                journal().toString()));
        command.addAll(List.of(more));
        return command;
    }

    private Map<String, String> environment() {
        return Map.of("XDG_STATE_HOME", folder.resolve("state").toString());
    }

    private Path journal() {
        return folder.resolve("journal.jsonl");
    }

    @Test
    void aKilledPushIsResumedAndNothingIsLostOrDoneTwice() throws IOException, InterruptedException {
        long seed = Optional.ofNullable(System.getProperty("pushmirror.seed"))
                .filter(text -> !text.isEmpty())
                .map(Long::parseLong)
                .orElseGet(System::nanoTime);
        Random random = new Random(seed);
        warmUp();
        for (int round = 1; round <= ROUNDS; round++) {
            String when = "round " + round + " of seed " + seed;
            fleet.publish();
            kill(random.nextInt(10) > 0, random.nextDouble());
            Map<String, TargetProgress> known = knownOfThisState();
            Map<String, Integer> before = callCounts();

            PushReport report = resume(when);

            assertThat(report.targets())
                    .as(when)
                    .hasSize(MIRRORS.size())
                    .allSatisfy(target ->
                            assertThat(target.outcome()).as(target.toString()).isEqualTo(Outcome.COMPLETE));
            assertThat(report.serial()).as(when).isEqualTo(fleet.hub().archive().serial());
            for (String name : MIRRORS) {
                assertThat(TreeComparison.firstDifference(
                                fleet.hub().archive().root(), fleet.mirror(name).tree()))
                        .as(when)
                        .isEmpty();
                assertThat(begun(name, before.get(name)))
                        .as("what %s was sent after the kill, %s", name, when)
                        .noneMatch(doneBefore(known.get(name))::contains);
            }
        }
    }

    /** How long an undisturbed push takes, from its first entry in the journal to its last. */
    private void warmUp() {
        Program.run(folder, environment(), command().toArray(new String[0]));
        List<JournalEntry> entries = Journal.read(journal()).entries();
        typicalMillis = Duration.between(
                        entries.get(0).at(), entries.get(entries.size() - 1).at())
                .toMillis();
    }

    /** Starts a push, and kills it at a moment of its run, or of its start. */
    private void kill(boolean running, double share) throws IOException, InterruptedException {
        long before = Files.size(journal());
        ProcessBuilder builder = new ProcessBuilder(command())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("killed.log").toFile());
        builder.environment().putAll(environment());
        Process hub = builder.start();
        if (running) {
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> Files.size(journal()) != before || !hub.isAlive());
        }
        hub.waitFor(Math.round(share * typicalMillis), TimeUnit.MILLISECONDS);
        hub.destroyForcibly();
        assertThat(hub.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    /** What the journal knows of the push of this state; nothing if it had not begun. */
    private Map<String, TargetProgress> knownOfThisState() {
        Map<String, TargetProgress> known = new HashMap<>();
        List<JournalledPush> pushes = Journal.read(journal()).pushes();
        if (!pushes.isEmpty()) {
            JournalledPush last = pushes.get(pushes.size() - 1);
            if (last.push().serial().equals(fleet.hub().archive().serial())) {
                last.targets().forEach(target -> known.put(target.target().name(), target));
            }
        }
        return known;
    }

    private PushReport resume(String when) throws IOException {
        Path json = folder.resolve("report.json");
        Program resumed = Program.run(
                folder,
                environment(),
                command("--resume", "--json", json.toString()).toArray(new String[0]));
        assertThat(resumed.status())
                .as(when + "\n" + resumed.out() + resumed.err())
                .isZero();
        assertThat(Journal.read(journal()).skippedLines()).as(when).isZero();
        return ReportJson.read(Files.readString(json, StandardCharsets.UTF_8));
    }

    private Map<String, Integer> callCounts() throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        for (String name : MIRRORS) {
            counts.put(name, fleet.callsOf(name).size());
        }
        return counts;
    }

    /** The stages that a mirror was asked for since. */
    private List<String> begun(String name, int since) throws IOException {
        List<String> calls = fleet.callsOf(name);
        return calls.subList(since, calls.size()).stream()
                .filter(call -> call.startsWith("begin "))
                .map(call -> call.substring(call.lastIndexOf(':') + 1))
                .toList();
    }

    /** The words of stages that the hub knew to be done when it was killed. */
    private static List<String> doneBefore(TargetProgress progress) {
        if (progress == null || progress.point() == Point.START) {
            return List.of();
        }
        if (progress.point() == Point.TRIGGERED || progress.point() == Point.ENDED) {
            return List.of("stage1", "stage2", "all");
        }
        boolean repairing = progress.stages().stream().anyMatch(stage -> stage.stage() == Stage.REPAIR);
        return repairing ? List.of() : List.of("stage1", "all");
    }
}
