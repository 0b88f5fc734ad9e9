package org.pushmirror.core.rsyncd;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pushmirror.core.text.EscapedUtf8;

/**
 * {@code %VAR%} as rsync replaces it: a percent sign, an upper-case letter, and anything up to the next percent sign, if an
 * environment variable has that name. There is no escape: {@code %%} stays as it is.
 */
final class VariableExpansion {

    /** By how many bytes a value may grow before rsync gives up. */
    static final int MAX_GROWTH = 2048;

    private static final Pattern REFERENCE = Pattern.compile("%([A-Z][^%]*)(?=%)");

    private final Map<String, String> variables;

    VariableExpansion(Map<String, String> variables) {
        this.variables = variables;
    }

    /** Whether nothing at all is set, as when nobody has said what is. */
    boolean isEmpty() {
        return variables.isEmpty();
    }

    boolean knows(String name) {
        return variables.containsKey(name);
    }

    /** The text with its variables; empty if it would grow so much that rsync ends. */
    Optional<String> expand(String text) {
        if (text.indexOf('%') < 0 || variables.isEmpty()) {
            return Optional.of(text);
        }
        byte[] bytes = EscapedUtf8.encode(text);
        int room = bytes.length + MAX_GROWTH;
        ByteArrayOutputStream expanded = new ByteArrayOutputStream(bytes.length);
        int at = 0;
        while (at < bytes.length && expanded.size() <= room) {
            int end = nameEnd(bytes, at);
            String value = end < 0 ? null : variables.get(EscapedUtf8.decode(bytes, at + 1, end));
            if (value == null) {
                expanded.write(bytes[at++]);
            } else {
                expanded.writeBytes(EscapedUtf8.encode(value));
                at = end + 1;
            }
        }
        return expanded.size() > room ? Optional.empty() : Optional.of(EscapedUtf8.decode(expanded.toByteArray()));
    }

    /** Where the name ends that begins after a percent sign here; -1 if none does. */
    private static int nameEnd(byte[] bytes, int at) {
        if (bytes[at] != '%' || at + 1 == bytes.length || bytes[at + 1] < 'A' || bytes[at + 1] > 'Z') {
            return -1;
        }
        int end = at + 1;
        while (end < bytes.length && bytes[end] != '%') {
            end++;
        }
        return end < bytes.length ? end : -1;
    }

    /** The first of what rsync could take for variables in a text that is one of those looked for. */
    static Optional<String> reference(String text, Predicate<String> wanted) {
        Matcher matcher = REFERENCE.matcher(text);
        while (matcher.find()) {
            if (wanted.test(matcher.group(1))) {
                return Optional.of(matcher.group(1));
            }
        }
        return Optional.empty();
    }
}
