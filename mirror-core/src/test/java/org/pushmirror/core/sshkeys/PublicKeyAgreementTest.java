package org.pushmirror.core.sshkeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.oracle.RandomCases;
import org.pushmirror.core.oracle.RealProgram;

/** ssh-keygen takes the same lines for keys, and sees the same bits and fingerprints in them. */
class PublicKeyAgreementTest {

    private static final int LINES = 40;
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    @TempDir
    static Path keys;

    @TempDir
    Path folder;

    private static final List<PublicKey> KEYS = new ArrayList<>();

    @BeforeAll
    static void makeKeys() throws Exception {
        KEYS.add(KeyPairs.make(keys, "a", "ed25519"));
        KEYS.add(KeyPairs.make(keys, "b", "rsa", "-b", "2048"));
        KEYS.add(KeyPairs.make(keys, "c", "ecdsa", "-b", "256"));
        KEYS.add(KeyPairs.make(keys, "d", "ecdsa", "-b", "384"));
        KEYS.add(KeyPairs.make(keys, "e", "ecdsa", "-b", "521"));
    }

    @Test
    void sshKeygenTakesTheSameLinesForTheSameKeys() {
        RandomCases.check(5, random -> {
            List<String> lines = new ArrayList<>();
            List<String> ours = new ArrayList<>();
            for (int i = 0; i < LINES; i++) {
                String line = damaged(random, KEYS.get(random.nextInt(KEYS.size())));
                lines.add(line);
                try {
                    PublicKey key = PublicKey.parse(line);
                    ours.add(key.bits() + " " + key.fingerprint());
                } catch (IllegalArgumentException noKey) {
                    // ssh-keygen passes it over, too.
                }
            }
            Path file = Files.writeString(folder.resolve("lines"), String.join("\n", lines) + "\n");

            List<String> theirs = RealProgram.run(folder, "ssh-keygen", "-lf", file.toString())
                    .text()
                    .lines()
                    .map(listed -> listed.split(" ", 3))
                    .map(words -> words[0] + " " + words[1])
                    .toList();
            assertThat(ours).as(() -> String.join("\n", lines)).isEqualTo(theirs);
        });
    }

    private static String damaged(RandomGenerator random, PublicKey key) {
        StringBuilder line = new StringBuilder(key.withComment("c").toString());
        int blob = line.indexOf(" ") + 1;
        int at = blob + random.nextInt(line.length() - blob - 2);
        char digit = DIGITS.charAt(random.nextInt(DIGITS.length()));
        switch (random.nextInt(7)) {
            case 0 -> line.setCharAt(at, digit);
            case 1 -> line.deleteCharAt(at);
            case 2 -> line.insert(at, digit);
            case 3 -> line.insert(line.length() - 2, "=");
            case 4 -> line.setCharAt(line.length() - 3, digit);
            case 5 -> line.setCharAt(blob + random.nextInt(24), digit);
            default -> {
                // as it is
            }
        }
        return line.toString();
    }
}
