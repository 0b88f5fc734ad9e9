package org.pushmirror.core.sshconfig;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes ssh_config lines apart: the keyword in the one way that ssh has, the arguments in the other. */
final class ConfigWords {

    private static final String BLANKS = " \t\r\n";

    private @Nullable String rest;

    ConfigWords(String line) {
        this.rest = line;
    }

    /** What is left; null if nothing is. */
    @Nullable
    String rest() {
        return rest;
    }

    /** The next word up to white space or one equals sign, or between double quotes; null if nothing is left or a quote is open. */
    @Nullable
    String next() {
        String text = rest;
        if (text == null) {
            return null;
        }
        int end = 0;
        while (end < text.length()
                && !isBlank(text.charAt(end))
                && text.charAt(end) != '"'
                && text.charAt(end) != '=') {
            end++;
        }
        if (end == text.length()) {
            rest = null;
            return text;
        }
        if (text.charAt(end) == '"') {
            return quoted(text, end);
        }
        boolean equals = text.charAt(end) == '=';
        int next = skipBlanks(text, end + 1);
        if (!equals && next < text.length() && text.charAt(next) == '=') {
            next = skipBlanks(text, next + 1);
        }
        rest = text.substring(next);
        return text.substring(0, end);
    }

    private @Nullable String quoted(String text, int quote) {
        int close = text.indexOf('"', quote + 1);
        if (close < 0) {
            rest = null;
            return null;
        }
        rest = text.substring(skipBlanks(text, close + 1));
        return text.substring(0, quote) + text.substring(quote + 1, close);
    }

    static int skipBlanks(String text, int start) {
        int at = start;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return BLANKS.indexOf(c) >= 0;
    }

    /** The arguments of a line: quotes of both kinds, backslashes, and a comment at the end; null if a quote is open. */
    static @Nullable List<String> arguments(String text) {
        List<String> arguments = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t') {
                at++;
            } else if (c == '#') {
                return arguments;
            } else {
                at = argument(text, at, arguments);
                if (at < 0) {
                    return null;
                }
            }
        }
        return arguments;
    }

    private static int argument(String text, int start, List<String> arguments) {
        StringBuilder word = new StringBuilder();
        char quote = 0;
        int at = start;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
            if (c == '\\' && (next == '\'' || next == '"' || next == '\\' || quote == 0 && next == ' ')) {
                word.append(next);
                at++;
            } else if (quote == 0 && (c == ' ' || c == '\t')) {
                break;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else {
                word.append(c);
            }
        }
        arguments.add(word.toString());
        return quote == 0 ? at : -1;
    }
}
