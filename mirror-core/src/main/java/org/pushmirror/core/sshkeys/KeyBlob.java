package org.pushmirror.core.sshkeys;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A checked public key in wire format, written as OpenSSH writes it: {@code bytes} is the whole, {@code plain} the key
 * without the certificate around it.
 */
record KeyBlob(
        byte[] bytes,
        byte[] plain,
        KeyType type,
        int bits,
        String application,
        @Nullable SshCertificate certificate) {

    private static final int MIN_RSA_BITS = 1024;
    private static final int MAX_RSA_BITS = 16384;
    private static final int ED25519_BYTES = 32;
    private static final int MLDSA44_BYTES = 1312;
    private static final int EDWARDS_BITS = 256;
    private static final byte[] ED25519_START =
            new WireWriter().text(KeyType.ED25519.word()).bytes();

    /** The fields of a key after its type. */
    private record Fields(int bits, String application) {}

    /** Checks the structure of a key; the array is taken over. */
    static KeyBlob of(byte[] bytes) {
        if (isOrdinaryEd25519(bytes)) {
            return new KeyBlob(bytes, bytes, KeyType.ED25519, EDWARDS_BITS, "", null);
        }
        WireReader in = new WireReader(bytes);
        KeyTypeWord word = KeyTypeWord.inside(in.text())
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "The key is of no known type; known are ssh-ed25519, ecdsa-sha2-nistp256, -nistp384 and -nistp521, ssh-rsa, their sk- forms, ssh-mldsa44-ed25519@openssh.com, ssh-dss and certificates."));
        if (word.certificate()) {
            return certificate(bytes, word.type(), in);
        }
        KeyBlob plain = plain(word.type(), in);
        requireEnd(word.type(), in);
        return plain;
    }

    private static boolean isOrdinaryEd25519(byte[] bytes) {
        int start = ED25519_START.length;
        return bytes.length == start + Integer.BYTES + ED25519_BYTES
                && bytes[start + 3] == ED25519_BYTES
                && bytes[start] == 0
                && bytes[start + 1] == 0
                && bytes[start + 2] == 0
                && Arrays.equals(bytes, 0, start, ED25519_START, 0, start);
    }

    private static KeyBlob certificate(byte[] bytes, KeyType type, WireReader in) {
        in.string(); // what makes the certificate unpredictable
        KeyBlob plain = plain(type, in);
        SshCertificate certificate = SshCertificate.read(in);
        requireEnd(type, in);
        return new KeyBlob(bytes, plain.bytes(), type, plain.bits(), plain.application(), certificate);
    }

    private static void requireEnd(KeyType type, WireReader in) {
        if (in.hasMore()) {
            throw new IllegalArgumentException("The " + type.word() + " key has bytes after its end.");
        }
    }

    private static KeyBlob plain(KeyType type, WireReader in) {
        WireWriter out = new WireWriter().text(type.word());
        Fields fields = switch (type) {
            case ED25519 -> fixed(in, out, ED25519_BYTES, "An ed25519 key");
            case MLDSA44_ED25519 -> fixed(in, out, MLDSA44_BYTES + ED25519_BYTES, "An ssh-mldsa44-ed25519 key");
            case RSA -> rsa(in, out);
            case DSA -> dsa(in, out);
            case ECDSA_NISTP256 -> ecdsa(in, out, NistCurve.NISTP256);
            case ECDSA_NISTP384 -> ecdsa(in, out, NistCurve.NISTP384);
            case ECDSA_NISTP521 -> ecdsa(in, out, NistCurve.NISTP521);
            case SK_ED25519 -> withApplication(fixed(in, out, ED25519_BYTES, "An ed25519 key"), in, out);
            case SK_ECDSA -> withApplication(ecdsa(in, out, NistCurve.NISTP256), in, out);
        };
        byte[] written = out.bytes();
        return new KeyBlob(written, written, type, fields.bits(), fields.application(), null);
    }

    private static Fields fixed(WireReader in, WireWriter out, int length, String name) {
        byte[] key = in.string();
        if (key.length != length) {
            throw new IllegalArgumentException(name + " needs " + length + " bytes.");
        }
        out.string(key);
        return new Fields(EDWARDS_BITS, "");
    }

    private static Fields ecdsa(WireReader in, WireWriter out, NistCurve curve) {
        if (!in.text().equals(curve.word())) {
            throw new IllegalArgumentException(
                    "The curve inside an ecdsa key is not that of its type, " + curve.word() + ".");
        }
        byte[] point = in.string();
        curve.require(point);
        out.text(curve.word()).string(point);
        return new Fields(curve.bits(), "");
    }

    private static Fields rsa(WireReader in, WireWriter out) {
        BigInteger exponent = in.integer();
        BigInteger modulus = in.integer();
        int bits = modulus.bitLength();
        if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
            throw new IllegalArgumentException("The RSA key has " + bits + " bits; OpenSSH reads keys from "
                    + MIN_RSA_BITS + " to " + MAX_RSA_BITS + " bits.");
        }
        out.integer(exponent).integer(modulus);
        return new Fields(bits, "");
    }

    private static Fields dsa(WireReader in, WireWriter out) {
        BigInteger prime = in.integer();
        out.integer(prime);
        for (int i = 0; i < 3; i++) {
            out.integer(in.integer());
        }
        return new Fields(prime.bitLength(), "");
    }

    private static Fields withApplication(Fields fields, WireReader in, WireWriter out) {
        String application = in.text();
        out.text(application);
        return new Fields(fields.bits(), application);
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

    @Override
    public String toString() {
        return type.word();
    }
}
