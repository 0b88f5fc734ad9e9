package org.pushmirror.examples.mirrorctl;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Standard output as bytes: JSON is UTF-8 whatever the locale, and a round trip is any bytes at all. */
final class Output implements AutoCloseable {

    private final OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);

    Output() {}

    void line(String text) {
        bytes((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Pieces that together are a line. */
    void pieces(Stream<String> pieces) {
        pieces.forEach(piece -> bytes(piece.getBytes(StandardCharsets.UTF_8)));
        line("");
    }

    void bytes(byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Standard output cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Standard output cannot be written: " + e.getMessage(), e);
        }
    }
}
