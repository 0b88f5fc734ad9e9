package org.pushmirror.core.sshkeys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** The names of ports, which OpenSSH looks up in {@code /etc/services}. */
final class ServiceNames {

    private static final Path FILE = Path.of("/etc/services");

    private ServiceNames() {}

    /** Whether this machine knows a TCP service of this name. */
    static boolean isTcpService(String name) {
        if (name.isEmpty() || !Character.isLetterOrDigit(name.charAt(0)) || !Files.isRegularFile(FILE)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(FILE, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> names(line, name));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static boolean names(String line, String name) {
        String[] words = line.replaceFirst("#.*", "").strip().split("\\s+");
        return words.length >= 2
                && words[1].endsWith("/tcp")
                && (words[0].equals(name)
                        || Arrays.asList(words).subList(2, words.length).contains(name));
    }
}
