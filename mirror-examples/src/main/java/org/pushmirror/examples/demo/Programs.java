package org.pushmirror.examples.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the programs that the demo starts. */
final class Programs {

    private static final List<String> SYSTEM_FOLDERS = List.of("/usr/sbin", "/usr/local/sbin", "/usr/bin", "/bin");
    private static final Map<String, String> PACKAGES = Map.of("sshd", "openssh-server", "rsync", "rsync");

    private Programs() {}

    /** The absolute path of a program that must be there; the PATH first, then the folders of system programs. */
    static Path require(String program) {
        return find(program)
                .orElseThrow(() -> new DemoException(
                        DemoException.MISSING_PROGRAM,
                        program + " is missing; install it with: apt-get install "
                                + PACKAGES.getOrDefault(program, program)
                                + " (or your system's package of that name).",
                        null));
    }

    /** The absolute path of a program. */
    static Optional<Path> find(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        List<String> folders = new ArrayList<>(Arrays.asList(path.split(":")));
        folders.addAll(SYSTEM_FOLDERS);
        return folders.stream()
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
