package org.pushmirror.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.core.sshkeys.PublicKey;
import org.pushmirror.core.text.AtomicFile;

/**
 * A new key pair to trigger mirrors with, in the file format of OpenSSH. Immutable.
 */
public final class SshKeyPair {

    private final KeyPair keyPair;
    private final PublicKey publicKey;

    private SshKeyPair(KeyPair keyPair, PublicKey publicKey) {
        this.keyPair = keyPair;
        this.publicKey = publicKey;
    }

    /**
     * Makes an ed25519 key pair.
     *
     * @param comment a note for people, one line; may be empty
     * @return the key pair, not yet on disk
     * @throws IllegalArgumentException if the comment has a line break
     * @throws SshKeyException if this Java cannot make such keys
     */
    public static SshKeyPair generate(String comment) {
        return generate(SshKeyType.ED25519, comment);
    }

    /**
     * Makes a key pair.
     *
     * @param type what kind
     * @param comment a note for people, one line; may be empty
     * @return the key pair, not yet on disk
     * @throws IllegalArgumentException if the comment has a line break
     * @throws SshKeyException if this Java cannot make such keys
     */
    public static SshKeyPair generate(SshKeyType type, String comment) {
        try {
            KeyPair keyPair = KeyPair.genKeyPair(new JSch(), type.jschType(), type.bits());
            PublicKey publicKey = PublicKey.of(keyPair.getPublicKeyBlob(), comment);
            keyPair.setPublicKeyComment(comment);
            return new SshKeyPair(keyPair, publicKey);
        } catch (JSchException e) {
            throw new SshKeyException("This Java cannot make an " + type.word() + " key: " + e.getMessage() + ".", e);
        }
    }

    /**
     * The public half, with the comment.
     *
     * @return the key to put into authorized_keys
     */
    public PublicKey publicKey() {
        return publicKey;
    }

    /**
     * The private half, to log in with.
     *
     * @return the identity
     */
    public Identity identity() {
        return new Identity(keyPair, publicKey);
    }

    /**
     * Writes both halves: the private one to the file, readable by its owner only from its first byte, and the public
     * one beside it, with {@code .pub} at the end of its name. Nothing is ever overwritten.
     *
     * @param file where the private key goes
     * @throws SshKeyException if there is a file at one of the two places
     * @throws org.pushmirror.core.text.FileException if a file cannot be written
     */
    public void write(Path file) {
        write(file, null);
    }

    /**
     * Writes both halves as {@link #write(Path)} does, the private one encrypted with a passphrase.
     *
     * @param file where the private key goes
     * @param passphrase what opens it; null for no passphrase
     * @throws SshKeyException if there is a file at one of the two places
     * @throws org.pushmirror.core.text.FileException if a file cannot be written
     */
    public void write(Path file, @Nullable Password passphrase) {
        Path publicFile = file.resolveSibling(file.getFileName() + ".pub");
        for (Path place : new Path[] {file, publicFile}) {
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                throw new SshKeyException(
                        place + " exists already, and a key is never overwritten; move it away or choose another name.",
                        null);
            }
        }
        byte[] secret = privateKey(passphrase);
        try {
            AtomicFile.createPrivate(file, secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
        AtomicFile.replace(publicFile, (publicKey + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private byte[] privateKey(@Nullable Password passphrase) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] secret = passphrase == null ? null : passphrase.bytes();
        try {
            keyPair.writeOpenSSHv1PrivateKey(bytes, secret);
        } catch (JSchException e) {
            throw new SshKeyException("The private key cannot be put into the format of OpenSSH.", e);
        } finally {
            if (secret != null) {
                Arrays.fill(secret, (byte) 0);
            }
        }
        return bytes.toByteArray();
    }

    /** Type and fingerprint; nothing secret. */
    @Override
    public String toString() {
        return publicKey.type() + " " + publicKey.fingerprint();
    }
}
