package org.pushmirror.core.rsyncd;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
        StringBuilder expanded = new StringBuilder(text.length());
        int room = EscapedUtf8.encode(text).length + MAX_GROWTH;
        int at = 0;
        while (at < text.length()) {
            String value = valueAt(text, at);
            if (value == null) {
                expanded.append(text.charAt(at++));
            } else {
                expanded.append(value);
                at = text.indexOf('%', at + 1) + 1;
                if (EscapedUtf8.encode(expanded).length > room) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(expanded.toString());
    }

    private @Nullable String valueAt(String text, int at) {
        if (text.charAt(at) != '%' || at + 1 == text.length() || !isUpper(text.charAt(at + 1))) {
            return null;
        }
        int end = text.indexOf('%', at + 1);
        return end < 0 ? null : variables.get(text.substring(at + 1, end));
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    /** What rsync could take for variables in a text. */
    static Set<String> references(String text) {
        Set<String> names = new HashSet<>();
        if (text.indexOf('%') >= 0) {
            Matcher matcher = REFERENCE.matcher(text);
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }
}
