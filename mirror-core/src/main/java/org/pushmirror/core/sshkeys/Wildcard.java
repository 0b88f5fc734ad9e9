package org.pushmirror.core.sshkeys;

/** The patterns of OpenSSH: {@code *} is any text, {@code ?} any character. */
final class Wildcard {

    private Wildcard() {}

    /** Lower case as the C locale has it: ASCII letters and nothing else. */
    static String lower(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c >= 'A' && c <= 'Z') {
                return lowerFrom(text, at);
            }
        }
        return text;
    }

    private static String lowerFrom(String text, int start) {
        StringBuilder lower = new StringBuilder(text);
        for (int at = start; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(at, (char) (c + ('a' - 'A')));
            }
        }
        return lower.toString();
    }

    /** Matches in time proportional to the product of the lengths at worst: only the last star is ever tried again. */
    static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int starText = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                starText = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++starText;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
