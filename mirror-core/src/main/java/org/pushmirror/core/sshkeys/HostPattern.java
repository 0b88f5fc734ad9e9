package org.pushmirror.core.sshkeys;

/** The patterns of OpenSSH: {@code *} is any text, {@code ?} any character. Stateless and thread-safe. */
public final class HostPattern {

    private static final int MAX_ITEM = 1022;

    private HostPattern() {}

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

    /**
     * Whether a text is as a list of patterns separated by commas wants it: as one of them, and as none with {@code !} in
     * front. Upper and lower case differ.
     *
     * @param list the patterns
     * @param text the text
     * @return true if it is
     */
    public static boolean listMatches(String list, String text) {
        boolean found = false;
        int start = 0;
        while (start <= list.length()) {
            int comma = list.indexOf(',', start);
            int end = comma < 0 ? list.length() : comma;
            boolean negated = list.startsWith("!", start) && start < end;
            int from = negated ? start + 1 : start;
            if (end - from > MAX_ITEM) {
                return false;
            }
            if (matches(list.substring(from, end), text)) {
                if (negated) {
                    return false;
                }
                found = true;
            }
            start = end + 1;
        }
        return found;
    }

    /**
     * Whether a text is as a pattern wants it. Upper and lower case differ. Takes time proportional to the product of the
     * lengths at worst.
     *
     * @param pattern the pattern
     * @param text the text
     * @return true if it is
     */
    // Only the last star is ever tried again.
    public static boolean matches(String pattern, String text) {
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
