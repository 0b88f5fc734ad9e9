package org.pushmirror.core.sshkeys;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pushmirror.core.text.EscapedUtf8;

/**
 * An ssh public key: its type, its blob as OpenSSH writes it, and its comment. Immutable and thread-safe.
 *
 * <p>All types of {@link KeyType} and their certificates are read. The blob is checked as OpenSSH does: structure, lengths,
 * and whether a point lies on its curve; the signature of a certificate is not verified. Two keys are equal when their
 * blobs are: the comment does not count.
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
        byte[] bytes = EscapedUtf8.encode(line.strip());
        for (byte b : bytes) {
            if (b == '\n') {
                throw new IllegalArgumentException("A public key is one line, and this is more than one.");
            }
        }
        return new KeyScanner(bytes, 0, bytes.length).key(0);
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
        return of(KeyBlob.of(blob.clone()), comment);
    }

    static PublicKey of(KeyBlob blob, String comment) {
        if (comment.isEmpty()) {
            return new PublicKey(blob, comment);
        }
        String stripped = OUTER_BLANKS.matcher(comment).replaceAll("");
        if (stripped.indexOf('\n') >= 0 || stripped.indexOf(0) >= 0) {
            throw new IllegalArgumentException(
                    "The comment of a key has a line feed or a NUL, which would end its line.");
        }
        return new PublicKey(blob, stripped);
    }

    /** A key with a comment that comes from a line, so that nothing is wrong with it. */
    static PublicKey read(KeyBlob blob, String comment) {
        return new PublicKey(blob, comment);
    }

    static String typeWord(KeyBlob blob) {
        return blob.certificate() == null ? blob.type().word() : blob.type().certificateWord();
    }

    /**
     * The type, as in files.
     *
     * @return for example {@code ssh-ed25519}, or {@code ssh-ed25519-cert-v01@openssh.com} for a certificate
     */
    public String type() {
        return typeWord(blob);
    }

    /**
     * The type of the key itself.
     *
     * @return the type, for a certificate that of its key
     */
    public KeyType keyType() {
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
     * What the key of a security key is for.
     *
     * @return the application, for example {@code ssh:}; empty for other keys
     */
    public Optional<String> application() {
        return blob.type().isSecurityKey() ? Optional.of(blob.application()) : Optional.empty();
    }

    /**
     * The certificate around the key.
     *
     * @return what it says; empty for a plain key
     */
    public Optional<SshCertificate> certificate() {
        return Optional.ofNullable(blob.certificate());
    }

    /**
     * The key without the certificate around it.
     *
     * @return the plain key with the same comment; this key if it has no certificate
     */
    public PublicKey plain() {
        return blob.certificate() == null ? this : new PublicKey(KeyBlob.of(blob.plain()), comment);
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
        return of(blob, newComment);
    }

    /**
     * The fingerprint, as ssh-keygen prints it. That of a certificate is that of its key.
     *
     * @return {@code SHA256:} and 43 characters of base64
     */
    public String fingerprint() {
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest("SHA-256"));
    }

    /**
     * The fingerprint of former times, as {@code ssh-keygen -E md5} prints it.
     *
     * @return {@code MD5:} and 16 bytes in hexadecimal
     */
    public String md5Fingerprint() {
        return "MD5:" + HexFormat.ofDelimiter(":").formatHex(digest("MD5"));
    }

    private byte[] digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm).digest(blob.plain());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has " + algorithm + ".", impossible);
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
