package org.pushmirror.core.huge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.rsyncd.RsyncdConf;

/** Files of 100 MB with lines of 50 MB, or a million modules, are read with a heap of 1 GB; here in small, in the long run in full. */
class HugeFilesTest {

    private static final int FULL_BYTES = 100_000_000;
    private static final int SMALL_PART = 100;
    private static final int MINUTES = 40;

    @TempDir
    Path folder;

    @Test
    void hugeFilesAreReadWithLittleMemory() throws Exception {
        boolean full = Boolean.getBoolean("pushmirror.long");
        Path output = folder.resolve("output");
        Path classes = Path.of(RsyncdConf.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        full ? "-Xmx1g" : "-Xmx48m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classes + File.pathSeparator + classes.resolveSibling("test-classes"),
                        HugeFiles.class.getName(),
                        Integer.toString(full ? FULL_BYTES : FULL_BYTES / SMALL_PART))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(reader.waitFor(MINUTES, TimeUnit.MINUTES))
                    .as(() -> said(output))
                    .isTrue();
        } finally {
            reader.destroyForcibly();
        }
        assertThat(reader.exitValue()).as(() -> said(output)).isZero();
        assertThat(output).content().endsWith("ssh_config \"\n");
    }

    private static String said(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException failure) {
            return failure.toString();
        }
    }
}
