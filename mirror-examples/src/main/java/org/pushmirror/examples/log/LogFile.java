package org.pushmirror.examples.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A log file that grows, and of which old ones are kept beside it as {@code NAME.0}, the newest, and so on, as savelog keeps
 * them. Immutable; each call opens the file anew.
 *
 * @param path the file
 */
public record LogFile(Path path) {

    /**
     * Adds text at the end, in UTF-8; the file is made if there is none.
     *
     * @param text the text, with its line ends
     * @throws IOException if the file cannot be written
     */
    public void append(String text) throws IOException {
        Files.write(
                path,
                text.getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND);
    }

    /**
     * Moves the file aside, and those before it one further. Does nothing if there is no such file.
     *
     * @param keep the number that the oldest may get; those above are not touched
     * @throws IOException if one cannot be moved
     */
    public void rotate(int keep) throws IOException {
        for (int number = keep; number > 0; number--) {
            move(numbered(number - 1), numbered(number));
        }
        move(path, numbered(0));
    }

    private Path numbered(int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
