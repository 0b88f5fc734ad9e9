package org.pushmirror.rsync.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Has the system end a program when this process ends, however it ends, and makes the program's family known: on Linux,
 * {@code setsid} gives it a session of its own, and {@code setpriv} asks the kernel for a TERM at the death of the thread
 * that started it; both then become the program. Without them (other systems, or a util-linux older than 2.33) a program
 * may outlive a process that was killed.
 */
final class DeathSignal {

    private static final List<String> WORDS =
            List.of("/usr/bin/setsid", "/usr/bin/setpriv", "--pdeathsig", "TERM", "--");
    private static final List<String> PREFIX = works() ? WORDS : List.of();

    private DeathSignal() {}

    static List<String> before(List<String> command) {
        List<String> words = new ArrayList<>(PREFIX);
        words.addAll(command);
        return words;
    }

    private static boolean works() {
        if (!Files.isExecutable(Path.of(WORDS.get(0)))) {
            return false;
        }
        List<String> words = new ArrayList<>(WORDS);
        words.add("/bin/true");
        try {
            Process process = new ProcessBuilder(words)
                    .redirectInput(ProcessBuilder.Redirect.PIPE)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(10, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
