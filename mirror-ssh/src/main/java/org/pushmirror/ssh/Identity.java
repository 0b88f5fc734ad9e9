package org.pushmirror.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.core.sshkeys.PublicKey;
import org.pushmirror.core.text.AtomicFile;

/**
 * A private key to log in with. It is kept decrypted in memory and shown to nobody: not in {@link #toString}, messages
 * or logs. Immutable, safe for use by several threads.
 */
public final class Identity {

    private final KeyPair keyPair;
    private final PublicKey publicKey;

    Identity(KeyPair keyPair, PublicKey publicKey) {
        this.keyPair = keyPair;
        this.publicKey = publicKey;
    }

    /**
     * Reads a private key without a passphrase.
     *
     * @param file a private key as ssh-keygen writes it
     * @return the key
     * @throws org.pushmirror.core.text.FileException if the file cannot be read
     * @throws SshKeyException if it holds no private key, or one with a passphrase
     */
    public static Identity read(Path file) {
        return read(file, AtomicFile.read(file), null);
    }

    /**
     * Reads a private key with a passphrase. A passphrase that the key does not need is ignored.
     *
     * @param file a private key as ssh-keygen writes it
     * @param passphrase what it was encrypted with
     * @return the key
     * @throws org.pushmirror.core.text.FileException if the file cannot be read
     * @throws SshKeyException if it holds no private key, or the passphrase does not open it
     */
    public static Identity read(Path file, Password passphrase) {
        return read(file, AtomicFile.read(file), passphrase);
    }

    private static Identity read(Path file, byte[] content, @Nullable Password passphrase) {
        try {
            if (!new String(content, StandardCharsets.ISO_8859_1).contains("PRIVATE KEY")) {
                throw notAKey(file, null);
            }
            KeyPair keyPair = KeyPair.load(new JSch(), content, null);
            if (keyPair.isEncrypted()) {
                decrypt(file, keyPair, passphrase);
            }
            byte[] blob = keyPair.getPublicKeyBlob();
            if (blob == null) {
                throw notAKey(file, null);
            }
            String comment = keyPair.getPublicKeyComment();
            return new Identity(keyPair, PublicKey.of(blob, comment == null ? "" : comment));
        } catch (JSchException | RuntimeException e) {
            throw e instanceof SshKeyException known ? known : notAKey(file, e);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static void decrypt(Path file, KeyPair keyPair, @Nullable Password passphrase) {
        if (passphrase == null) {
            throw new SshKeyException(
                    "The private key " + file + " needs a passphrase; give it, or use a key without one.", null);
        }
        byte[] secret = passphrase.bytes();
        try {
            if (!keyPair.decrypt(secret)) {
                throw new SshKeyException("The passphrase does not open the private key " + file + ".", null);
            }
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static SshKeyException notAKey(Path file, @Nullable Exception cause) {
        return new SshKeyException(
                file + " holds no private key that can be read; name a file as ssh-keygen writes it,"
                        + " not the .pub beside it.",
                cause);
    }

    /**
     * The public half.
     *
     * @return the key to put into authorized_keys
     */
    public PublicKey publicKey() {
        return publicKey;
    }

    /** The one key of a session, for JSch. */
    com.jcraft.jsch.IdentityRepository repository() {
        return new SingleIdentity(keyPair, publicKey.fingerprint());
    }

    /** Type and fingerprint; nothing secret. */
    @Override
    public String toString() {
        return publicKey.type() + " " + publicKey.fingerprint();
    }
}
