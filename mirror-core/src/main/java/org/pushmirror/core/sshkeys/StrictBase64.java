package org.pushmirror.core.sshkeys;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Base64 as OpenSSH reads it: padded, without spare bits, and with the white space of C skipped, which is how lines that
 * end in CR LF work.
 */
final class StrictBase64 {

    private static final byte[] VALUES = values();
    private static final byte FOREIGN = -1;
    private static final byte SKIPPED = -2;
    private static final byte PAD = -3;
    private static final int BITS = 6;

    private StrictBase64() {}

    private static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, FOREIGN);
        byte[] alphabet =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < alphabet.length; i++) {
            values[alphabet[i]] = (byte) i;
        }
        for (char space : " \t\n\u000B\f\r".toCharArray()) {
            values[space] = SKIPPED;
        }
        values['='] = PAD;
        return values;
    }

    /** The bytes of a text; throws IllegalArgumentException if it is not base64. */
    static byte[] decode(byte[] text, int start, int end) {
        byte[] decoded = new byte[decodedLength(text, start, end)];
        int to = 0;
        int group = 0;
        int count = 0;
        int at = start;
        for (; at < end; at++) {
            int value = VALUES[text[at] & 0xFF];
            if (value >= 0) {
                group = group << BITS | value;
                if (++count == 4) {
                    decoded[to++] = (byte) (group >> 16);
                    decoded[to++] = (byte) (group >> 8);
                    decoded[to++] = (byte) group;
                    group = 0;
                    count = 0;
                }
            } else if (value == PAD) {
                break;
            } else if (value == FOREIGN) {
                throw new IllegalArgumentException("The text of the key is not base64.");
            }
        }
        requirePadding(text, at, end, count);
        finish(decoded, to, group, count);
        return decoded;
    }

    /** Whether there is nothing here but digits of base64. */
    static boolean areDigits(byte[] text, int start, int end) {
        int foreign = 0;
        for (int at = start; at < end; at++) {
            foreign |= VALUES[text[at] & 0xFF];
        }
        return foreign >= 0;
    }

    /** The bytes of digits that are known to be nothing else, and to come in fours. */
    static byte[] decodeDigits(byte[] text, int start, int end) {
        byte[] decoded = new byte[(end - start) / 4 * 3];
        int to = 0;
        for (int at = start; at < end; at += 4) {
            int group = VALUES[text[at]] << 18
                    | VALUES[text[at + 1]] << 12
                    | VALUES[text[at + 2]] << 6
                    | VALUES[text[at + 3]];
            decoded[to++] = (byte) (group >> 16);
            decoded[to++] = (byte) (group >> 8);
            decoded[to++] = (byte) group;
        }
        return decoded;
    }

    /** Counting first saves a copy, and tells how many characters the last group has. */
    private static int decodedLength(byte[] text, int start, int end) {
        int digits = 0;
        for (int at = start; at < end; at++) {
            int value = VALUES[text[at] & 0xFF];
            if (value >= 0) {
                digits++;
            } else if (value == PAD) {
                break;
            }
        }
        return digits * BITS / Byte.SIZE;
    }

    private static void requirePadding(byte[] text, int start, int end, int count) {
        int pads = 0;
        for (int at = start; at < end; at++) {
            int value = VALUES[text[at] & 0xFF];
            if (value == PAD) {
                pads++;
            } else if (value != SKIPPED) {
                throw new IllegalArgumentException("The base64 text of the key goes on after its end.");
            }
        }
        if (count == 1 || pads != (count == 0 ? 0 : 4 - count)) {
            throw new IllegalArgumentException("The base64 text of the key is not padded as it must be.");
        }
    }

    private static void finish(byte[] decoded, int to, int group, int count) {
        int spare = count == 2 ? group & 0xF : count == 3 ? group & 0x3 : 0;
        if (spare != 0) {
            throw new IllegalArgumentException("The base64 text of the key has bits after its last byte.");
        }
        if (count == 2) {
            decoded[to] = (byte) (group >> 4);
        } else if (count == 3) {
            decoded[to] = (byte) (group >> 10);
            decoded[to + 1] = (byte) (group >> 2);
        }
    }
}
