package org.pushmirror.core.secrets;

import java.nio.CharBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.pushmirror.core.text.EscapedUtf8;

/**
 * A password for an rsync daemon. It shows itself only through {@link #bytes()} and {@link #reveal()}: not in
 * {@link #toString()}, not in an exception, and it cannot be serialized.
 *
 * <p>Any bytes but NUL, CR and LF are allowed, because rsync ends a line there; from 1 to {@link #MAX_BYTES} of them. Thread-safe;
 * immutable until it is closed.
 */
public final class Password implements AutoCloseable {

    /** The longest password in bytes: rsync reads no more than the first 511 bytes of a password file. */
    public static final int MAX_BYTES = 511;

    /** Letters and digits mean nothing special to a shell, a URL or a secrets file. */
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** 32 characters of 62 are 190 bits. */
    private static final int RANDOM_CHARACTERS = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] secret;
    private boolean closed;

    private Password(byte[] secret) {
        this.secret = secret;
    }

    /**
     * A password from text.
     *
     * @param password the text, which is kept as UTF-8
     * @return the password
     * @throws IllegalArgumentException if it is empty, too long, or has a NUL, CR or LF; the message does not show it
     */
    public static Password of(String password) {
        return checked(EscapedUtf8.encode(password));
    }

    /**
     * A password from characters, which the caller may wipe afterwards.
     *
     * @param password the characters, which are kept as UTF-8; not changed
     * @return the password
     * @throws IllegalArgumentException as {@link #of(String)}
     */
    public static Password of(char[] password) {
        return checked(EscapedUtf8.encode(CharBuffer.wrap(password)));
    }

    /**
     * A new password of 32 random letters and digits (190 bits), safe in secrets files, shells and URLs.
     *
     * @return the password
     */
    public static Password random() {
        byte[] secret = new byte[RANDOM_CHARACTERS];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length()));
        }
        return new Password(secret);
    }

    /** Takes the array over, and wipes it if it is refused. */
    static Password checked(byte[] secret) {
        String problem = problem(secret);
        if (!problem.isEmpty()) {
            Arrays.fill(secret, (byte) 0);
            throw new IllegalArgumentException(problem);
        }
        return new Password(secret);
    }

    /** What is wrong with these bytes as a password, or nothing. */
    static String problem(byte[] secret) {
        if (secret.length == 0) {
            return "The password is empty.";
        }
        if (secret.length > MAX_BYTES) {
            return "The password has " + secret.length + " bytes; rsync reads no more than " + MAX_BYTES + ".";
        }
        for (byte b : secret) {
            if (b == 0 || b == '\n' || b == '\r') {
                return "The password has a NUL, CR or LF, where rsync would end it.";
            }
        }
        return "";
    }

    /**
     * The password.
     *
     * @return a copy of its bytes, which the caller should wipe
     * @throws IllegalStateException if it has been closed
     */
    public synchronized byte[] bytes() {
        requireOpen();
        return secret.clone();
    }

    /**
     * The password as text. The text cannot be wiped: prefer {@link #bytes()}.
     *
     * @return the text; bytes that are not UTF-8 appear as U+DC80 to U+DCFF
     * @throws IllegalStateException if it has been closed
     */
    public synchronized String reveal() {
        requireOpen();
        return EscapedUtf8.decode(secret);
    }

    /** Wipes the password; it cannot be used any more. Closing it again does nothing. */
    @Override
    public synchronized void close() {
        Arrays.fill(secret, (byte) 0);
        closed = true;
    }

    /**
     * Compares in a time that depends on the length alone.
     *
     * @param other anything
     * @return true if it is a password of the same bytes, and neither has been closed
     */
    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof Password password)) {
            return false;
        }
        byte[] mine = bytesUnlessClosed();
        byte[] theirs = password.bytesUnlessClosed();
        boolean equal = mine.length > 0 && MessageDigest.isEqual(mine, theirs);
        Arrays.fill(mine, (byte) 0);
        Arrays.fill(theirs, (byte) 0);
        return equal;
    }

    /**
     * The same for every password, so that it says nothing about one.
     *
     * @return a constant
     */
    @Override
    public int hashCode() {
        return Password.class.hashCode();
    }

    /**
     * Not the password.
     *
     * @return three asterisks
     */
    @Override
    public String toString() {
        return "***";
    }

    /** No bytes once it is closed; an open password has at least one. */
    private synchronized byte[] bytesUnlessClosed() {
        return closed ? new byte[0] : secret.clone();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The password has been closed.");
        }
    }
}
