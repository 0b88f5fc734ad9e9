package org.pushmirror.examples.runmirrors;

import java.util.List;
import java.util.Optional;
import org.pushmirror.core.push.PushKind;

/**
 * What runmirrors was started with: {@code NAME}, or {@code [-a NAME] [-k KIND] [-f]}.
 *
 * @param name what is added to the name of the configuration; empty for the default
 * @param kind what the run is for
 * @param fromFtpsync whether ftpsync started it
 * @param help whether only help is wanted
 */
record Arguments(String name, PushKind kind, boolean fromFtpsync, boolean help) {

    static final String USAGE = "usage: runmirrors [NAME] | runmirrors [-a NAME] [-k all|mhop|stage2] [-f]";

    /**
     * Reads the command line as the shell's {@code getopts} does.
     *
     * @return empty if it is not one of runmirrors
     */
    static Optional<Arguments> parse(List<String> words) {
        if (words.isEmpty() || !words.get(0).startsWith("-")) {
            boolean one = words.size() <= 1;
            return one ? Optional.of(plain(words.isEmpty() ? "" : words.get(0))) : Optional.empty();
        }
        Arguments arguments = plain("");
        int at = 0;
        while (at < words.size()) {
            String word = words.get(at++);
            if (word.equals("--") && at == words.size()) {
                break;
            }
            if (!word.startsWith("-") || word.length() == 1) {
                return Optional.empty();
            }
            for (int i = 1; i < word.length(); i++) {
                char option = word.charAt(i);
                if (option == 'f' || option == 'h') {
                    arguments = option == 'f' ? arguments.started() : arguments.helping();
                    continue;
                }
                boolean joined = i + 1 < word.length();
                if (!joined && at == words.size()) {
                    return Optional.empty();
                }
                String value = joined ? word.substring(i + 1) : words.get(at++);
                Optional<Arguments> next = arguments.with(option, value);
                if (next.isEmpty()) {
                    return Optional.empty();
                }
                arguments = next.get();
                break;
            }
        }
        return Optional.of(arguments);
    }

    private static Arguments plain(String name) {
        return new Arguments(name, PushKind.MHOP, false, false);
    }

    private Arguments started() {
        return new Arguments(name, kind, true, help);
    }

    private Arguments helping() {
        return new Arguments(name, kind, fromFtpsync, true);
    }

    private Optional<Arguments> with(char option, String value) {
        if (option == 'a') {
            return Optional.of(new Arguments(value, kind, fromFtpsync, help));
        }
        try {
            return option == 'k'
                    ? Optional.of(new Arguments(name, PushKind.of(value), fromFtpsync, help))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether stage 2 belongs to another run: ftpsync starts that one when its own upstream tells it to. */
    boolean leavesStage2() {
        return fromFtpsync && kind == PushKind.MHOP;
    }
}
