package org.pushmirror.core.sshkeys;

import static org.pushmirror.core.oracle.RandomCases.one;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.pushmirror.core.oracle.RandomCases;
import org.pushmirror.core.text.EscapedUtf8;

/** Random authorized_keys lines: mostly what people write, spiced with what they get wrong. Commands only print the environment. */
final class RandomKeyLines {

    private static final String[] FLAGS = {
        "restrict",
        "RESTRICT",
        "pty",
        "no-pty",
        "No-Pty",
        "port-forwarding",
        "no-port-forwarding",
        "agent-forwarding",
        "no-agent-forwarding",
        "X11-forwarding",
        "no-X11-forwarding",
        "x11-FORWARDING",
        "user-rc",
        "no-user-rc",
        "touch-required",
        "no-touch-required",
        "verify-required",
        "no-verify-required"
    };
    private static final String[] BROKEN = {
        "no-restrict",
        "no-cert-authority",
        "restricted",
        "restrict=\"x\"",
        "pty;",
        "command",
        "command=x",
        "command='x'",
        "command=\"env",
        "from=\"",
        "bogus",
        "bogus=\"1\"",
        "no-command=\"env\"",
        "command=\"env\"x",
        "\"",
        "\\\"",
        "restrict pty",
        "restrict ,pty",
        "command = \"env\"",
        "pty=\"\"",
        "=",
        "=\"\"",
        "no-",
        "nopty",
        "no-no-pty",
        "zos-key-ring-label=\"x\"",
        "\uFEFFrestrict",
        "restrict\u000B",
        "principals=\"root\"",
        "cert-authority"
    };
    private static final String[] SOURCES = {
        "127.0.0.1",
        "127.0.0.1/32",
        "127.0.0.0/8",
        "127.0.0.1/8",
        "127.1",
        "0x7f.0.0.1",
        "0177.1",
        "2130706433",
        "127.*",
        "127.0.0.?",
        "*",
        "!127.0.0.1",
        "!*",
        "!192.0.2.1",
        "192.0.2.1",
        "192.0.2.0/24",
        "192.0.2.1/24",
        "192.0.2.0/33",
        "192.0.2.0/129",
        "192.0.2.0/ 24",
        "192.0.2.0/+24",
        "127.0.0.0/-1",
        "::1",
        "::/0",
        "::ffff:127.0.0.1",
        "[::1]",
        "127.0.0.1:22",
        " 127.0.0.1",
        "127.0.0.1 ",
        "",
        "!",
        "localhost",
        "LOCAL*",
        "2001:db8::/32",
        "2001:db8::1/32",
        "2001:DB8::*",
        "1.2.3.4.5",
        "127.0.0.1/",
        "127.0.0.1/x",
        "/8",
        "fe80::1%lo",
        "256.1.1.1",
        "127.0.0.01",
        "\\\"",
        "127.0.0.1%lo"
    };
    private static final String[] TIMES = {
        "20300101",
        "20300101Z",
        "203001010000",
        "20300101000000",
        "20300101000000Z",
        "20300101000000utc",
        "20300230",
        "20200101",
        "20200101Z",
        "19700101Z",
        "197001010000Z",
        "19700101000001Z",
        "19691231Z",
        "2030",
        "2030010100",
        "20301301",
        "20300001",
        "20300100",
        "20300132",
        "203001012400",
        "203001012360",
        "20300101236061",
        "20300101235960",
        "2030 1 1",
        "2030-1-1",
        "",
        "Z",
        "UTC",
        "20300101X",
        "20300101 Z",
        "99991231235959Z",
        "00000101",
        "20300101Zz"
    };
    private static final String[] VARIABLES = {
        "PMA=1",
        "PMA=2",
        "pma=x y",
        "PM_1=a,b#c",
        "9PM=\\\"q\\\"",
        "PMA",
        "PMA-B=1",
        "=1",
        "PMA=",
        "PM_1==",
        "PMA =1",
        "PM\u00E9=1",
        "PMA=\u00E9\u00FC",
        "PMA=\\\\x"
    };
    private static final String[] PLACES = {
        "localhost:80",
        "localhost:ssh",
        "localhost/80",
        "[::1]:80",
        "[::1]/80",
        "::1:80",
        "localhost:0",
        "localhost:65535",
        "localhost:65536",
        "localhost:*",
        "*:*",
        "*:80",
        "8080",
        "*",
        "localhost",
        ":80",
        "",
        "localhost: 80",
        "localhost:080",
        "localhost:+80",
        "localhost:-1",
        "localhost:nosuchservice",
        "[localhost:80",
        "[::1]80",
        "ssh",
        "localhost:80:90",
        "[]:1"
    };
    private static final String[] TUNNELS = {
        "any", "ANY", "0", "1", "+1", " 1", "00", "0:1", "tun0", "", "-1", "2147483645", "2147483646", "1 "
    };

    private final RandomGenerator random;
    private final List<PublicKey> keys;

    RandomKeyLines(RandomGenerator random, List<PublicKey> keys) {
        this.random = random;
        this.keys = keys;
    }

    byte[] file() {
        StringBuilder text = new StringBuilder();
        int lines = 1 + random.nextInt(8);
        for (int i = 0; i < lines; i++) {
            text.append(line()).append(random.nextInt(8) == 0 ? "\r\n" : "\n");
        }
        boolean cut = random.nextInt(4) == 0;
        return EscapedUtf8.encode(cut ? text.substring(0, text.length() - 1) : text);
    }

    private String line() {
        int kind = random.nextInt(20);
        if (kind == 0) {
            return one(
                    random,
                    "",
                    " \t",
                    "# comment",
                    "  # " + key(),
                    "\r",
                    "\0" + key(),
                    "x\0 " + key(),
                    "\uFEFF" + key());
        }
        if (kind == 1) {
            return EscapedUtf8.decode(RandomCases.bytes(random, 60, "ssh-ed25519 AAAA restrict,command=\"env\\\" \t"));
        }
        if (kind == 2) {
            PublicKey key = keys.get(random.nextInt(keys.size()));
            AuthorizedKey line =
                    AuthorizedKey.trigger(key, "env #x", one(random, "127.0.0.1", "192.0.2.1", "127.0.0.0/8"));
            return one(
                    random,
                    line.toString(),
                    key.toString(),
                    line.without(KeyOptionName.RESTRICT).toString(),
                    "no-pty " + key);
        }
        String blanks = one(random, "", "", "", " ", "\t ", "  ");
        String options = kind < 6 ? "" : options() + one(random, " ", " ", "\t", "  ", " \t");
        return blanks + options + key();
    }

    private String key() {
        PublicKey key = keys.get(random.nextInt(keys.size()));
        String word = key.type();
        if (word.equals("ssh-rsa")) {
            word = one(random, "ssh-rsa", "ssh-rsa", "rsa-sha2-256", "rsa-sha2-512");
        }
        String[] parts = key.withComment("").toString().split(" ");
        String text = parts[1];
        switch (random.nextInt(30)) {
            case 0 -> text = text.substring(0, text.length() - 1);
            case 1 -> text = text + "=";
            case 2 -> word = word.toUpperCase(java.util.Locale.ROOT);
            case 3 ->
                text = text.substring(0, 20) + one(random, "\r", "\f", "\u000B", "!", "\u00E9") + text.substring(20);
            case 4 -> word = "ssh-dss";
            default -> {
                // as it should be
            }
        }
        String gap = one(random, " ", " ", " ", "\t", "  ");
        String comment = one(
                random,
                "",
                " a comment",
                " \"quoted\" #x",
                " no-pty",
                "\ttab",
                " \u00E9\u00FC",
                " c\0nul",
                " restrict " + key);
        return word + gap + text + comment;
    }

    private String options() {
        List<String> options = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            options.add(option());
        }
        String separated = String.join(one(random, ",", ",", ",", ",", ",,"), options);
        return one(random, "", "", "", "", "", ",") + separated + one(random, "", "", "", "", "", ",");
    }

    private String option() {
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> one(random, FLAGS);
            case 5, 6, 7 -> one(random, "command", "command", "Command", "COMMAND") + "=\"env #" + commandText() + "\"";
            case 8, 9 -> "from=\"" + sources() + "\"";
            case 10 -> "expiry-time=\"" + one(random, TIMES) + "\"";
            case 11, 12 -> "environment=\"" + one(random, VARIABLES) + "\"";
            case 13 -> one(random, "permitopen", "permitlisten", "PermitOpen") + "=\"" + one(random, PLACES) + "\"";
            case 14 -> random.nextBoolean() ? "tunnel=\"" + one(random, TUNNELS) + "\"" : "principals=\"a\"";
            default -> random.nextInt(3) == 0 ? one(random, BROKEN) : one(random, FLAGS);
        };
    }

    private String commandText() {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(6);
        for (int i = 0; i < pieces; i++) {
            text.append(one(
                    random, "a", " ", ",", "#", "=", "\\\"", "\\", "\\\\", "'", "\t", "\u00E9", "$x", "no-pty", "\\n"));
        }
        // A backslash at the end would take the closing quote with it, which is a case of its own.
        return text.toString().endsWith("\\") && random.nextInt(5) > 0 ? text + "." : text.toString();
    }

    private String sources() {
        int count = 1 + random.nextInt(3);
        List<String> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(random.nextInt(3) == 0 ? "127.0.0.1" : one(random, SOURCES));
        }
        return String.join(",", items);
    }
}
