package org.pushmirror.core.sshkeys;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** A checked public key in wire format: strings with a length of four bytes before each. */
record KeyBlob(byte[] bytes, String type, int bits) {

    private static final int MIN_RSA_BITS = 1024;
    private static final int MAX_RSA_BITS = 16384;
    private static final int ED25519_BYTES = 32;
    private static final int ED25519_BITS = 256;
    private static final byte UNCOMPRESSED = 4;
    private static final Set<String> TYPES = Set.of(
            "ssh-ed25519",
            "ssh-rsa",
            "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384",
            "ecdsa-sha2-nistp521",
            "sk-ssh-ed25519@openssh.com",
            "sk-ecdsa-sha2-nistp256@openssh.com");
    private static final Map<String, Integer> CURVE_BITS = Map.of("nistp256", 256, "nistp384", 384, "nistp521", 521);

    /** Whether this word is a type of key. */
    static boolean isType(String word) {
        return TYPES.contains(word);
    }

    /** Checks the structure of a key; the array is taken over. */
    static KeyBlob of(byte[] bytes) {
        Fields fields = new Fields(bytes);
        String type = new String(fields.next(), StandardCharsets.ISO_8859_1);
        int bits = switch (type) {
            case "ssh-ed25519" -> ed25519(fields);
            case "ssh-rsa" -> rsa(fields);
            case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" ->
                ecdsa(fields, type.substring("ecdsa-sha2-".length()));
            case "sk-ssh-ed25519@openssh.com" -> withApplication(ed25519(fields), fields);
            case "sk-ecdsa-sha2-nistp256@openssh.com" -> withApplication(ecdsa(fields, "nistp256"), fields);
            default ->
                throw new IllegalArgumentException(
                        "The key is of no known type; known are ssh-ed25519, ecdsa-sha2-nistp256, -nistp384 and -nistp521, ssh-rsa and their sk- forms.");
        };
        if (fields.hasMore()) {
            throw new IllegalArgumentException("The " + type + " key has bytes after its end.");
        }
        return new KeyBlob(bytes, type, bits);
    }

    private static int ed25519(Fields fields) {
        if (fields.next().length != ED25519_BYTES) {
            throw new IllegalArgumentException("An ed25519 key needs " + ED25519_BYTES + " bytes.");
        }
        return ED25519_BITS;
    }

    private static int ecdsa(Fields fields, String curve) {
        String named = new String(fields.next(), StandardCharsets.ISO_8859_1);
        int bits = CURVE_BITS.getOrDefault(curve, 0);
        int coordinate = (bits + 7) / 8;
        byte[] point = fields.next();
        if (!named.equals(curve)) {
            throw new IllegalArgumentException("The curve inside an ecdsa key is not that of its type, " + curve + ".");
        }
        if (point.length != 1 + 2 * coordinate || point[0] != UNCOMPRESSED) {
            throw new IllegalArgumentException(
                    "The point of an ecdsa key on " + curve + " is not an uncompressed point.");
        }
        return bits;
    }

    private static int rsa(Fields fields) {
        fields.nextInteger();
        int bits = fields.nextInteger().bitLength();
        if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
            throw new IllegalArgumentException("The RSA key has " + bits + " bits; OpenSSH reads keys from "
                    + MIN_RSA_BITS + " to " + MAX_RSA_BITS + " bits.");
        }
        return bits;
    }

    private static int withApplication(int bits, Fields fields) {
        fields.next();
        return bits;
    }

    /** Two blobs are the same key when their bytes are equal. */
    @Override
    public boolean equals(Object other) {
        return other instanceof KeyBlob blob && Arrays.equals(bytes, blob.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** A cursor over the strings of a blob. */
    private static final class Fields {

        private static final int LENGTH_BYTES = 4;

        private final byte[] bytes;
        private int at;

        Fields(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean hasMore() {
            return at < bytes.length;
        }

        byte[] next() {
            if (bytes.length - at < LENGTH_BYTES) {
                throw new IllegalArgumentException("The key ends in the middle.");
            }
            int length = (bytes[at] & 0xFF) << 24
                    | (bytes[at + 1] & 0xFF) << 16
                    | (bytes[at + 2] & 0xFF) << 8
                    | bytes[at + 3] & 0xFF;
            at += LENGTH_BYTES;
            if (length < 0 || length > bytes.length - at) {
                throw new IllegalArgumentException("The key ends in the middle.");
            }
            at += length;
            return Arrays.copyOfRange(bytes, at - length, at);
        }

        BigInteger nextInteger() {
            byte[] field = next();
            if (field.length == 0 || field[0] < 0) {
                throw new IllegalArgumentException("A number of the key is negative or missing.");
            }
            return new BigInteger(field);
        }
    }
}
