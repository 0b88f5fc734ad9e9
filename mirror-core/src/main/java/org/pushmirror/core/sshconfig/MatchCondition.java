package org.pushmirror.core.sshconfig;

import org.jspecify.annotations.Nullable;
import org.pushmirror.core.sshkeys.HostPattern;

/** The conditions of one {@code Match} line. */
final class MatchCondition {

    private final SettingsReader reader;
    private final ConfigLine line;
    private final ConfigWords words;

    MatchCondition(SettingsReader reader, ConfigLine line) {
        this.reader = reader;
        this.line = line;
        this.words = new ConfigWords(line.rest());
    }

    /** Whether all conditions hold; throws IllegalArgumentException with the reason if ssh would refuse the line. */
    boolean holds() {
        boolean result = true;
        int count = 0;
        String word = words.next();
        while (word != null && !word.isEmpty() && !word.startsWith("#")) {
            boolean negated = word.startsWith("!");
            String condition = SshTokens.lower(negated ? word.substring(1) : word);
            if (condition.equals("all")) {
                requireAlone(count);
                return result && !negated;
            }
            count++;
            result &= holds(condition) != negated;
            word = words.next();
        }
        if (count == 0) {
            throw new IllegalArgumentException("The keyword match needs a condition.");
        }
        return result;
    }

    private void requireAlone(int before) {
        String next = words.next();
        boolean more = next != null && !next.isEmpty() && !next.startsWith("#");
        if (before > 1 || more) {
            throw new IllegalArgumentException("The condition all of Match stands alone.");
        }
    }

    private boolean holds(String condition) {
        switch (condition) {
            case "final" -> {
                reader.wantFinalPass();
                return reader.isFinalPass();
            }
            case "canonical" -> {
                return reader.isFinalPass();
            }
            case "host" -> {
                return HostPattern.listMatches(lowerArgument(condition), SshTokens.lower(reader.currentHost()));
            }
            case "originalhost" -> {
                return HostPattern.listMatches(lowerArgument(condition), SshTokens.lower(reader.typedHost()));
            }
            case "user" -> {
                return HostPattern.listMatches(argument(condition), reader.currentUser());
            }
            case "localuser" -> {
                return HostPattern.listMatches(argument(condition), reader.localUser());
            }
            case "exec", "localnetwork", "tagged", "command", "version", "sessiontype" -> {
                argument(condition);
                reader.sayUnsupported(line, condition);
                return false;
            }
            default -> throw new IllegalArgumentException("ssh knows no condition \"" + condition + "\" of Match.");
        }
    }

    private String lowerArgument(String condition) {
        return SshTokens.lower(argument(condition));
    }

    private String argument(String condition) {
        @Nullable String argument = words.next();
        if (argument == null || argument.isEmpty() || argument.startsWith("#")) {
            throw new IllegalArgumentException("The condition " + condition + " of Match has no argument.");
        }
        return argument;
    }
}
