package org.pushmirror.core.sshkeys;

import java.util.Base64;
import java.util.regex.Pattern;

/** Reads {@code type base64 comment} from a line, as OpenSSH does: separated by spaces and tabs, and by nothing else. */
final class KeyScanner {

    /** OpenSSH skips white space inside the base64 text, which is how lines that end in CR LF work. */
    private static final Pattern SKIPPED_IN_BASE64 = Pattern.compile("[\r\f\u000B]");

    private final String line;

    KeyScanner(String line) {
        this.line = line;
    }

    /** The key that starts here, blanks before it skipped. */
    PublicKey key(int start) {
        int typeStart = skipBlanks(start);
        int typeEnd = wordEnd(typeStart);
        int base64Start = skipBlanks(typeEnd);
        int base64End = wordEnd(base64Start);
        String type = line.substring(typeStart, typeEnd);
        if (type.isEmpty() || base64End == base64Start) {
            throw new IllegalArgumentException("A public key is its type, a blank and its base64 text.");
        }
        PublicKey key = PublicKey.of(decode(line.substring(base64Start, base64End)), comment(skipBlanks(base64End)));
        if (!agrees(type, key.type())) {
            throw new IllegalArgumentException(
                    "The key says that it is of type " + type + ", and is of type " + key.type() + ".");
        }
        return key;
    }

    /** The first offset from here on that holds no space and no tab. */
    int skipBlanks(int start) {
        int at = start;
        while (at < line.length() && isBlank(line.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The first offset from here on that holds a space or a tab. */
    int wordEnd(int start) {
        int at = start;
        while (at < line.length() && !isBlank(line.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static byte[] decode(String base64) {
        try {
            String text = SKIPPED_IN_BASE64.matcher(base64).replaceAll("");
            byte[] blob = Base64.getDecoder().decode(text);
            // Java takes missing padding and bits beyond the last byte; OpenSSH takes neither.
            if (Base64.getEncoder().encodeToString(blob).equals(text)) {
                return blob;
            }
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("The text of the key is not base64.", notBase64);
        }
        throw new IllegalArgumentException("The base64 text of the key is not padded as it must be.");
    }

    /** The rest of the line, up to a NUL: there ends a string of C. */
    private String comment(int start) {
        int nul = line.indexOf(0, start);
        return line.substring(start, nul < 0 ? line.length() : nul);
    }

    /** OpenSSH takes the names of RSA signatures for the type word of an RSA key. */
    private static boolean agrees(String word, String type) {
        return word.equals(type)
                || type.equals("ssh-rsa") && (word.equals("rsa-sha2-256") || word.equals("rsa-sha2-512"));
    }
}
