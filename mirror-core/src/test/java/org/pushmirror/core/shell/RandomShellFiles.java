package org.pushmirror.core.shell;

import java.util.List;
import java.util.random.RandomGenerator;

/** Makes random files of assignments within what the reader understands. */
final class RandomShellFiles {

    static final List<String> NAMES =
            List.of("TO", "LOG", "RSYNC_HOST", "EXCLUDE", "INFO_LOCATION", "A", "b_2", "_x", "MIRRORNAME", "HUB");

    private static final List<String> PLAIN = List.of(
            "a",
            "srv/mirror",
            "/debian/",
            "x.example.org",
            "1",
            "-",
            ":",
            "=",
            "#",
            "%",
            "@",
            "{",
            "}",
            "[a]",
            "*",
            "?",
            "!",
            "^",
            ",",
            "é",
            "~",
            "a~b",
            ":~",
            ":~/x",
            "/",
            "..",
            "+",
            "\\\n",
            "$%",
            "日本");
    private static final List<String> QUOTED = List.of(
            "a b", "  ", "\t", "it", ";", "&", "|", "<", ">", "(", ")", "#x", "*", "~", "\n", "é", "{a,b}", "!", "%",
            "=");

    private final RandomGenerator random;
    private int depth;

    RandomShellFiles(RandomGenerator random) {
        this.random = random;
    }

    String file() {
        StringBuilder text = new StringBuilder();
        int lines = 1 + random.nextInt(8);
        for (int i = 0; i < lines; i++) {
            text.append(line());
        }
        return text.toString();
    }

    private String line() {
        return switch (random.nextInt(12)) {
            case 0 -> "# comment $(touch x) 'open \\\n";
            case 1 -> "\n";
            case 2 -> "  " + assignment() + "\t# trailing \"comment\n";
            case 3 -> "export " + exported() + " " + exported() + "\n";
            case 4 -> assignment() + "; " + assignment() + " " + assignment() + "\n";
            case 5 -> assignment() + " && " + assignment() + "\n";
            case 6 -> assignment() + " || " + assignment() + "\n";
            case 7 -> ": \"${" + name() + ":=" + quotedText().replaceAll("[('\"]", "") + "}\"\n";
            case 8 -> name() + "+=" + value() + "\n";
            default -> assignment() + "\n";
        };
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private String assignment() {
        return name() + "=" + value();
    }

    /** Without an unquoted brace, which export expands. */
    private String exported() {
        return name() + "=\"" + quotedText() + "\"";
    }

    private String value() {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(5);
        for (int i = 0; i < pieces; i++) {
            text.append(piece());
        }
        return text.toString();
    }

    private String piece() {
        return switch (random.nextInt(9)) {
            case 0, 1 -> one(PLAIN);
            case 2 -> "'" + singleText() + "'";
            case 3, 4 -> "\"" + quotedText() + "\"";
            case 5 -> ansi();
            case 6 -> "\\" + one(List.of("a", " ", "$", "\"", "'", "\\", "`", "~", "*", "#", ";", "é"));
            case 7 -> expansion(false);
            default -> command();
        };
    }

    private String singleText() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(one(QUOTED)).append(one(List.of("$HOME", "\\", "\"", "`", "", "a")));
        }
        return text.toString();
    }

    private String quotedText() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(
                    switch (random.nextInt(6)) {
                        case 0 -> expansion(true);
                        case 1 -> one(List.of("\\\\", "\\\"", "\\$", "\\`", "\\a", "\\\n", "'", "\\'"));
                        case 2 -> command();
                        default -> one(QUOTED);
                    });
        }
        return text.toString();
    }

    private String ansi() {
        StringBuilder text = new StringBuilder("$'");
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(one(List.of(
                    "a",
                    " ",
                    "\\n",
                    "\\t",
                    "\\'",
                    "\\\"",
                    "\\\\",
                    "\\x41",
                    "\\xc3\\xa9",
                    "\\101",
                    "\\u00e9",
                    "\\U0001F600",
                    "\\cA",
                    "\\e",
                    "\\q",
                    "\"",
                    "$HOME",
                    "\\?",
                    "é",
                    "\\1",
                    "\\x",
                    "\\u")));
        }
        return text.append("'").toString();
    }

    private String expansion(boolean quoted) {
        if (depth > 2) {
            return "$HOME";
        }
        depth++;
        try {
            String name = random.nextInt(4) == 0 ? "UNSET_" + random.nextInt(3) : name();
            return switch (random.nextInt(10)) {
                case 0 -> "$HOME";
                case 1, 2 -> "${" + name + "}";
                case 3, 4 -> "${" + name + one(List.of(":-", "-", ":+", "+", ":=", "=")) + operand(quoted) + "}";
                case 5 -> "${" + name + one(List.of("#", "##", "%", "%%")) + pattern() + "}";
                case 6 ->
                    "${" + name + one(List.of("/", "//", "/#", "/%")) + pattern() + "/" + one(List.of("", "Q", "x.y"))
                            + "}";
                case 7 -> "${#" + name + "}";
                case 8 -> "${" + name + one(List.of(":1", ":0:2", ": -1", ":1:1")) + "}";
                default -> "${" + name + "}";
            };
        } finally {
            depth--;
        }
    }

    private String operand(boolean quoted) {
        return switch (random.nextInt(5)) {
            case 0 -> "";
            case 1 -> "\"" + one(List.of("a b", "x", "$HOME", "}")) + "\"";
            case 2 -> expansion(quoted);
            case 3 -> one(List.of("a b", "~", "/x", "\\}", "a\\b", "*"));
            default -> one(List.of("default", "/srv/x", "a:b", "x.example.org"));
        };
    }

    private String pattern() {
        return one(List.of("a", "*/", "/*", ".*", "*.", "?", "[a-c]", "*e", "x*", "'*'", "\"?\"", "é", "[!a]", ""));
    }

    private String command() {
        return one(List.of(
                "$(hostname)",
                "`hostname`",
                "$(hostname -f)",
                "`hostname -f`",
                "$(hostname -s)",
                "$(echo a)",
                "$(basename /srv/x.conf .conf)",
                "`dirname /srv/x/y`",
                "$(date -u +%Y)",
                "$( hostname -f 2>/dev/null )"));
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
