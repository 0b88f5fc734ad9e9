package org.pushmirror.examples.format;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.pushmirror.core.text.Diagnostic;

/** A file format of the command line. Implementations have no state. */
public interface Format {

    /**
     * The word after {@code --as}.
     *
     * @return for example {@code rsyncd.conf}
     */
    String word();

    /**
     * Whether the format is guessed from a file's name.
     *
     * @param file the file as given
     * @return true if the name says so
     */
    boolean matches(Path file);

    /**
     * The file as one line of JSON, in pieces that are made as they are asked for.
     *
     * @param file its name as given
     * @param bytes its content, any at all
     * @param options what the user asked for
     * @return the pieces of one object, without a line end
     */
    Stream<String> show(String file, byte[] bytes, FormatOptions options);

    /**
     * The file, parsed and written again.
     *
     * @param file its name as given
     * @param bytes its content, any at all
     * @return the same bytes, if the reader is right
     */
    byte[] roundtrip(String file, byte[] bytes);

    /**
     * What is wrong with the file.
     *
     * @param file its name as given
     * @param bytes its content, any at all
     * @param options what the user asked for
     * @return the diagnostics
     */
    List<Diagnostic> check(String file, byte[] bytes, FormatOptions options);
}
