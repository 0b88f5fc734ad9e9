package org.pushmirror.core.rsyncd;

import java.util.ArrayList;
import java.util.List;
import org.pushmirror.core.text.EscapedUtf8;

/**
 * A wildcard as rsync matches it, byte by byte: {@code *} and {@code ?} stop at a slash, {@code **} does not, {@code [a-z]}, {@code [!a-z]}
 * and {@code [[:digit:]]} are sets, a backslash takes the next byte as it is. Immutable. Time grows with pattern times text.
 */
final class ShellPattern {

    private static final int BYTES = 256;

    /** A step of the pattern: the bytes that it takes; a star repeats. */
    private record Step(boolean[] bytes, boolean repeats) {}

    private final List<Step> steps = new ArrayList<>();
    private boolean broken;

    ShellPattern(String pattern) {
        byte[] bytes = EscapedUtf8.encode(pattern);
        int at = 0;
        while (at < bytes.length && !broken) {
            at = readStep(bytes, at);
        }
    }

    private int readStep(byte[] bytes, int at) {
        switch (bytes[at]) {
            case '*' -> {
                int end = at;
                while (end < bytes.length && bytes[end] == '*') {
                    end++;
                }
                steps.add(new Step(allBut(end - at > 1 ? -1 : '/'), true));
                return end;
            }
            case '?' -> {
                steps.add(new Step(allBut('/'), false));
                return at + 1;
            }
            case '[' -> {
                return readSet(bytes, at + 1);
            }
            case '\\' -> {
                if (at + 1 < bytes.length) {
                    steps.add(new Step(only(bytes[at + 1]), false));
                    return at + 2;
                }
                broken = true;
                return at + 1;
            }
            default -> {
                steps.add(new Step(only(bytes[at]), false));
                return at + 1;
            }
        }
    }

    private int readSet(byte[] bytes, int start) {
        int at = start;
        boolean negated = at < bytes.length && (bytes[at] == '!' || bytes[at] == '^');
        if (negated) {
            at++;
        }
        boolean[] set = new boolean[BYTES];
        int first = at;
        int previous = 0;
        while (at < bytes.length && (bytes[at] != ']' || at == first)) {
            int c = bytes[at] & 0xFF;
            if (c == '-' && previous > 0 && at + 1 < bytes.length && bytes[at + 1] != ']') {
                at++;
                if (bytes[at] == '\\' && at + 1 < bytes.length) {
                    at++;
                }
                for (int in = previous; in <= (bytes[at] & 0xFF); in++) {
                    set[in] = true;
                }
                previous = 0;
            } else if (c == '[' && at + 1 < bytes.length && bytes[at + 1] == ':') {
                at = addClass(bytes, at + 2, set);
                previous = 0;
            } else {
                if (c == '\\' && at + 1 < bytes.length) {
                    c = bytes[++at] & 0xFF;
                }
                set[c] = true;
                previous = c;
            }
            at++;
        }
        if (at >= bytes.length) {
            broken = true;
            return at;
        }
        for (int c = 0; c < BYTES; c++) {
            set[c] = set[c] != negated && c != '/';
        }
        steps.add(new Step(set, false));
        return at + 1;
    }

    /** Adds a class like {@code digit}; tells the offset of its last byte. */
    private int addClass(byte[] bytes, int start, boolean[] set) {
        int end = start;
        while (end < bytes.length && bytes[end] != ']') {
            end++;
        }
        if (end >= bytes.length || end == start || bytes[end - 1] != ':') {
            set['['] = true;
            return start - 2;
        }
        String name = EscapedUtf8.decode(bytes, start, end - 1);
        for (int c = 0; c < BYTES; c++) {
            set[c] |= isIn(name, c);
        }
        return end;
    }

    private boolean isIn(String name, int c) {
        boolean upper = c >= 'A' && c <= 'Z';
        boolean lower = c >= 'a' && c <= 'z';
        boolean digit = c >= '0' && c <= '9';
        boolean graph = c > ' ' && c < 0x7F;
        return switch (name) {
            case "alnum" -> upper || lower || digit;
            case "alpha" -> upper || lower;
            case "blank" -> c == ' ' || c == '\t';
            case "cntrl" -> c < ' ' || c == 0x7F;
            case "digit" -> digit;
            case "graph" -> graph;
            case "lower" -> lower;
            case "print" -> graph || c == ' ';
            case "punct" -> graph && !upper && !lower && !digit;
            case "space" -> RsyncdGrammar.isSpace(c);
            case "upper" -> upper;
            case "xdigit" -> digit || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
            default -> {
                broken = true;
                yield false;
            }
        };
    }

    private static boolean[] allBut(int excluded) {
        boolean[] set = new boolean[BYTES];
        for (int c = 0; c < BYTES; c++) {
            set[c] = c != excluded;
        }
        return set;
    }

    private static boolean[] only(byte included) {
        boolean[] set = new boolean[BYTES];
        set[included & 0xFF] = true;
        return set;
    }

    /** Whether the whole text is matched; a pattern that is not closed matches nothing. */
    boolean matches(String text) {
        if (broken) {
            return false;
        }
        boolean[] reached = new boolean[steps.size() + 1];
        reached[0] = true;
        passStars(reached);
        for (byte b : EscapedUtf8.encode(text)) {
            boolean[] next = new boolean[reached.length];
            for (int i = 0; i < steps.size(); i++) {
                if (reached[i] && steps.get(i).bytes()[b & 0xFF]) {
                    next[steps.get(i).repeats() ? i : i + 1] = true;
                }
            }
            reached = next;
            passStars(reached);
        }
        return reached[steps.size()];
    }

    private void passStars(boolean[] reached) {
        for (int i = 0; i < steps.size(); i++) {
            reached[i + 1] |= reached[i] && steps.get(i).repeats();
        }
    }

    /** Whether it may match more than itself. */
    static boolean isWildcard(String pattern) {
        return pattern.chars().anyMatch(c -> "*?[\\".indexOf(c) >= 0);
    }

    /** Whether this pattern matches whatever the other, plain text perhaps, can match; false when that is not obvious. */
    static boolean covers(String pattern, String other) {
        boolean star = pattern.equals("*") || pattern.equals("**");
        return star || pattern.equals(other) || !isWildcard(other) && new ShellPattern(pattern).matches(other);
    }
}
