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
import org.pushmirror.core.sshkeys.PublicKey;
import org.pushmirror.core.text.AtomicFile;

/**
 * A new key pair to trigger mirrors with: ed25519, without a passphrase, in the file format of OpenSSH. Immutable.
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
        try {
            KeyPair keyPair = KeyPair.genKeyPair(new JSch(), KeyPair.ED25519);
            PublicKey publicKey = PublicKey.of(keyPair.getPublicKeyBlob(), comment);
            keyPair.setPublicKeyComment(comment);
            return new SshKeyPair(keyPair, publicKey);
        } catch (JSchException e) {
            throw new SshKeyException("This Java cannot make an ed25519 key: " + e.getMessage() + ".", e);
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
        Path publicFile = file.resolveSibling(file.getFileName() + ".pub");
        for (Path place : new Path[] {file, publicFile}) {
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                throw new SshKeyException(
                        place + " exists already, and a key is never overwritten; move it away or choose another name.",
                        null);
            }
        }
        byte[] secret = privateKey();
        try {
            AtomicFile.createPrivate(file, secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
        AtomicFile.replace(publicFile, (publicKey + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private byte[] privateKey() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            keyPair.writeOpenSSHv1PrivateKey(bytes, null);
        } catch (JSchException e) {
            throw new SshKeyException("The private key cannot be put into the format of OpenSSH.", e);
        }
        return bytes.toByteArray();
    }

    /** Type and fingerprint; nothing secret. */
    @Override
    public String toString() {
        return publicKey.type() + " " + publicKey.fingerprint();
    }
}
