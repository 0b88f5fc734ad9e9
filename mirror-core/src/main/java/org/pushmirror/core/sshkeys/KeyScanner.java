package org.pushmirror.core.sshkeys;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.Findings;

/**
 * Reads {@code type base64 comment} from a line, as OpenSSH does: separated by spaces and tabs, and by nothing else. The
 * part ends at its first NUL, where a string of C ends.
 */
final class KeyScanner {

    /** More than what is shown. */
    private static final int MAX_QUOTED = 200;

    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private final int end;

    KeyScanner(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        int at = start;
        while (at < end && bytes[at] != 0) {
            at++;
        }
        this.end = at;
    }

    /** The offset after the last byte that counts. */
    int end() {
        return end;
    }

    /** The type that the word here names; null if it names none. */
    @Nullable
    KeyTypeWord typeAt(int start) {
        return KeyTypeWord.at(bytes, start, wordEnd(start));
    }

    /** The key that starts here, blanks before it skipped; throws IllegalArgumentException with the reason. */
    PublicKey key(int start) {
        int typeStart = skipBlanks(start);
        int typeEnd = wordEnd(typeStart);
        int textStart = skipBlanks(typeEnd);
        int textEnd = wordEnd(textStart);
        if (typeEnd == typeStart || textEnd == textStart) {
            throw new IllegalArgumentException("A public key is its type, a blank and its base64 text.");
        }
        KeyTypeWord word = KeyTypeWord.at(bytes, typeStart, typeEnd);
        if (word == null) {
            throw new IllegalArgumentException(
                    Findings.quoted(text(typeStart, Math.min(typeEnd, typeStart + MAX_QUOTED)))
                            + " is no type of key.");
        }
        KeyBlob blob = KeyBlob.of(StrictBase64.decode(bytes, textStart, textEnd));
        if (word.type() != blob.type() || word.certificate() != (blob.certificate() != null)) {
            throw new IllegalArgumentException("The key says that it is of type " + word.word() + ", and is of type "
                    + PublicKey.typeWord(blob) + ".");
        }
        return PublicKey.read(blob, comment(skipBlanks(textEnd)));
    }

    /** The first offset from here on that holds no space and no tab. */
    int skipBlanks(int start) {
        int at = start;
        while (at < end && isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    /** The first offset from here on that holds a space or a tab. */
    int wordEnd(int start) {
        int at = start;
        while (at < end && !isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    /** The characters of a part. */
    String text(int from, int to) {
        return text(bytes, from, to);
    }

    /** The characters of a part of an array. Java's own decoder is the faster one, and shows what it cannot decode. */
    static String text(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : EscapedUtf8.decode(bytes, from, to);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private String comment(int start) {
        return comment(bytes, start, end);
    }

    /** The rest of a line without the blanks and the CR at its end. */
    static String comment(byte[] bytes, int start, int end) {
        int to = end;
        while (to > start && (isBlank(bytes[to - 1]) || bytes[to - 1] == '\r')) {
            to--;
        }
        return text(bytes, start, to);
    }
}
