package org.pushmirror.core.sshconfig;

import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.Severity;
import org.pushmirror.core.text.SourceText;

/** A line of an ssh_config: its keyword in lower case, empty for a blank line or a comment, and what follows. */
record ConfigLine(SourceText text, int number, String keyword, String rest) {

    static ConfigLine of(SourceText text, int number) {
        String content = text.text(text.lineContent(number));
        int nul = content.indexOf(0);
        String line = stripEnd(nul < 0 ? content : content.substring(0, nul));
        ConfigWords words = new ConfigWords(line);
        String keyword = words.next();
        if (keyword != null && keyword.isEmpty()) {
            keyword = words.next();
        }
        if (keyword == null || keyword.isEmpty() || keyword.startsWith("#")) {
            return new ConfigLine(text, number, "", "");
        }
        String rest = words.rest() == null ? "" : words.rest();
        return new ConfigLine(text, number, SshTokens.lower(keyword), rest.substring(ConfigWords.skipBlanks(rest, 0)));
    }

    /** White space at the end, form feeds included, is dropped. */
    private static String stripEnd(String line) {
        int end = line.length();
        while (end > 1 && " \t\r\n\f".indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        return line.substring(0, end);
    }

    Diagnostic problem(Severity severity, String rule, String message) {
        return new Diagnostic(text.place(text.line(number).start()), severity, rule, message);
    }
}
