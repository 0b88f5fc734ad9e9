package org.pushmirror.core.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a real program to its end, within a deadline. Input and output go through files, so that nothing can block. */
public final class RealProgram {

    private static final long DEADLINE_SECONDS = 60;

    private static final Map<String, String> PACKAGES =
            Map.of("rsync", "rsync", "ssh", "openssh-client", "ssh-keygen", "openssh-client");

    /** How a run ended. */
    public record Ended(int exit, byte[] output, String errors) {

        /** The output as text, a character for each byte. */
        public String text() {
            return new String(output, StandardCharsets.ISO_8859_1);
        }
    }

    private RealProgram() {}

    /** Runs it without input. */
    public static Ended run(Path folder, String... command) throws IOException, InterruptedException {
        return run(folder, new byte[0], List.of(command), Map.of());
    }

    /** Runs it with input, in a folder that also takes its output, with variables added to a bare environment. */
    public static Ended run(Path folder, byte[] input, List<String> command, Map<String, String> variables)
            throws IOException, InterruptedException {
        Path in = Files.write(folder.resolve("program.in"), input);
        Path out = folder.resolve("program.out");
        Path errors = folder.resolve("program.err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile());
        String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", path, "LC_ALL", "C", "HOME", folder.toString()));
        builder.environment().putAll(variables);
        Process process = start(builder);
        try {
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(command + " did not end within " + DEADLINE_SECONDS + " seconds");
            }
        } finally {
            process.destroyForcibly();
        }
        return new Ended(
                process.exitValue(),
                Files.readAllBytes(out),
                new String(Files.readAllBytes(errors), StandardCharsets.ISO_8859_1));
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException missing) {
            String program = builder.command().get(0);
            throw new AssertionError(
                    program + " is missing; install it with: apt-get install "
                            + PACKAGES.getOrDefault(program, program),
                    missing);
        }
    }
}
