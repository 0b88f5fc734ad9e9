package org.pushmirror.core.installation;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.mirrorlist.MirrorList;
import org.pushmirror.core.shell.RunmirrorsConf;
import org.pushmirror.core.sync.ArchiveName;

/** An archive that is pushed from here. Immutable. */
public final class InstalledHub {

    private final ArchiveName archive;
    private final Path file;
    private final RunmirrorsConf settings;
    private final @Nullable Path listFile;
    private final @Nullable MirrorList list;

    InstalledHub(
            ArchiveName archive,
            Path file,
            RunmirrorsConf settings,
            @Nullable Path listFile,
            @Nullable MirrorList list) {
        this.archive = archive;
        this.file = file;
        this.settings = settings;
        this.listFile = listFile;
        this.list = list;
    }

    /**
     * Which archive.
     *
     * @return its name
     */
    public ArchiveName archive() {
        return archive;
    }

    /**
     * Its configuration.
     *
     * @return runmirrors.conf or runmirrors-NAME.conf
     */
    public Path file() {
        return file;
    }

    /**
     * What runmirrors makes of the configuration.
     *
     * @return the settings
     */
    public RunmirrorsConf settings() {
        return settings;
    }

    /**
     * Where its list of mirrors is, or should be.
     *
     * @return the path; empty if no setting names one and none is found
     */
    public Optional<Path> listFile() {
        return Optional.ofNullable(listFile);
    }

    /**
     * Its mirrors.
     *
     * @return the list; empty if there is none to read
     */
    public Optional<MirrorList> list() {
        return Optional.ofNullable(list);
    }
}
