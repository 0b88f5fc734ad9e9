package org.pushmirror.core.sshkeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Ports as OpenSSH reads them: numbers, or names from {@code /etc/services}. Stateless and thread-safe. */
public final class ServiceNames {

    private static final Path FILE = Path.of("/etc/services");
    private static final Pattern NUMBER = Pattern.compile("[ \\t\\n\\x0B\\f\\r]*[+-]?[0-9]{1,18}");
    private static final int MAX_PORT = 65535;

    private ServiceNames() {}

    /**
     * The port that a text means.
     *
     * @param text a number, possibly after white space and a sign, or the name of a TCP service that this machine knows
     * @return the port, from 1 to 65535; empty if it means none
     */
    public static OptionalInt tcpPort(String text) {
        if (NUMBER.matcher(text).matches()) {
            long port = Long.parseLong(text.strip());
            return port >= 1 && port <= MAX_PORT ? OptionalInt.of((int) port) : OptionalInt.empty();
        }
        if (text.isEmpty() || !Character.isLetterOrDigit(text.charAt(0)) || !Files.isRegularFile(FILE)) {
            return OptionalInt.empty();
        }
        try (Stream<String> lines = Files.lines(FILE, StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> line.replaceFirst("#.*", "").strip().split("\\s+"))
                    .filter(words -> names(words, text))
                    .mapToInt(words -> Integer.parseInt(words[1].substring(0, words[1].indexOf('/'))))
                    .findFirst();
        } catch (IOException | UncheckedIOException | NumberFormatException unreadable) {
            return OptionalInt.empty();
        }
    }

    private static boolean names(String[] words, String name) {
        return words.length >= 2
                && words[1].endsWith("/tcp")
                && (words[0].equals(name)
                        || Arrays.asList(words).subList(2, words.length).contains(name));
    }
}
