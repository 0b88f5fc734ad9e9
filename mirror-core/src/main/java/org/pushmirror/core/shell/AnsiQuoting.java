package org.pushmirror.core.shell;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The escapes of {@code $'...'}, as bash 5.2 decodes them. */
final class AnsiQuoting {

    private static final String NAMES = "abeEfnrtv";
    private static final String CONTROLS = "\u0007\b\u001b\u001b\f\n\r\t\u000b";

    private final String raw;
    private final boolean utf8;
    private final StringBuilder plain = new StringBuilder();
    private int at;

    private AnsiQuoting(String raw, boolean utf8) {
        this.raw = raw;
        this.utf8 = utf8;
    }

    /** What the inside of the quotes comes to. A NUL ends it. */
    static String decode(String raw, boolean utf8) {
        String decoded = new AnsiQuoting(raw, utf8).decode();
        int nul = decoded.indexOf('\0');
        return nul < 0 ? decoded : decoded.substring(0, nul);
    }

    private String decode() {
        while (at < raw.length()) {
            char c = raw.charAt(at++);
            if (c == '\\' && at < raw.length()) {
                escape(raw.charAt(at++));
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private void escape(char c) {
        if (NAMES.indexOf(c) >= 0) {
            plain.append(CONTROLS.charAt(NAMES.indexOf(c)));
        } else if ("\\'\"?".indexOf(c) >= 0) {
            plain.append(c);
        } else if (c >= '0' && c <= '7') {
            at--;
            plain.append((char) (number(8, 3) & 0xFF));
        } else if (c == 'x') {
            hexadecimal();
        } else if (c == 'u' || c == 'U') {
            unicode(c);
        } else if (c == 'c' && at < raw.length()) {
            control();
        } else {
            plain.append('\\').append(c);
        }
    }

    private void hexadecimal() {
        int start = at;
        int value = number(16, 2);
        plain.append(at == start ? "\\x" : String.valueOf((char) value));
    }

    private void unicode(char letter) {
        int start = at;
        int value = number(16, letter == 'u' ? 4 : 8);
        if (at == start) {
            plain.append('\\').append(letter);
        } else if (value >= 0 && value < 0x80) {
            plain.append((char) value);
        } else if (!utf8) {
            String form = value >= 0 && value < 0x10000 ? "\\u%04X" : "\\U%08X";
            plain.append(String.format(Locale.ROOT, form, value));
        } else if (Character.isValidCodePoint(value) && !(value >= 0xD800 && value <= 0xDFFF)) {
            byte[] bytes = Character.toString(value).getBytes(StandardCharsets.UTF_8);
            plain.append(new String(bytes, StandardCharsets.ISO_8859_1));
        } else {
            longForm(value);
        }
    }

    /** What is no character gets the bytes that the pattern of UTF-8 gives it, up to six of them. */
    private void longForm(int value) {
        if (value < 0) {
            return;
        }
        int count = value < 0x10000 ? 3 : value < 0x200000 ? 4 : value < 0x4000000 ? 5 : 6;
        int lead = 0xFF00 >> count & 0xFF;
        plain.append((char) (lead | value >> 6 * (count - 1)));
        for (int left = count - 2; left >= 0; left--) {
            plain.append((char) (0x80 | value >> 6 * left & 0x3F));
        }
    }

    private void control() {
        char c = raw.charAt(at++);
        if (c == '\\' && at < raw.length() && raw.charAt(at) == '\\') {
            at++;
        }
        plain.append((char) (c == '?' ? 0x7F : Character.toUpperCase(c) & 0x1F));
    }

    private int number(int base, int digits) {
        int value = 0;
        for (int i = 0; i < digits && at < raw.length(); i++) {
            int digit = raw.charAt(at) < 0x80 ? Character.digit(raw.charAt(at), base) : -1;
            if (digit < 0) {
                break;
            }
            value = value * base + digit;
            at++;
        }
        return value;
    }
}
