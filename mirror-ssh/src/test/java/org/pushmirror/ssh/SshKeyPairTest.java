package org.pushmirror.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.core.text.FileException;

class SshKeyPairTest {

    @TempDir
    Path folder;

    @Test
    void sshKeygenReadsThePrivateHalfBack() throws Exception {
        Path file = folder.resolve("push");
        SshKeyPair pair = SshKeyPair.generate("push@hub.example.org");

        pair.write(file);

        String derived = Programs.run("ssh-keygen", "-y", "-f", file.toString()).strip();
        assertThat(derived)
                .startsWith(pair.publicKey().withComment("").toString().strip());
    }

    @ParameterizedTest
    @CsvSource({"ED25519, 256, ED25519", "ECDSA, 256, ECDSA", "RSA, 3072, RSA"})
    void everyTypeIsReadBackBySshKeygenAndByUs(SshKeyType type, int bits, String shown) throws Exception {
        Path file = folder.resolve("push");
        SshKeyPair pair = SshKeyPair.generate(type, "push");

        pair.write(file);

        assertThat(Programs.run("ssh-keygen", "-lf", file.toString()).strip())
                .isEqualTo(bits + " " + pair.publicKey().fingerprint() + " push (" + shown + ")");
        assertThat(Identity.read(file).publicKey()).isEqualTo(pair.publicKey());
    }

    @Test
    void aPassphraseOpensTheKeyForSshKeygenAndForUs() throws Exception {
        Path file = folder.resolve("push");
        SshKeyPair pair = SshKeyPair.generate("push");

        pair.write(file, Password.of("open sesame"));

        assertThat(Programs.run("ssh-keygen", "-y", "-P", "open sesame", "-f", file.toString()))
                .startsWith(pair.publicKey().withComment("").toString().strip());
        assertThat(Identity.read(file, Password.of("open sesame")).publicKey()).isEqualTo(pair.publicKey());
        assertThatThrownBy(() -> Identity.read(file)).hasMessageContaining("needs a passphrase");
    }

    @Test
    void sshKeygenReadsThePublicHalfBackWithItsComment() throws Exception {
        Path file = folder.resolve("push");
        SshKeyPair pair = SshKeyPair.generate("push@hub.example.org 2026");

        pair.write(file);

        assertThat(Programs.run("ssh-keygen", "-lf", file + ".pub").strip())
                .isEqualTo("256 " + pair.publicKey().fingerprint() + " push@hub.example.org 2026 (ED25519)");
    }

    @Test
    void thePrivateFileIsForItsOwnerOnlyAndThePublicOneForAll() {
        Path file = folder.resolve("push");

        SshKeyPair.generate("").write(file);

        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("push.pub"))).contains("r--");
    }

    @Test
    void aFileThatIsThereIsNotOverwritten() throws Exception {
        Path file = Files.writeString(folder.resolve("push"), "precious");

        assertThatThrownBy(() -> SshKeyPair.generate("").write(file))
                .isInstanceOf(SshKeyException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("exists already");
        assertThat(file).hasContent("precious");
        assertThat(folder.resolve("push.pub")).doesNotExist();
    }

    @Test
    void aPublicFileThatIsThereIsNotOverwritten() throws Exception {
        Path publicFile = Files.writeString(folder.resolve("push.pub"), "precious");

        assertThatThrownBy(() -> SshKeyPair.generate("").write(folder.resolve("push")))
                .isInstanceOf(SshKeyException.class);
        assertThat(publicFile).hasContent("precious");
        assertThat(folder.resolve("push")).doesNotExist();
    }

    @Test
    void aCommentWithALineBreakIsRefused() {
        assertThatThrownBy(() -> SshKeyPair.generate("a\nb")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anIdentityReadsWhatWasWritten() {
        Path file = folder.resolve("push");
        SshKeyPair pair = SshKeyPair.generate("push@hub.example.org");
        pair.write(file);

        Identity identity = Identity.read(file);

        assertThat(identity.publicKey().fingerprint())
                .isEqualTo(pair.publicKey().fingerprint());
        assertThat(identity).hasToString("ssh-ed25519 " + pair.publicKey().fingerprint());
    }

    @Test
    void anEncryptedKeyOpensWithItsPassphraseOnly() throws Exception {
        Path file = folder.resolve("locked");
        Programs.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "open sesame", "-f", file.toString());

        assertThat(Identity.read(file, Password.of("open sesame")).publicKey().type())
                .isEqualTo("ssh-ed25519");
        assertThatThrownBy(() -> Identity.read(file, Password.of("wrong")))
                .isInstanceOf(SshKeyException.class)
                .hasMessage("The passphrase does not open the private key " + file + ".");
        assertThatThrownBy(() -> Identity.read(file))
                .isInstanceOf(SshKeyException.class)
                .hasMessageContaining("needs a passphrase");
    }

    @Test
    void keysOfOtherTypesAreReadToo() throws Exception {
        for (String type : new String[] {"rsa", "ecdsa"}) {
            Path file = folder.resolve(type);
            Programs.run("ssh-keygen", "-q", "-t", type, "-N", "", "-f", file.toString());

            assertThat(Programs.run("ssh-keygen", "-lf", file.toString()))
                    .contains(Identity.read(file).publicKey().fingerprint());
        }
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        Path file = folder.resolve("nothing");

        assertThatThrownBy(() -> Identity.read(file))
                .isInstanceOf(FileException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aPublicKeyOrAnyTextIsNoIdentity() throws Exception {
        Path pair = folder.resolve("push");
        SshKeyPair.generate("").write(pair);
        Path text = Files.writeString(
                folder.resolve("text"),
                "-----BEGIN OPENSSH PRIVATE KEY-----\nbm90IGEga2V5\n-----END OPENSSH PRIVATE KEY-----\n");

        for (Path file : new Path[] {folder.resolve("push.pub"), text}) {
            assertThatThrownBy(() -> Identity.read(file))
                    .isInstanceOf(SshKeyException.class)
                    .hasMessageContaining(file + " holds no private key");
        }
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
