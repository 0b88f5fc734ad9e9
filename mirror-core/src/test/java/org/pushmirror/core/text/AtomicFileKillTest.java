package org.pushmirror.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.oracle.RandomCases;

/** A writer that is killed at any moment leaves the old file or the new one. */
class AtomicFileKillTest {

    private static final Duration WITHIN = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void aKilledWriterLeavesOneOfTheTwoContents() {
        RandomCases.check(4, random -> {
            Path file = Files.write(folder.resolve("f"), AlternatingWriter.content('a'));
            Path classes = Path.of(AtomicFile.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            String path = classes + File.pathSeparator + classes.resolveSibling("test-classes");
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            path,
                            AlternatingWriter.class.getName(),
                            file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .start();
            try {
                awaitSecondWrite(file, writer);
                boolean ended = writer.waitFor(random.nextInt(40_000), TimeUnit.MICROSECONDS);
                assertThat(ended).as(() -> read(folder.resolve("output"))).isFalse();
            } finally {
                writer.destroyForcibly().waitFor();
            }

            byte[] left = Files.readAllBytes(file);
            assertThat(left).isEqualTo(AlternatingWriter.content((char) left[0]));
        });
    }

    private static void awaitSecondWrite(Path file, Process writer) throws Exception {
        long deadline = System.nanoTime() + WITHIN.toNanos();
        while (Files.readAllBytes(file)[0] == 'a' && writer.isAlive() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            return failure.getMessage();
        }
    }
}
