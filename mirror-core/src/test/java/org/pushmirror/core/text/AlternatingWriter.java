package org.pushmirror.core.text;

import java.nio.file.Path;
import java.util.Arrays;

/** Replaces a file by content of the one letter and of the other for ever, until it is killed. */
final class AlternatingWriter {

    static final int LENGTH = 1 << 20;

    private AlternatingWriter() {}

    /** Starts with the path of the file. */
    public static void main(String[] arguments) {
        while (true) {
            AtomicFile.replace(Path.of(arguments[0]), content('a'));
            AtomicFile.replace(Path.of(arguments[0]), content('b'));
        }
    }

    static byte[] content(char letter) {
        byte[] content = new byte[LENGTH];
        Arrays.fill(content, (byte) letter);
        return content;
    }
}
