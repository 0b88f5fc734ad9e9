package org.pushmirror.core.sshkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushmirror.core.oracle.RandomCases;
import org.pushmirror.core.oracle.RealProgram;

class PublicKeyTest {

    private static final String ED25519 =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJv0pFjVQkFvqQ4Yk7yKX5TnB3lJ5pJ0hQyZ6oXkqJrS";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa -b 256", "ecdsa -b 384", "ecdsa -b 521", "rsa -b 2048", "rsa -b 1024"})
    void itAgreesWithSshKeygen(String typeAndBits) throws Exception {
        Path file = KeyPairs.makeFile(folder, "k", typeAndBits.split(" "));
        PublicKey key = PublicKey.parse(Files.readString(file));

        String listed =
                RealProgram.run(folder, "ssh-keygen", "-lf", file.toString()).text();

        String family = typeAndBits.split(" ")[0].toUpperCase(Locale.ROOT);
        assertThat(listed)
                .isEqualTo(key.bits() + " " + key.fingerprint() + " " + key.comment() + " (" + family + ")\n");
        assertThat(key + "\n").isEqualTo(Files.readString(file));
    }

    @Test
    void itsBlobMakesTheSameKey() {
        PublicKey key = PublicKey.parse(ED25519 + " push@hub");

        assertThat(PublicKey.of(key.blob(), "other")).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(key.type()).isEqualTo("ssh-ed25519");
        assertThat(key.withComment("")).hasToString(ED25519);
    }

    @Test
    void aTypeThatDisagreesWithTheBlobIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublicKey.parse(ED25519.replace("ssh-ed25519", "ssh-rsa")))
                .withMessage("The key says that it is of type ssh-rsa, and is of type ssh-ed25519.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ssh-ed25519", "ssh-ed25519 !", "ssh-ed25519 AAAA", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5"})
    void whatIsNoKeyIsRefused(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> PublicKey.parse(line));
    }

    @Test
    void aCommentCannotBeginAnotherLine() {
        byte[] blob = PublicKey.parse(ED25519).blob();

        assertThatIllegalArgumentException().isThrownBy(() -> PublicKey.of(blob, "a\nssh-rsa AAAA"));
        assertThatIllegalArgumentException().isThrownBy(() -> PublicKey.of(blob, "a\0b"));
    }

    @Test
    void bytesAfterTheEndOfABlobAreRefused() {
        byte[] blob = PublicKey.parse(ED25519).blob();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublicKey.of(Arrays.copyOf(blob, blob.length + 1), ""))
                .withMessage("The ssh-ed25519 key has bytes after its end.");
    }

    @Test
    void aDamagedBlobIsAKeyOrRefusedAndNothingElse() {
        byte[] good = PublicKey.parse(ED25519).blob();
        RandomCases.check(500, random -> {
            byte[] blob = good.clone();
            blob[random.nextInt(20)] = (byte) random.nextInt(256);
            String line = "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob);
            try {
                assertThat(PublicKey.parse(line)).hasToString(line);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageEndingWith(".");
            }
        });
    }
}
