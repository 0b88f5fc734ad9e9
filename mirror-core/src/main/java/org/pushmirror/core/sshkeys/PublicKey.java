package org.pushmirror.core.sshkeys;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * An ssh public key: its type, its blob as on the wire, and its comment. Immutable and thread-safe.
 *
 * <p>Known types: {@code ssh-ed25519}, {@code ecdsa-sha2-nistp256}, {@code -nistp384} and {@code -nistp521}, {@code
 * ssh-rsa}, and the {@code sk-} forms of security keys. The blob is checked as far as its structure and lengths say;
 * whether a point lies on its curve is not. Certificates and {@code ssh-dss} are refused. Two keys are equal when their blobs are:
 * the comment does not count.
 */
public final class PublicKey {

    private static final Pattern OUTER_BLANKS = Pattern.compile("\\A[ \t\r]+|[ \t\r]+\\z");

    private final KeyBlob blob;
    private final String comment;

    private PublicKey(KeyBlob blob, String comment) {
        this.blob = blob;
        this.comment = comment;
    }

    /**
     * The key of a line as ssh-keygen writes it: type, base64 text and comment.
     *
     * @param line the line, without options; blanks around it are dropped
     * @return the key
     * @throws IllegalArgumentException if it is not a public key of a known type, or its type and its blob disagree
     */
    public static PublicKey parse(String line) {
        KeyScanner scanner = new KeyScanner(line.strip());
        return scanner.key(0);
    }

    /**
     * A key from its blob.
     *
     * @param blob the bytes of the wire format, which begin with the type; copied
     * @param comment the comment, possibly empty
     * @return the key
     * @throws IllegalArgumentException if the blob is not a public key of a known type, or the comment has a NUL or an
     *     LF
     */
    public static PublicKey of(byte[] blob, String comment) {
        String stripped = OUTER_BLANKS.matcher(comment).replaceAll("");
        if (stripped.indexOf('\n') >= 0 || stripped.indexOf(0) >= 0) {
            throw new IllegalArgumentException(
                    "The comment of a key has a line feed or a NUL, which would end its line.");
        }
        return new PublicKey(KeyBlob.of(blob.clone()), stripped);
    }

    /**
     * The type, as in the blob.
     *
     * @return for example {@code ssh-ed25519}
     */
    public String type() {
        return blob.type();
    }

    /**
     * The size, as ssh-keygen prints it.
     *
     * @return the bits of the modulus or of the curve
     */
    public int bits() {
        return blob.bits();
    }

    /**
     * The key as on the wire.
     *
     * @return a copy of the bytes
     */
    public byte[] blob() {
        return blob.bytes().clone();
    }

    /**
     * The comment.
     *
     * @return the comment without blanks around it, possibly empty
     */
    public String comment() {
        return comment;
    }

    /**
     * The same key with another comment.
     *
     * @param newComment the comment, possibly empty
     * @return the changed copy
     * @throws IllegalArgumentException if the comment has a NUL or an LF
     */
    public PublicKey withComment(String newComment) {
        return of(blob.bytes(), newComment);
    }

    /**
     * The fingerprint, as ssh-keygen prints it.
     *
     * @return {@code SHA256:} and 43 characters of base64
     */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob.bytes());
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256.", impossible);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicKey key && Arrays.equals(blob.bytes(), key.blob.bytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(blob.bytes());
    }

    /**
     * The key as a line of a {@code .pub} file, without a line end.
     *
     * @return type, base64 text and, if there is one, the comment
     */
    @Override
    public String toString() {
        String line = type() + " " + Base64.getEncoder().encodeToString(blob.bytes());
        return comment.isEmpty() ? line : line + " " + comment;
    }
}
