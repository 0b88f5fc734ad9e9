package org.pushmirror.core.shell;

import java.util.regex.Pattern;

/** Writes values so that bash reads them back exactly, in the style of the value before. */
final class ShellQuoting {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=-]+");

    private ShellQuoting() {}

    /** The shortest form that every shell reads back as this text. */
    static String quote(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** The same, in double quotes if the value that is replaced has them. */
    static String quoteLike(String text, String before) {
        if (!before.startsWith("\"")) {
            return before.startsWith("'") ? "'" + text.replace("'", "'\\''") + "'" : quote(text);
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            if ("\\\"$`".indexOf(text.charAt(i)) >= 0) {
                quoted.append('\\');
            }
            quoted.append(text.charAt(i));
        }
        return quoted.append('"').toString();
    }
}
