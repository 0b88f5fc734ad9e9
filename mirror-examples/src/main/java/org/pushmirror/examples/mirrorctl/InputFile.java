package org.pushmirror.examples.mirrorctl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.pushmirror.core.text.AtomicFile;

/** A file argument: a path, or {@code -} for standard input. */
final class InputFile {

    private static final String STANDARD_INPUT = "-";

    private InputFile() {}

    /**
     * Reads it whole.
     *
     * @throws org.pushmirror.core.text.FileException if it cannot be read
     */
    static byte[] read(String file) {
        if (!file.equals(STANDARD_INPUT)) {
            return AtomicFile.read(Path.of(file));
        }
        try {
            return System.in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Standard input cannot be read: " + e.getMessage(), e);
        }
    }
}
