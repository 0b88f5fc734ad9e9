package org.pushmirror.examples.conform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.pushmirror.core.json.OpenJson;
import org.pushmirror.examples.Program;
import org.pushmirror.examples.conform.Verdict.Kind;
import org.pushmirror.rsync.Rsync;

/** The musts of push mirroring, held against our ftpsync, Debian's, and two home-made receivers. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class ConformTest {

    private static final Set<Check> OUT_OF_SIGHT = EnumSet.of(Check.KEY_OPTIONS, Check.ONE_ADDRESS);
    private static final Path DEBIANS = Path.of("/usr/bin/ftpsync");

    @TempDir
    static Path folder;

    private static ExecutorService executor;
    private static CompletableFuture<Conformance> ours;
    private static CompletableFuture<Conformance> debians;
    private static CompletableFuture<Conformance> background;
    private static CompletableFuture<Program> naive;

    /** All at once, since they mostly wait. */
    @BeforeAll
    static void drive() throws IOException {
        assertThat(DEBIANS)
                .as("ftpsync is missing; install it with: apt-get install ftpsync")
                .exists();
        executor = Executors.newFixedThreadPool(4);
        ours = drive(Program.bin().resolve("ftpsync"));
        debians = drive(DEBIANS);
        background = drive(script("background", "env TO=\"$TO\" " + DEBIANS + " \"$@\" >/dev/null 2>&1 &"));
        Path script = script("naive", "exec rsync -a --delete $RSYNC_EXTRA \"$RSYNC_HOST::$RSYNC_PATH/\" \"$TO\"");
        naive = CompletableFuture.supplyAsync(
                () -> Program.run(
                        folder,
                        Map.of(),
                        Program.bin().resolve("mirrorctl").toString(),
                        "conform",
                        "--json",
                        script.toString()),
                executor);
    }

    @AfterAll
    static void end() {
        executor.shutdownNow();
    }

    private static CompletableFuture<Conformance> drive(Path program) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return Drive.of(Rsync.find(), List.of(program.toString()));
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                executor);
    }

    private static Path script(String name, String command) throws IOException {
        Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + command + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private static Map<Check, String> such(Kind kind, Conformance conformance) {
        return conformance.verdicts().entrySet().stream()
                .filter(entry -> entry.getValue().kind() == kind)
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().reason(),
                        (one, other) -> one,
                        () -> new EnumMap<>(Check.class)));
    }

    @Test
    void oursKeepsEveryMust() {
        Conformance conformance = ours.join();
        assertThat(such(Kind.BROKEN, conformance)).isEmpty();
        assertThat(conformance.isKept()).isTrue();
        assertThat(such(Kind.NOT_TESTED, conformance)).containsOnlyKeys(OUT_OF_SIGHT);
    }

    /** It loses a stage 2 that meets a stage 1, and its stage 2 renames dists before pool. */
    @Test
    void debiansBreaksTheMustsThatItIsKnownToBreak() {
        Conformance conformance = debians.join();
        assertThat(such(Kind.BROKEN, conformance)).containsOnlyKeys(Check.STAGE2_DURING_STAGE1, Check.UPSTREAM_CHANGES);
        assertThat(such(Kind.NOT_TESTED, conformance)).containsOnlyKeys(OUT_OF_SIGHT);
        assertThat(conformance.of(Must.PUSH_DURING_A_RUN).kind()).isEqualTo(Kind.BROKEN);
        assertThat(conformance.of(Must.TRACE)).isEqualTo(Verdict.KEPT);
    }

    @Test
    void aForcedCommandThatEndsInAnAmpersandEndsBeforeItsWorkIsDone() {
        assertThat(such(Kind.BROKEN, background.join())).containsKey(Check.ENDS_WHEN_DONE);
    }

    @Test
    void aPlainRsyncIsNoReceiverAndTheVerdictsAreJson() {
        Program program = naive.join();

        assertThat(program.status()).isEqualTo(1);
        assertThat(program.err()).isEmpty();
        Map<String, Object> report = OpenJson.object(program.out());
        assertThat(report).containsEntry("version", 1L);
        List<?> musts = (List<?>) report.get("musts");
        assertThat(musts).hasSize(6);
        Map<String, String> verdicts = musts.stream()
                .flatMap(must -> ((List<?>) ((Map<?, ?>) must).get("checks")).stream())
                .map(check -> (Map<?, ?>) check)
                .collect(Collectors.toMap(check -> (String) check.get("id"), check -> (String) check.get("verdict")));
        assertThat(verdicts)
                .containsEntry("stage1-no-indices", "broken")
                .containsEntry("stage1-no-deletion", "broken")
                .containsEntry("trace-name", "broken")
                .containsEntry("no-commands", "kept")
                .containsEntry("one-address", "not-tested");
        assertThat(report.get("summary")).isEqualTo(Map.of("kept", 3L, "broken", 2L, "not-tested", 1L));
    }

    @Test
    void aProgramThatIsNotThereIsSaid() {
        Program program =
                Program.run(folder, Map.of(), Program.bin().resolve("mirrorctl").toString(), "conform", "nothing-here");

        assertThat(program.status()).isEqualTo(66);
        assertThat(program.err())
                .startsWith("mirrorctl: ")
                .contains("nothing-here")
                .hasLineCount(1);
    }
}
