package org.pushmirror.core.sshkeys;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads one authorized_keys line as sshd does: first as a bare key, and if it is none, with options before it. */
final class AuthorizedKeyScanner {

    private static final Set<String> ONCE = Set.of(KeyOption.COMMAND, KeyOption.FROM, KeyOption.PRINCIPALS);

    private final String line;
    private final KeyScanner scanner;

    AuthorizedKeyScanner(String line) {
        int nul = line.indexOf(0);
        this.line = nul < 0 ? line : line.substring(0, nul);
        this.scanner = new KeyScanner(this.line);
    }

    /** Whether there is nothing to read: a blank line or a comment. */
    boolean isEmpty() {
        String content = line.substring(scanner.skipBlanks(0));
        return content.isEmpty() || content.equals("\r") || content.startsWith("#");
    }

    /** Reads the line; throws IllegalArgumentException with the reason if sshd would drop it. */
    AuthorizedKey read() {
        int start = scanner.skipBlanks(0);
        try {
            return AuthorizedKey.of(scanner.key(start));
        } catch (IllegalArgumentException notABareKey) {
            int end = optionsEnd(start);
            if (KeyBlob.isType(line.substring(start, end))) {
                throw notABareKey;
            }
            PublicKey key = scanner.key(end);
            return AuthorizedKey.of(options(line.substring(start, end)), key);
        }
    }

    /** The first blank outside quotes. A backslash before a quote escapes it here, in and out of quotes. */
    private int optionsEnd(int start) {
        boolean quoted = false;
        int at = start;
        while (at < line.length() && (quoted || line.charAt(at) != ' ' && line.charAt(at) != '\t')) {
            if (line.startsWith("\\\"", at)) {
                at++;
            } else if (line.charAt(at) == '"') {
                quoted = !quoted;
            }
            at++;
        }
        if (quoted) {
            throw new IllegalArgumentException("A quote in the options is not closed.");
        }
        return at;
    }

    private static List<KeyOption> options(String field) {
        List<KeyOption> options = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int at = 0;
        while (at < field.length()) {
            if (field.charAt(at) == ',') {
                at++;
                continue;
            }
            int nameEnd = nameEnd(field, at);
            String name = field.substring(at, nameEnd);
            if (field.startsWith("=", nameEnd)) {
                int valueEnd = valueEnd(field, nameEnd + 1);
                String raw = field.substring(nameEnd + 2, valueEnd);
                options.add(KeyOption.of(name, raw.replace("\\\"", "\"")));
                at = valueEnd + 1;
            } else {
                options.add(KeyOption.flag(name));
                at = nameEnd;
            }
            requireSeparator(field, at, name);
            String last = options.get(options.size() - 1).name();
            if (!seen.add(last) && ONCE.contains(last)) {
                throw new IllegalArgumentException("The option " + last + " stands twice.");
            }
        }
        return options;
    }

    private static int nameEnd(String field, int start) {
        int at = start;
        while (at < field.length() && (Character.isLetterOrDigit(field.charAt(at)) || field.charAt(at) == '-')) {
            at++;
        }
        return at;
    }

    /** The offset of the closing quote. */
    private static int valueEnd(String field, int start) {
        if (!field.startsWith("\"", start)) {
            throw new IllegalArgumentException("The value of an option is not in double quotes.");
        }
        int at = start + 1;
        while (at < field.length() && field.charAt(at) != '"') {
            at += field.startsWith("\\\"", at) ? 2 : 1;
        }
        if (at >= field.length()) {
            throw new IllegalArgumentException("A quote in the options is not closed.");
        }
        return at;
    }

    private static void requireSeparator(String field, int at, String name) {
        if (at < field.length() && field.charAt(at) != ',') {
            throw new IllegalArgumentException("After the option " + name + " stands neither a comma nor a blank.");
        }
    }
}
