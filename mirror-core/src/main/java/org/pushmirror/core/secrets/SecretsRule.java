package org.pushmirror.core.secrets;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.pushmirror.core.text.LintRule;
import org.pushmirror.core.text.Severity;

/** Every rule that a diagnostic of a secrets file can name: the table that messages and docs/lint.md are made from. */
enum SecretsRule {
    LONG_LINE(
            Severity.HAZARD,
            "A line is longer than 1023 bytes. rsync takes the rest for another line, so that the end of a long comment can be a working password."),
    DUPLICATE_NAME(Severity.IGNORED, "A name has a line further up, and rsync looks at the first one only."),
    EMPTY_PASSWORD(Severity.HAZARD, "A name has an empty password, and rsync lets it in with that."),
    MISSING_COLON(Severity.IGNORED, "A line has no colon and is no comment, so rsync never uses it."),
    BLANK_AROUND(
            Severity.HAZARD,
            "A blank stands before the name, around the colon or at the end of the line. rsync takes it for a part of the name or of the password."),
    QUOTED_PASSWORD(Severity.ADVICE, "A password stands in quotes, which are a part of it."),
    LITERAL_NEWLINE(
            Severity.HAZARD,
            "A password contains a backslash and an n: a program has written several lines into one, most likely."),
    NUL_IN_PASSWORD(Severity.HAZARD, "A NUL stands in a line, where rsync ends the password."),
    CR_IN_PASSWORD(Severity.HAZARD, "A CR stands within a line, where rsync ends the password."),
    BOM(
            Severity.HAZARD,
            "The file begins with a UTF-8 byte order mark, which rsync takes for a part of the first name.");

    private final LintRule rule;

    SecretsRule(Severity severity, String meaning) {
        this.rule = new LintRule(name().toLowerCase(Locale.ROOT).replace('_', '-'), severity, meaning);
    }

    LintRule rule() {
        return rule;
    }

    static List<LintRule> all() {
        return Arrays.stream(values()).map(SecretsRule::rule).toList();
    }
}
