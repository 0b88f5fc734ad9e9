package org.pushmirror.core.shell;

/** Which characters mean what to the shell. */
final class ShellGrammar {

    private ShellGrammar() {}

    static boolean isNameStart(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_';
    }

    static boolean isNamePart(char c) {
        return isNameStart(c) || c >= '0' && c <= '9';
    }

    static boolean isName(String text) {
        return !text.isEmpty() && nameEnd(text, 0) == text.length();
    }

    /** The offset after the name that begins here; the same offset if none does. */
    static int nameEnd(String text, int from) {
        if (from >= text.length() || !isNameStart(text.charAt(from))) {
            return from;
        }
        int at = from + 1;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        return at;
    }

    static boolean isMeta(char c) {
        return " \t\n;&|()<>".indexOf(c) >= 0;
    }

    /** The offset after {@code NAME=}, {@code NAME+=} or {@code NAME[...]=}; -1 if no assignment begins here. */
    static int assignmentEnd(String text, int from) {
        int at = nameEnd(text, from);
        if (at == from) {
            return -1;
        }
        if (at < text.length() && text.charAt(at) == '[') {
            at = subscriptEnd(text, at);
        }
        if (at < text.length() && text.charAt(at) == '+') {
            at++;
        }
        return at < text.length() && text.charAt(at) == '=' ? at + 1 : -1;
    }

    private static int subscriptEnd(String text, int open) {
        int at = open;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != ' ') {
            if (text.charAt(at++) == ']') {
                return at;
            }
        }
        return open;
    }
}
