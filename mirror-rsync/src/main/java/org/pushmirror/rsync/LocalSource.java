package org.pushmirror.rsync;

import java.nio.file.Path;

/**
 * A folder of this machine as source. Immutable.
 *
 * @param folder the folder whose content is pulled
 */
public record LocalSource(Path folder) implements RsyncSource {

    @Override
    public String argument() {
        return LocalFolder.argument(folder);
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
