package org.pushmirror.core.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 that loses nothing: a byte that is not part of well-formed UTF-8 appears as a character from U+DC80 to U+DCFF
 * (its value plus U+DC00), and such a character is written as that byte. Decoding any bytes and encoding the text gives
 * the same bytes. Stateless and thread-safe.
 */
public final class EscapedUtf8 {

    private static final int ESCAPE = 0xDC00;
    private static final int FIRST_ESCAPE = 0xDC80;
    private static final int LAST_ESCAPE = 0xDCFF;

    private EscapedUtf8() {}

    /**
     * The text of bytes.
     *
     * @param bytes any bytes
     * @return the text
     */
    public static String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    /**
     * The text of a part of an array.
     *
     * @param bytes any bytes
     * @param start the offset of the first byte
     * @param end the offset after the last byte
     * @return the text
     * @throws IndexOutOfBoundsException if the part is not inside the array
     */
    public static String decode(byte[] bytes, int start, int end) {
        if (isAscii(bytes, start, end)) {
            return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, start, end - start);
        // Never more characters than bytes.
        CharBuffer out = CharBuffer.allocate(end - start);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            out.put((char) (ESCAPE + (in.get() & 0xFF)));
            result = decoder.reset().decode(in, out, true);
        }
        return out.flip().toString();
    }

    private static boolean isAscii(byte[] bytes, int start, int end) {
        for (int at = start; at < end; at++) {
            if (bytes[at] < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The bytes of text.
     *
     * @param text any text whose lone surrogates are all escapes, U+DC80 to U+DCFF
     * @return the bytes
     * @throws IllegalArgumentException if another lone surrogate occurs; the message does not show the text
     */
    public static byte[] encode(CharSequence text) {
        byte[] bytes = new byte[encodedLength(text)];
        int to = 0;
        for (int at = 0; at < text.length(); at++) {
            int c = Character.codePointAt(text, at);
            if (c < 0x80) {
                bytes[to++] = (byte) c;
            } else if (c < 0x800) {
                bytes[to++] = (byte) (0xC0 | c >> 6);
                bytes[to++] = continuation(c);
            } else if (c >= FIRST_ESCAPE && c <= LAST_ESCAPE) {
                bytes[to++] = (byte) (c - ESCAPE);
            } else if (c < 0x10000) {
                bytes[to++] = (byte) (0xE0 | c >> 12);
                bytes[to++] = continuation(c >> 6);
                bytes[to++] = continuation(c);
            } else {
                at++;
                bytes[to++] = (byte) (0xF0 | c >> 18);
                bytes[to++] = continuation(c >> 12);
                bytes[to++] = continuation(c >> 6);
                bytes[to++] = continuation(c);
            }
        }
        return bytes;
    }

    /** Counting first means that no copy of a secret stays behind in a buffer that had to grow. */
    private static int encodedLength(CharSequence text) {
        int length = 0;
        for (int at = 0; at < text.length(); at++) {
            int c = Character.codePointAt(text, at);
            if (c < 0x80 || c >= FIRST_ESCAPE && c <= LAST_ESCAPE) {
                length += 1;
            } else if (c < 0x800) {
                length += 2;
            } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                throw new IllegalArgumentException(
                        "The text has half a character (a lone surrogate) at position " + at + ".");
            } else if (c < 0x10000) {
                length += 3;
            } else {
                length += 4;
                at++;
            }
        }
        return length;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | bits & 0x3F);
    }
}
