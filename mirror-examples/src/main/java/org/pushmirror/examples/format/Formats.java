package org.pushmirror.examples.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every format of the command line, in the order in which names are matched. */
public final class Formats {

    private static final List<Format> ALL = List.of(
            new RsyncdFormat(),
            new SecretsFormat(),
            new InetdFormat(),
            new AuthorizedKeysFormat(),
            new KnownHostsFormat(),
            new ShellFormat(ShellFormat.Program.FTPSYNC),
            new ShellFormat(ShellFormat.Program.RUNMIRRORS),
            new MirrorListFormat(),
            new TraceFormat());

    private Formats() {}

    /**
     * The format with this word.
     *
     * @param word as after {@code --as}
     * @return the format; empty if there is none
     */
    public static Optional<Format> named(String word) {
        return ALL.stream().filter(format -> format.word().equals(word)).findFirst();
    }

    /**
     * The format that a file's name says.
     *
     * @param file the file as given
     * @return the format; empty if the name says none
     */
    public static Optional<Format> guess(Path file) {
        return ALL.stream().filter(format -> format.matches(file)).findFirst();
    }

    /**
     * Every word, for messages.
     *
     * @return the words, separated by commas
     */
    public static String words() {
        return ALL.stream().map(Format::word).collect(Collectors.joining(", "));
    }
}
