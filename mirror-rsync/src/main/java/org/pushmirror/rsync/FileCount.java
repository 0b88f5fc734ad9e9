package org.pushmirror.rsync;

/**
 * A count of files by kind, as rsync's statistics give it. Immutable.
 *
 * @param total all of them
 * @param regular regular files
 * @param folders folders
 * @param links symbolic links
 * @param devices devices
 * @param specials sockets and named pipes
 */
public record FileCount(long total, long regular, long folders, long links, long devices, long specials) {

    /** No files. */
    public static final FileCount NONE = new FileCount(0, 0, 0, 0, 0, 0);
}
