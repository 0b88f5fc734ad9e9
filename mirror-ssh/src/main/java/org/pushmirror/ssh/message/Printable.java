package org.pushmirror.ssh.message;

/** Makes text of a remote host fit for a one-line message. */
public final class Printable {

    private Printable() {}

    /**
     * Replaces what could drive a terminal or break the line, and cuts the rest.
     *
     * @param text any text
     * @param longest how many characters are kept
     * @return one line of printable characters
     */
    public static String of(String text, int longest) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(longest).forEach(c -> line.appendCodePoint(isPlain(c) ? c : '?'));
        return line.toString();
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
