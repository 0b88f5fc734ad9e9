package org.pushmirror.examples.ftpsync;

import java.util.List;
import java.util.Optional;
import org.pushmirror.core.sync.SyncRequest;

/**
 * What ftpsync was started with: {@code [-T TEXT] [WORD...]}, after the words that came over ssh.
 *
 * @param request the words, understood
 * @param trigger what the trace says started the sync; empty if nothing says
 */
record Arguments(SyncRequest request, String trigger) {

    /**
     * Reads the command line.
     *
     * @param arguments the arguments of the program
     * @param originalCommand what the far end asked for over ssh; empty when it did not start us, or asked for nothing
     * @return empty if the command line is not one of ftpsync
     * @throws IllegalArgumentException if an archive name is not allowed
     */
    static Optional<Arguments> parse(List<String> arguments, String originalCommand) {
        String trigger = "";
        int at = 0;
        while (at < arguments.size() && isOption(arguments.get(at))) {
            String option = arguments.get(at);
            at++;
            if (option.equals("--")) {
                break;
            }
            if (!option.startsWith("-T")) {
                return Optional.empty();
            }
            if (option.length() > 2) {
                trigger = option.substring(2);
            } else if (at < arguments.size()) {
                trigger = arguments.get(at);
                at++;
            } else {
                return Optional.empty();
            }
        }
        if (trigger.isEmpty() && !originalCommand.isEmpty()) {
            trigger = "ssh";
        }
        SyncRequest request = SyncRequest.parse(originalCommand, arguments.subList(at, arguments.size()));
        return Optional.of(new Arguments(request, trigger));
    }

    /** A hyphen alone is a word, as for getopts. */
    private static boolean isOption(String argument) {
        return argument.startsWith("-") && argument.length() > 1;
    }
}
