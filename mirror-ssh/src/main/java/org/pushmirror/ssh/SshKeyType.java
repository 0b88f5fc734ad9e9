package org.pushmirror.ssh;

import com.jcraft.jsch.KeyPair;
import java.util.Locale;

/** The kinds of key pairs that can be made. Every OpenSSH from 6.5 on takes each of them. */
public enum SshKeyType {
    /** ed25519, the one to take. */
    ED25519(KeyPair.ED25519, 256),
    /** ECDSA on the curve nistp256. */
    ECDSA(KeyPair.ECDSA, 256),
    /** RSA of 3072 bits, for far ends that know nothing else. */
    RSA(KeyPair.RSA, 3072);

    private final int jschType;
    private final int bits;

    SshKeyType(int jschType, int bits) {
        this.jschType = jschType;
        this.bits = bits;
    }

    /**
     * The type with this word.
     *
     * @param word {@code ed25519}, {@code ecdsa} or {@code rsa}
     * @return the type
     * @throws IllegalArgumentException if it is another word; the message lists the words
     */
    public static SshKeyType of(String word) {
        for (SshKeyType type : values()) {
            if (type.word().equals(word)) {
                return type;
            }
        }
        throw new IllegalArgumentException("The key type \"" + word + "\" is none of ed25519, ecdsa, rsa.");
    }

    /**
     * The word on command lines, as ssh-keygen has it.
     *
     * @return for example {@code ed25519}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    int jschType() {
        return jschType;
    }

    /** Named always: JSch's own defaults are too short, or none. */
    int bits() {
        return bits;
    }
}
