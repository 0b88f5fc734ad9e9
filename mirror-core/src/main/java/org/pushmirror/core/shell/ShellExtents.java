package org.pushmirror.core.shell;

import java.util.function.IntSupplier;

/**
 * Finds where quotes, expansions and substitutions end, as bash 5.2 does before it looks inside. Every method takes the
 * offset of the first character inside, and gives the offset after the closing one, or -1 if there is none.
 */
final class ShellExtents {

    /** How deep constructs may stand in each other. What is deeper counts as not closed. */
    private static final int MAX_DEPTH = 200;

    private final String text;
    private final int end;
    private int depth;

    ShellExtents(String text, int end) {
        this.text = text;
        this.end = end;
    }

    /** Inside single quotes nothing is special. */
    int singleQuoted(int from) {
        int close = text.indexOf('\'', from);
        return close < 0 || close >= end ? -1 : close + 1;
    }

    /** Inside {@code $'...'} a backslash takes the next character along. */
    int ansiQuoted(int from) {
        return upTo(from, '\'');
    }

    int backquoted(int from) {
        return upTo(from, '`');
    }

    private int upTo(int from, char close) {
        for (int at = from; at < end; at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == close) {
                return at + 1;
            }
        }
        return -1;
    }

    int doubleQuoted(int from) {
        int at = from;
        while (at >= 0 && at < end) {
            char c = text.charAt(at);
            if (c == '"') {
                return at + 1;
            }
            at = c == '$' ? dollarInQuotes(at) : step(at, c);
        }
        return -1;
    }

    /** Quotes in quotes are nothing special, but an expansion is. */
    private int dollarInQuotes(int at) {
        char next = at + 1 < end ? text.charAt(at + 1) : 0;
        if (next == '{') {
            return nested(() -> braced(at + 2));
        }
        return next == '(' ? nested(() -> parenthesized(at + 2)) : at + 1;
    }

    private int step(int at, char c) {
        if (c == '\\') {
            return at + 2;
        }
        return c == '`' ? backquoted(at + 1) : at + 1;
    }

    /** After <code>${</code>. Single quotes hide a brace even where they stay as they are. */
    int braced(int from) {
        int brace = upToPlain(from, '}');
        return brace < 0 ? -1 : brace + 1;
    }

    /** The offset of the first such character that no quotes hide; -1 if there is none. */
    int upToPlain(int from, char wanted) {
        int at = from;
        while (at >= 0 && at < end) {
            char c = text.charAt(at);
            if (c == wanted) {
                return at;
            }
            at = next(at, c);
        }
        return -1;
    }

    /** After {@code $(} or another opening parenthesis. */
    int parenthesized(int from) {
        int at = from;
        boolean wordStart = true;
        while (at >= 0 && at < end) {
            char c = text.charAt(at);
            if (c == ')') {
                return at + 1;
            }
            if (c == '#' && wordStart) {
                int newline = text.indexOf('\n', at);
                at = newline < 0 ? end : newline;
            } else if (c == '(') {
                int inside = at + 1;
                at = nested(() -> parenthesized(inside));
            } else {
                at = next(at, c);
            }
            wordStart = " \t\n;&|(".indexOf(c) >= 0;
        }
        return -1;
    }

    private int next(int at, char c) {
        return switch (c) {
            case '\'' -> singleQuoted(at + 1);
            case '"' -> nested(() -> doubleQuoted(at + 1));
            case '$' -> dollar(at);
            case '<', '>' -> isSubstitution(at) ? nested(() -> parenthesized(at + 2)) : at + 1;
            default -> step(at, c);
        };
    }

    /** Whether a process substitution begins here. */
    boolean isSubstitution(int at) {
        return "<>".indexOf(text.charAt(at)) >= 0 && at + 1 < end && text.charAt(at + 1) == '(';
    }

    private int dollar(int at) {
        return at + 1 < end && text.charAt(at + 1) == '\'' ? ansiQuoted(at + 2) : dollarInQuotes(at);
    }

    private int nested(IntSupplier inside) {
        if (depth == MAX_DEPTH) {
            return -1;
        }
        depth++;
        try {
            return inside.getAsInt();
        } finally {
            depth--;
        }
    }
}
