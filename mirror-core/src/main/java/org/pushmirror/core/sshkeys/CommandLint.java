package org.pushmirror.core.sshkeys;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.Place;

/** Looks at a forced command, which the login shell of the account runs with {@code -c}. */
final class CommandLint {

    private static final String ORIGINAL = "SSH_ORIGINAL_COMMAND";
    private static final Pattern INDIRECT = Pattern.compile(
            "(^|[\\s;|&(])((eval|\\S{0,40}sh(\\s+-\\S{1,9}){0,5}\\s+-[a-z]{0,9}c)\\s[^;|&]*|(exec|source|\\.)\\s+[\"']?)\\$\\{?"
                    + ORIGINAL + "|`[^`]*" + ORIGINAL);
    private static final int LOOKED_AT = 4096;
    private static final Pattern META = Pattern.compile("[;|&<>()`$*?\\[\\]{}#!\\\\'\"\\n~]");

    private CommandLint() {}

    static List<Diagnostic> check(Place place, String command) {
        List<Diagnostic> found = new ArrayList<>();
        if (INDIRECT.matcher(command.substring(0, Math.min(command.length(), LOOKED_AT)))
                .find()) {
            found.add(KeyRule.UNQUOTED_ORIGINAL_COMMAND.at(
                    place,
                    "The command runs $" + ORIGINAL + " as a program, so that the key's owner runs what he likes;"
                            + " let a script read the variable and choose from what it knows."));
        } else if (isUnquoted(command)) {
            found.add(KeyRule.UNQUOTED_ORIGINAL_COMMAND.at(
                    place,
                    "The command uses $" + ORIGINAL
                            + " without double quotes, so that the shell splits it and expands its"
                            + " patterns; write \\\"$" + ORIGINAL + "\\\"."));
        }
        String problem = shellProblem(command);
        if (!problem.isEmpty()) {
            found.add(KeyRule.SHELL_COMMAND.at(
                    place,
                    "The login shell runs the command, and it " + problem
                            + "; write the absolute path of a program, and its arguments."));
        }
        return found;
    }

    private static String shellProblem(String command) {
        String start = command.strip();
        String program =
                start.startsWith("exec ") ? start.substring("exec ".length()).strip() : start;
        if (program.isEmpty()) {
            return "does nothing";
        }
        if (program.startsWith("~") || program.startsWith("$HOME") || program.startsWith("${HOME}")) {
            return "begins in the home folder of the account, whatever that is";
        }
        if (!program.startsWith("/")) {
            return "is found through PATH";
        }
        return META.matcher(program).find() ? "has characters that mean something to a shell" : "";
    }

    /** Whether the variable stands outside double quotes somewhere. */
    private static boolean isUnquoted(String command) {
        boolean single = false;
        boolean doubled = false;
        for (int at = 0; at < command.length(); at++) {
            char c = command.charAt(at);
            if (c == '\\' && !single) {
                at++;
            } else if (c == '\'' && !doubled) {
                single = !single;
            } else if (c == '"' && !single) {
                doubled = !doubled;
            } else if (c == '$' && !single && !doubled && names(command, at + 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean names(String command, int at) {
        int start = command.startsWith("{", at) ? at + 1 : at;
        return command.startsWith(ORIGINAL, start);
    }
}
