package org.pushmirror.core.inetd;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.pushmirror.core.text.LintRule;
import org.pushmirror.core.text.Severity;

/** Every rule that a diagnostic of an inetd.conf can name: the table that messages and docs/lint.md are made from. */
enum InetdRule {
    DEAD_LINE(Severity.FATAL, "A line that is no comment is no service: inetd logs it and does not serve it."),
    DUPLICATE_SERVICE(
            Severity.HAZARD,
            "Two lines that count are for the same service and protocol. Only one of them can listen."),
    LOG_FILE_OPTION(
            Severity.ADVICE,
            "The rsync daemon is started with `--log-file`, which ends as soon as a client asks for a module that has no `log file` of its own: the log goes on in syslog.");

    private final LintRule rule;

    InetdRule(Severity severity, String meaning) {
        this.rule = new LintRule(name().toLowerCase(Locale.ROOT).replace('_', '-'), severity, meaning);
    }

    LintRule rule() {
        return rule;
    }

    static List<LintRule> all() {
        return Arrays.stream(values()).map(InetdRule::rule).toList();
    }
}
