package org.pushmirror.rsync;

import java.nio.file.Path;

/** How a local folder is named to rsync, so that no colon, blank or leading hyphen changes what is meant. */
final class LocalFolder {

    private LocalFolder() {}

    /** The absolute path with a slash at its end, which stands for the folder's content. */
    static String argument(Path folder) {
        String path = folder.toAbsolutePath().toString();
        return path.endsWith("/") ? path : path + "/";
    }
}
