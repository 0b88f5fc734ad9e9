package org.pushmirror.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.core.sshkeys.PublicKey;
import org.pushmirror.core.text.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A private key to log in with. It is kept decrypted in memory, or in an agent, and shown to nobody: not in {@link
 * #toString}, messages or logs. Immutable, safe for use by several threads.
 */
public final class Identity {

    private static final Logger LOG = LoggerFactory.getLogger(Identity.class);

    private final Signer signer;
    private final PublicKey publicKey;

    private Identity(Signer signer, PublicKey publicKey) {
        this.signer = signer;
        this.publicKey = publicKey;
    }

    Identity(KeyPair keyPair, PublicKey publicKey) {
        this(keyPair::getSignature, publicKey);
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

    /**
     * Reads a private key, or finds it in an ssh agent if it has a passphrase and its public half stands beside it, in the file
     * with {@code .pub} at the end of its name.
     *
     * @param file a private key as ssh-keygen writes it
     * @param agent the socket of an agent; empty for none
     * @return the key
     * @throws org.pushmirror.core.text.FileException if a file cannot be read
     * @throws SshKeyException if it holds no private key, or one with a passphrase that no agent has
     */
    public static Identity read(Path file, Optional<Path> agent) {
        Path publicFile = file.resolveSibling(file.getFileName() + ".pub");
        if (agent.isPresent() && Files.isRegularFile(publicFile) && isEncrypted(file)) {
            String line = new String(AtomicFile.read(publicFile), StandardCharsets.UTF_8).strip();
            try {
                return inAgent(agent.get(), PublicKey.parse(line));
            } catch (IllegalArgumentException e) {
                throw new SshKeyException(publicFile + " holds no public key: " + e.getMessage(), e);
            }
        }
        return read(file);
    }

    private static boolean isEncrypted(Path file) {
        byte[] content = AtomicFile.read(file);
        try {
            return KeyPair.load(new JSch(), content, null).isEncrypted();
        } catch (JSchException | RuntimeException e) {
            return false;
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    /**
     * A key that an ssh agent keeps. Only this one is offered, whatever else the agent has.
     *
     * @param socket the socket of the agent, which {@code SSH_AUTH_SOCK} names
     * @param publicKey the public half of the key
     * @return the key
     * @throws SshKeyException if the agent cannot be asked, or has no such key
     */
    public static Identity inAgent(Path socket, PublicKey publicKey) {
        AgentClient agent = new AgentClient(socket);
        byte[] blob = publicKey.blob();
        try {
            if (agent.keys().stream().noneMatch(key -> Arrays.equals(key, blob))) {
                throw new SshKeyException(
                        "The ssh agent at " + socket + " does not have the key " + publicKey.fingerprint()
                                + "; add it with ssh-add.",
                        null);
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new SshKeyException(
                    "The ssh agent at " + socket + " cannot be asked (" + e.getMessage()
                            + "); check that it runs and SSH_AUTH_SOCK names its socket.",
                    e);
        }
        return new Identity((data, algorithm) -> signInAgent(agent, blob, data, algorithm), publicKey);
    }

    private static byte @Nullable [] signInAgent(AgentClient agent, byte[] blob, byte[] data, String algorithm) {
        try {
            return agent.sign(blob, data, algorithm);
        } catch (IOException e) {
            LOG.warn("The ssh agent did not sign: {}.", e.getMessage());
            return null;
        }
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
        return new SingleIdentity(signer, publicKey);
    }

    /** Type and fingerprint; nothing secret. */
    @Override
    public String toString() {
        return publicKey.type() + " " + publicKey.fingerprint();
    }
}
