package org.pushmirror.rsync.process;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.exec.CommandLine;

/**
 * A command line that reaches the process exactly as given: that of the library quotes, trims and rewrites. Its text
 * shows the program only.
 */
final class ExactCommandLine extends CommandLine {

    /** What the JVM encodes arguments with; it replaces what this cannot write. */
    private static final Charset NATIVE = nativeCharset();

    private final List<String> words;

    ExactCommandLine(List<String> words) {
        super(words.get(0));
        this.words = List.copyOf(words);
    }

    static void requirePassable(String argument) {
        if (argument.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("An argument with a NUL cannot be passed to a program.");
        }
        if (!NATIVE.newEncoder().canEncode(argument)) {
            throw new IllegalArgumentException(
                    "The argument \"" + argument + "\" cannot be passed in the character set " + NATIVE
                            + " of this Java process; start it in a UTF-8 locale, for example with LC_ALL=C.UTF-8.");
        }
    }

    @Override
    public String[] toStrings() {
        return words.toArray(String[]::new);
    }

    @Override
    public String getExecutable() {
        return words.get(0);
    }

    @Override
    public String[] getArguments() {
        return words.subList(1, words.size()).toArray(String[]::new);
    }

    @Override
    public String toString() {
        return words.get(0);
    }

    private static Charset nativeCharset() {
        String name = System.getProperty("sun.jnu.encoding");
        return name != null && Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }
}
