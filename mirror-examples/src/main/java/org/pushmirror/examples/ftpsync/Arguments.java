package org.pushmirror.examples.ftpsync;

import java.util.List;
import java.util.Optional;
import org.pushmirror.core.sync.SyncRequest;

/**
 * What ftpsync was started with: {@code [-T TEXT] [WORD...]}, after the words that came over ssh.
 *
 * @param request the words, understood
 * @param trigger what the trace says started the sync
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
        String trigger = originalCommand.isEmpty() ? "" : "ssh";
        int at = 0;
        while (at < arguments.size() && arguments.get(at).startsWith("-")) {
            String option = arguments.get(at);
            if (option.equals("--")) {
                at++;
                break;
            }
            if (!option.startsWith("-T")) {
                return Optional.empty();
            }
            if (option.length() > 2) {
                trigger = option.substring(2);
                at++;
            } else if (at + 1 < arguments.size()) {
                trigger = arguments.get(at + 1);
                at += 2;
            } else {
                return Optional.empty();
            }
        }
        SyncRequest request = SyncRequest.parse(originalCommand, arguments.subList(at, arguments.size()));
        return Optional.of(new Arguments(request, trigger));
    }
}
