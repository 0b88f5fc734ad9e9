package org.pushmirror.core.installation;

import java.nio.file.Path;
import org.pushmirror.core.shell.FtpsyncConf;
import org.pushmirror.core.sync.ArchiveName;

/**
 * An archive that is mirrored here. Immutable.
 *
 * @param archive its name
 * @param file its configuration, ftpsync.conf or ftpsync-NAME.conf
 * @param settings what ftpsync makes of it
 */
public record InstalledArchive(ArchiveName archive, Path file, FtpsyncConf settings) {

    /**
     * Whether its downstreams are triggered after a sync.
     *
     * @return true if {@code HUB=true}
     */
    public boolean isHub() {
        return settings.get(FtpsyncConf.HUB).orElse(false);
    }
}
