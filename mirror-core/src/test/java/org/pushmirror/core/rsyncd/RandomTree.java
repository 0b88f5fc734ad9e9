package org.pushmirror.core.rsyncd;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.pushmirror.core.oracle.RandomCases;

/** Random files that include one another, with variables and {@code [global]}; sometimes broken, seldom in a circle. */
final class RandomTree {

    /** The environment that the variables in the files come from. */
    static final Map<String, String> VARIABLES =
            Map.of("FOO", "foo", "LIST", "no", "EMPTY", "", "A B", "a blank", "PATHS", "/x//", "SLASH", "a/b");

    private static final List<String> FILES = List.of(
            "one.conf", "two.txt", "three.inc", "d/b.conf", "d/a.conf", "d/.hidden.conf", "d/a.inc", "d/z.conf~");

    private RandomTree() {}

    /** Writes the files into a folder; the main one is rsyncd.conf. */
    static Path write(Path folder, RandomGenerator random) throws IOException {
        Files.createDirectories(folder.resolve("d"));
        Files.createDirectories(folder.resolve("empty"));
        for (String file : FILES) {
            Files.writeString(folder.resolve(file), text(random, 6, 40), StandardCharsets.ISO_8859_1);
        }
        // A name that is Latin-1, which no encoding of today takes for text.
        Path odd = Path.of(URI.create(folder.resolve("d").toUri() + "%E9.conf"));
        Files.writeString(odd, text(random, 6, 40), StandardCharsets.ISO_8859_1);
        return Files.writeString(folder.resolve("rsyncd.conf"), text(random, 16, 6), StandardCharsets.ISO_8859_1);
    }

    private static String text(RandomGenerator random, int lines, int includes) {
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(lines + 1);
        for (int i = 0; i < count; i++) {
            String end = random.nextInt(12) == 0 ? "\r\n" : "\n";
            text.append(line(random, includes)).append(i == count - 1 && random.nextInt(4) == 0 ? "" : end);
        }
        return text.toString();
    }

    private static String line(RandomGenerator random, int includes) {
        if (random.nextInt(includes) == 0) {
            return directive(random);
        }
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> "[" + RandomCases.one(random, "a", "b", "A", "c c", "cc", "%FOO%", "m%LIST%", "d") + "]";
            case 3 -> RandomCases.one(random, "[global]", "[ Glo bal ]");
            case 4 -> RandomCases.one(random, "# comment", "; comment", "", "no equals", "unknown = x");
            case 5 -> "list = " + RandomCases.one(random, "no", "yes", "%LIST%", "%NOPE%", "off", "", "0");
            case 6 -> RandomCases.one(random, "port = 1", "timeout = x", "max connections = %FOO%", "uid = %FOO%");
            case 7 -> random.nextInt(4) == 0 ? "name = " + RandomCases.one(random, "a", "r", "%FOO%") : "path = /srv";
            default -> "comment = " + comment(random);
        };
    }

    private static String comment(RandomGenerator random) {
        return RandomCases.one(
                        random,
                        "",
                        "x",
                        "y z",
                        "%FOO%",
                        "%%FOO%%",
                        "a%A B%c",
                        "%EMPTY%",
                        "%foo%",
                        "100%FOO",
                        "\\\n next")
                + RandomCases.one(random, "", " tail", "%PATHS%", "%LIST%FOO%");
    }

    private static String directive(RandomGenerator random) {
        String target = RandomCases.one(
                random,
                "one.conf",
                "two.txt",
                "three.inc",
                "d",
                "d/",
                "./d",
                "empty",
                "d/a.conf",
                "d/.hidden.conf",
                "d/\u00E9.conf");
        String odd = RandomCases.one(random, "missing", "rsyncd.conf", "", "%FOO%", "\"d\"", "d # all");
        return RandomCases.one(random, "", "  ", "\t")
                + RandomCases.one(random, "&include ", "&merge ", "&INCLUDE = ", "&Merge=", "&include=", "&merge  ")
                + (random.nextInt(25) == 0 ? odd : target)
                + RandomCases.one(random, "", "", " ");
    }
}
