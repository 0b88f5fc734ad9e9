package org.pushmirror.core.sshkeys;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Arrays;

/** The curves of ECDSA keys, and which points OpenSSH takes on them. */
enum NistCurve {
    NISTP256("nistp256", "secp256r1"),
    NISTP384("nistp384", "secp384r1"),
    NISTP521("nistp521", "secp521r1");

    private static final byte UNCOMPRESSED = 4;

    private final String word;
    private final BigInteger prime;
    private final BigInteger a;
    private final BigInteger b;
    private final BigInteger order;

    NistCurve(String word, String javaName) {
        this.word = word;
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(javaName));
            ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
            this.prime = ((ECFieldFp) curve.getCurve().getField()).getP();
            this.a = curve.getCurve().getA();
            this.b = curve.getCurve().getB();
            this.order = curve.getOrder();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("This Java does not know the curve " + javaName + ".", missing);
        }
    }

    String word() {
        return word;
    }

    int bits() {
        return prime.bitLength();
    }

    /** Refuses what is no public key on this curve, as OpenSSH does. */
    void require(byte[] point) {
        int width = (bits() + 7) / 8;
        if (point.length != 1 + 2 * width || point[0] != UNCOMPRESSED) {
            throw new IllegalArgumentException(
                    "The point of an ecdsa key on " + word + " is not an uncompressed point.");
        }
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + width));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + width, point.length));
        BigInteger right = x.multiply(x).add(a).multiply(x).add(b).mod(prime);
        if (!isPlausible(x) || !isPlausible(y) || !y.multiply(y).mod(prime).equals(right)) {
            throw new IllegalArgumentException("The point of the ecdsa key is not on the curve " + word + ".");
        }
    }

    private boolean isPlausible(BigInteger coordinate) {
        return coordinate.compareTo(prime) < 0
                && coordinate.bitLength() > order.bitLength() / 2
                && coordinate.compareTo(order.subtract(BigInteger.ONE)) < 0;
    }
}
