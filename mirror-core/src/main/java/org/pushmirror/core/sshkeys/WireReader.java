package org.pushmirror.core.sshkeys;

import java.math.BigInteger;
import java.util.Arrays;
import org.pushmirror.core.text.EscapedUtf8;

/** A cursor over a blob in the wire format of ssh: strings and numbers with a length of four bytes before each. */
final class WireReader {

    private static final int MAX_INTEGER_BYTES = 16384 / 8;

    private final byte[] bytes;
    private int at;

    WireReader(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean hasMore() {
        return at < bytes.length;
    }

    byte[] string() {
        long length = unsigned(Integer.BYTES);
        if (length > bytes.length - at) {
            throw new IllegalArgumentException("The key ends in the middle.");
        }
        at += (int) length;
        return Arrays.copyOfRange(bytes, at - (int) length, at);
    }

    /** A string of C: a NUL may stand at its end, and is dropped. */
    String text() {
        byte[] field = string();
        int length = field.length > 0 && field[field.length - 1] == 0 ? field.length - 1 : field.length;
        for (int i = 0; i < length; i++) {
            if (field[i] == 0) {
                throw new IllegalArgumentException("A text in the key has a NUL in it.");
            }
        }
        return EscapedUtf8.decode(field, 0, length);
    }

    /** A number that is not negative; zeros in front do not count. */
    BigInteger integer() {
        byte[] field = string();
        if (field.length > 0 && field[0] < 0) {
            throw new IllegalArgumentException("A number of the key is negative.");
        }
        if (field.length > MAX_INTEGER_BYTES + 1 || field.length == MAX_INTEGER_BYTES + 1 && field[0] != 0) {
            throw new IllegalArgumentException("A number of the key has more than 16384 bits.");
        }
        return new BigInteger(1, field);
    }

    /** A number of so many bytes; one of eight bytes may come out negative. */
    long unsigned(int width) {
        if (bytes.length - at < width) {
            throw new IllegalArgumentException("The key ends in the middle.");
        }
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << Byte.SIZE | bytes[at++] & 0xFF;
        }
        return value;
    }
}
