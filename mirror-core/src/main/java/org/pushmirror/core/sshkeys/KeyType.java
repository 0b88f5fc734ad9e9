package org.pushmirror.core.sshkeys;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The types of public keys that OpenSSH knows or knew. */
public enum KeyType {
    /** Ed25519. */
    ED25519("ssh-ed25519", "ED25519"),
    /** ECDSA on the curve nistp256. */
    ECDSA_NISTP256("ecdsa-sha2-nistp256", "ECDSA"),
    /** ECDSA on the curve nistp384. */
    ECDSA_NISTP384("ecdsa-sha2-nistp384", "ECDSA"),
    /** ECDSA on the curve nistp521. */
    ECDSA_NISTP521("ecdsa-sha2-nistp521", "ECDSA"),
    /** RSA from 1024 to 16384 bits. */
    RSA("ssh-rsa", "RSA"),
    /** DSA; unknown to OpenSSH 10.0 and later. */
    DSA("ssh-dss", "DSA", null, new OpenSshVersion(10, 0)),
    /** Ed25519 on a security key; OpenSSH 8.2 and later. */
    SK_ED25519("sk-ssh-ed25519@openssh.com", "ED25519-SK", new OpenSshVersion(8, 2), null),
    /** ECDSA on a security key; OpenSSH 8.2 and later. */
    SK_ECDSA("sk-ecdsa-sha2-nistp256@openssh.com", "ECDSA-SK", new OpenSshVersion(8, 2), null),
    /** ML-DSA-44 and Ed25519 together; OpenSSH 10.4 and later. */
    MLDSA44_ED25519("ssh-mldsa44-ed25519@openssh.com", "MLDSA44-ED25519", new OpenSshVersion(10, 4), null);

    private static final String CERTIFICATE = "-cert-v01@openssh.com";

    private final String word;
    private final String family;
    private final @Nullable OpenSshVersion since;
    private final @Nullable OpenSshVersion removed;

    KeyType(String word, String family) {
        this(word, family, null, null);
    }

    KeyType(String word, String family, @Nullable OpenSshVersion since, @Nullable OpenSshVersion removed) {
        this.word = word;
        this.family = family;
        this.since = since;
        this.removed = removed;
    }

    /**
     * The word in files.
     *
     * @return for example {@code ssh-ed25519}
     */
    public String word() {
        return word;
    }

    /**
     * The word in files for a certificate of such a key.
     *
     * @return for example {@code ssh-ed25519-cert-v01@openssh.com}
     */
    public String certificateWord() {
        int at = word.indexOf('@');
        return (at < 0 ? word : word.substring(0, at)) + CERTIFICATE;
    }

    /**
     * The name that {@code ssh-keygen -l} prints.
     *
     * @return for example {@code ED25519}
     */
    public String family() {
        return family;
    }

    /**
     * The first release that reads such keys.
     *
     * @return the release; empty if every release in use does
     */
    public Optional<OpenSshVersion> since() {
        return Optional.ofNullable(since);
    }

    /**
     * The first release that no longer reads such keys.
     *
     * @return the release; empty if the newest does
     */
    public Optional<OpenSshVersion> removed() {
        return Optional.ofNullable(removed);
    }

    /**
     * Whether a release reads such keys.
     *
     * @param version the release
     * @return false if it is too old or too new
     */
    public boolean isReadBy(OpenSshVersion version) {
        return (since == null || version.isAtLeast(since)) && (removed == null || !version.isAtLeast(removed));
    }

    /** Whether the private half is on a security key. */
    boolean isSecurityKey() {
        return this == SK_ED25519 || this == SK_ECDSA;
    }
}
