package org.pushmirror.core.sshkeys;

import static org.pushmirror.core.oracle.RandomCases.one;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.pushmirror.core.text.EscapedUtf8;

/** Random known_hosts files about the host 127.0.0.1, its port, and some others. */
final class RandomKnownHosts {

    private final RandomGenerator random;
    private final int port;
    private final List<PublicKey> keys;

    RandomKnownHosts(RandomGenerator random, int port, List<PublicKey> keys) {
        this.random = random;
        this.port = port;
        this.keys = keys;
    }

    byte[] file() {
        StringBuilder text = new StringBuilder();
        int lines = 1 + random.nextInt(4);
        for (int i = 0; i < lines; i++) {
            String line = line();
            // A blank line with a CR is an invalid one to ssh-keygen, and a blank one here.
            text.append(line).append(!line.isBlank() && random.nextInt(8) == 0 ? "\r\n" : "\n");
        }
        boolean cut = random.nextInt(4) == 0;
        return EscapedUtf8.encode(cut ? text.substring(0, text.length() - 1) : text);
    }

    private String line() {
        if (random.nextInt(12) == 0) {
            return one(
                    random,
                    "",
                    "# x",
                    " \t",
                    "127.0.0.1",
                    "127.0.0.1 ssh-ed25519",
                    "@revoked",
                    "127.0.0.1 # " + key(),
                    "127.0.0.1 1024 35 1");
        }
        String marker = one(
                random,
                "",
                "",
                "",
                "",
                "@revoked ",
                "@revoked  ",
                "@cert-authority ",
                "@revoked\t",
                "@REVOKED ",
                "@odd ",
                "@revoked @revoked ");
        String gap = one(random, " ", " ", " ", "\t", "  ");
        String blanks = one(random, "", "", "", " ", "\t");
        return blanks + marker + hosts() + gap + key();
    }

    private String key() {
        PublicKey key = keys.get(random.nextInt(keys.size()));
        String text = key.withComment(one(random, "", "", "a comment", "#")).toString();
        return switch (random.nextInt(16)) {
            case 0 -> text.replace("AAAA", "AAAB");
            case 1 -> text.replaceFirst(" ", "\t");
            case 2 -> text.substring(0, 30);
            case 3 -> text.replaceFirst("^\\S+", "ED25519");
            default -> text;
        };
    }

    private String hosts() {
        if (random.nextInt(4) == 0) {
            return hashed(one(random, "127.0.0.1", bracketed(), "mirror.example.org", "Mirror.example.org"));
        }
        List<String> items = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            items.add(one(
                    random,
                    "127.0.0.1",
                    "127.0.0.1",
                    bracketed(),
                    bracketed(),
                    "127.*",
                    "*",
                    "[127.*]:" + port,
                    "[127.0.0.1]:22",
                    "!127.0.0.1",
                    "!" + bracketed(),
                    "mirror.example.org",
                    "MIRROR.example.org",
                    "*.example.org",
                    "!*.example.org",
                    "",
                    "?",
                    "127.0.0.?",
                    "[*]:*",
                    "127.0.0.0/8",
                    "::1"));
        }
        return String.join(",", items);
    }

    private String bracketed() {
        return "[127.0.0.1]:" + port;
    }

    private String hashed(String name) {
        byte[] salt = new byte[20];
        random.nextBytes(salt);
        String field = HostPatterns.Hashed.field(salt, name);
        return switch (random.nextInt(12)) {
            case 0 -> field + ",127.0.0.1";
            case 1 -> field.substring(0, field.length() - 1);
            case 2 -> field.replaceFirst("\\|1\\|", "|2|");
            case 3 -> field.substring(0, 10);
            case 4 -> field.replaceFirst("=", "");
            default -> field;
        };
    }
}
