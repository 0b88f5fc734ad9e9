package org.pushmirror.rsync;

import java.nio.file.Path;

/**
 * A folder of this machine, or its content, or a file. Named to rsync so that no colon, blank or leading hyphen changes
 * what is meant. Immutable.
 */
public final class LocalPlace implements RsyncSource, RsyncTarget {

    private final Path path;
    private final boolean content;

    private LocalPlace(Path path, boolean content) {
        this.path = path;
        this.content = content;
    }

    static LocalPlace content(Path folder) {
        return new LocalPlace(folder, true);
    }

    static LocalPlace item(Path path) {
        return new LocalPlace(path, false);
    }

    /**
     * The path.
     *
     * @return the path as given
     */
    public Path path() {
        return path;
    }

    @Override
    public String argument() {
        String absolute = path.toAbsolutePath().toString();
        return content && !absolute.endsWith("/") ? absolute + "/" : absolute;
    }

    @Override
    public String targetArgument() {
        if (!content) {
            throw new IllegalArgumentException("The target " + path + " must be a folder that takes the content.");
        }
        return argument();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
