package org.pushmirror.core.rsyncd;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.pushmirror.core.oracle.RandomCases;

/** Random files that look like rsyncd.conf, odd corners included, without files to include and without variables. */
final class RandomConf {

    private RandomConf() {}

    static byte[] bytes(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        int lines = random.nextInt(14);
        for (int i = 0; i < lines; i++) {
            text.append(blanks(random)).append(line(random));
            if (i < lines - 1 || random.nextInt(4) > 0) {
                text.append(lineEnd(random));
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String line(RandomGenerator random) {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> header(random);
            case 5 -> RandomCases.one(random, "# ", ";", "#x\\", "# [a]") + word(random);
            case 6 -> "";
            case 7 ->
                random.nextInt(3) > 0
                        ? word(random)
                        : RandomCases.one(random, "&", "& include x", "= x", "\\", "&include", "&x y");
            default -> name(random) + blanks(random) + "=" + blanks(random) + value(random) + blanks(random);
        };
    }

    private static String header(RandomGenerator random) {
        String name = RandomCases.one(
                random,
                "a",
                "a",
                "b",
                "A",
                "a b",
                "a  b",
                "ab",
                "global",
                "G lobal",
                "c=d",
                "[x",
                "\u00C3\u00A9",
                "\u00E9",
                "d#",
                "with a long name of a module");
        String broken = RandomCases.one(random, "[", "[]", "[a/b]", "[a\\\n b]", "[ \\\n]", "[ab", "[a\u0000b]");
        return random.nextInt(25) == 0
                ? broken
                : "[" + blanks(random) + name + blanks(random) + "]" + (random.nextInt(5) == 0 ? " x = y" : "");
    }

    private static String name(RandomGenerator random) {
        return RandomCases.one(
                random,
                "comment",
                "comment",
                "comment",
                "COMMENT",
                "com ment",
                "list",
                "list",
                "LiSt",
                "path",
                "read only",
                "max connections",
                "motd",
                "port",
                "no such",
                "com\\\nment",
                "com \\\n ment",
                "uid",
                random.nextInt(6) == 0 ? "name" : "comment");
    }

    private static String value(RandomGenerator random) {
        return switch (random.nextInt(8)) {
            case 0 -> RandomCases.one(random, "yes", "no", "0", "1", "true", "FALSE", "n o", "off", "on", "");
            case 1 ->
                RandomCases.one(
                        random,
                        "one \\\n   two",
                        "one\\\ntwo",
                        "x\\ \n[b]",
                        "x\\\n# y",
                        "x \\\n\n",
                        "x\\\\\n\ny",
                        "\\\n z",
                        "x\\\r\n y",
                        "\\\n\n");
            case 2 -> "";
            default -> word(random);
        };
    }

    private static String word(RandomGenerator random) {
        return new String(RandomCases.bytes(random, 8, "abc =#;[]\"\\\t&"), StandardCharsets.ISO_8859_1)
                .replace('\n', 'n')
                .replace('%', 'p');
    }

    private static String blanks(RandomGenerator random) {
        return RandomCases.one(random, "", "", " ", " ", "  ", "\t", random.nextInt(8) == 0 ? "\u000B\f" : "");
    }

    private static String lineEnd(RandomGenerator random) {
        int kind = random.nextInt(40);
        return kind == 0 ? "\0" : kind < 4 ? "\r\n" : kind == 4 ? "\\\n" : "\n";
    }
}
