package org.pushmirror.core.shell;

import java.nio.charset.StandardCharsets;
import org.pushmirror.core.text.EscapedUtf8;

/**
 * What a word of a shell file comes to. Inside this package, text stands for bytes: one character, U+0000 to U+00FF, for
 * each, so that offsets are offsets of bytes and no byte is lost.
 */
sealed interface ShellValue {

    /** Text that can be told. */
    record Known(String text) implements ShellValue {}

    /** What only a running shell could tell; the reason is the end of a sentence. */
    record Unknown(String why) implements ShellValue {}

    /** Bytes, one for each character, for a text. */
    static String bytesOf(String text) {
        return new String(EscapedUtf8.encode(text), StandardCharsets.ISO_8859_1);
    }

    /** The text that bytes, one for each character, stand for. */
    static String textOf(String bytes) {
        return EscapedUtf8.decode(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
}
