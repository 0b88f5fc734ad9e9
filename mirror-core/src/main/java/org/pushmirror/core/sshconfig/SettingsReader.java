package org.pushmirror.core.sshconfig;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pushmirror.core.sshkeys.HostPattern;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.Findings;
import org.pushmirror.core.text.Severity;

/** Reads a configuration for one host, from its first line to its last, as ssh does. */
final class SettingsReader {

    private static final int MAX_LENGTH = 1 << 20;

    private final SshConfig config;
    private final String typed;
    private final SshUser user;
    private final SettingsBuilder values = new SettingsBuilder();
    private final Findings found = new Findings();
    private final Set<String> said = new HashSet<>();
    private String host;
    private boolean active;
    private boolean finalPass;
    private boolean finalPassWanted;

    SettingsReader(SshConfig config, String typed, SshUser user) {
        this.config = config;
        this.typed = typed;
        this.user = user;
        this.host = typed;
    }

    SshHostSettings read() {
        active = true;
        file(config, false);
        host = resolvedHost();
        if (finalPassWanted) {
            finalPass = true;
            active = true;
            file(config, false);
        }
        String account = values.text(SshKeyword.USER).orElse(user.name());
        return new SshHostSettings(values, new SshTokens(user, typed, host, account), found.list());
    }

    private String resolvedHost() {
        try {
            String named = values.hostName() == null ? typed : SshTokens.hostName(values.hostName(), typed);
            return named.indexOf(':') >= 0 ? named : SshTokens.lower(named);
        } catch (IllegalArgumentException problem) {
            found.add(new Diagnostic(
                    config.text().place(0), Severity.FATAL, "bad-value", String.valueOf(problem.getMessage())));
            return SshTokens.lower(typed);
        }
    }

    private void file(SshConfig file, boolean neverMatch) {
        found.addAll(file.problems());
        for (int number = 1; number <= file.text().lineCount(); number++) {
            ConfigLine line = ConfigLine.of(file.text(), number);
            if (!line.keyword().isEmpty()) {
                try {
                    take(file, line, neverMatch);
                } catch (IllegalArgumentException problem) {
                    found.add(line.problem(Severity.FATAL, "bad-value", String.valueOf(problem.getMessage())));
                }
            }
        }
    }

    private void take(SshConfig file, ConfigLine line, boolean neverMatch) {
        if (line.rest().length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "The line is longer than " + MAX_LENGTH + " characters, and is not read.");
        }
        if (line.rest().isEmpty()) {
            throw new IllegalArgumentException("The keyword " + line.keyword() + " has no argument.");
        }
        List<String> arguments = ConfigWords.arguments(line.rest());
        if (arguments == null) {
            throw new IllegalArgumentException("A quote is not closed.");
        }
        SshKeyword keyword = SshKeyword.of(line.keyword()).orElse(null);
        if (keyword == null) {
            other(line);
            return;
        }
        switch (keyword) {
            case HOST -> active = !neverMatch & matchesHost(arguments);
            case MATCH -> active = new MatchCondition(this, line).holds() & !neverMatch;
            case INCLUDE -> include(file, line, arguments);
            case PROXY_JUMP, PROXY_COMMAND -> values.takeProxy(keyword, line.rest(), active);
            default -> values.take(keyword, arguments, active);
        }
    }

    private boolean matchesHost(List<String> patterns) {
        boolean matches = false;
        for (String pattern : patterns) {
            if (pattern.isEmpty()) {
                throw new IllegalArgumentException("The keyword host has an empty argument.");
            }
            boolean negated = pattern.startsWith("!");
            if (HostPattern.matches(negated ? pattern.substring(1) : pattern, host)) {
                if (negated) {
                    return false;
                }
                matches = true;
            }
        }
        return matches;
    }

    private void include(SshConfig file, ConfigLine line, List<String> arguments) {
        if (arguments.contains("")) {
            throw new IllegalArgumentException("The keyword include has an empty argument.");
        }
        boolean before = active;
        for (SshConfig included : file.includedBy(line.number())) {
            file(included, !before);
            active = before;
        }
    }

    private void other(ConfigLine line) {
        String keyword = line.keyword();
        if (SshKeyword.isOther(keyword)) {
            if (active && said.add(keyword)) {
                found.add(line.problem(
                        SshKeyword.isWeighty(keyword) ? Severity.IGNORED : Severity.ADVICE,
                        "unsupported-keyword",
                        "The keyword " + keyword + " is not supported here, and does nothing."));
            }
            return;
        }
        boolean ignored = values.text(SshKeyword.IGNORE_UNKNOWN)
                .filter(list -> HostPattern.listMatches(SshTokens.lower(list), keyword))
                .isPresent();
        if (!ignored) {
            throw new IllegalArgumentException("ssh knows no keyword \"" + keyword + "\".");
        }
    }

    /** A condition that cannot be looked at; its block is left out. */
    void sayUnsupported(ConfigLine line, String condition) {
        found.add(line.problem(
                Severity.IGNORED,
                "unsupported-match",
                "The condition " + condition + " of Match is not supported here, so that this block does nothing."));
    }

    boolean isFinalPass() {
        return finalPass;
    }

    void wantFinalPass() {
        finalPassWanted = true;
    }

    String typedHost() {
        return typed;
    }

    /** The host that {@code Match host} looks at: where it stands by now. */
    String currentHost() {
        String named = values.hostName();
        if (finalPass || named == null) {
            return host;
        }
        return SshTokens.hostName(named, typed);
    }

    String currentUser() {
        return values.text(SshKeyword.USER).orElse(user.name());
    }

    String localUser() {
        return user.name();
    }
}
