package org.pushmirror.core.trace;

import java.util.Arrays;
import java.util.List;
import org.pushmirror.core.text.EscapedUtf8;

/**
 * The {@code project/trace/_traces} file: the names of the traces in a tree. Immutable.
 *
 * @param names the names, the oldest trace first
 */
public record TraceNames(List<String> names) {

    /** What the name of a trace ends in that says only that stage 1 is done. */
    public static final String STAGE1_SUFFIX = "-stage1";

    /**
     * Checks and copies the names.
     *
     * @param names the names, the oldest trace first
     * @throws IllegalArgumentException if a name is empty or has a line break
     */
    public TraceNames {
        names = List.copyOf(names);
        for (String name : names) {
            if (name.isEmpty() || name.indexOf('\n') >= 0) {
                throw new IllegalArgumentException(
                        "The name of a trace is empty or has a line break: \"" + name + "\".");
            }
        }
    }

    /**
     * Reads a {@code _traces} file. Empty lines are skipped.
     *
     * @param content the bytes of the file
     * @return the names
     */
    public static TraceNames parse(byte[] content) {
        return new TraceNames(Arrays.stream(EscapedUtf8.decode(content).split("\n"))
                .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
                .filter(line -> !line.isEmpty())
                .toList());
    }

    /**
     * The bytes of the file.
     *
     * @return one line for each name
     */
    public byte[] bytes() {
        StringBuilder text = new StringBuilder();
        names.forEach(name -> text.append(name).append('\n'));
        return EscapedUtf8.encode(text);
    }
}
