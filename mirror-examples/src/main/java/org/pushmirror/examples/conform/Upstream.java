package org.pushmirror.examples.conform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pushmirror.core.rsyncd.RsyncdConf;
import org.pushmirror.core.rsyncd.RsyncdModule;
import org.pushmirror.core.rsyncd.RsyncdParameter;
import org.pushmirror.core.rsyncd.TriState;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.daemon.DaemonSettings;
import org.pushmirror.rsync.daemon.RsyncDaemon;

/**
 * The upstream of a drive: an archive, a daemon that serves it on loopback, and a valve before that.
 *
 * @param archive what it serves
 * @param daemon serves it
 * @param valve what receivers connect to
 */
record Upstream(Archive archive, RsyncDaemon daemon, Valve valve) implements AutoCloseable {

    /** The name of the module. */
    static final String MODULE = "debian";

    static Upstream start(Rsync rsync, Path folder) throws IOException, InterruptedException {
        Archive archive = new Archive(Files.createDirectories(folder.resolve("archive")));
        RsyncdConf conf = RsyncdConf.create()
                .with(RsyncdParameter.USE_CHROOT, TriState.NO)
                .with(RsyncdParameter.LOG_FILE, folder.resolve("rsyncd.log").toString());
        if (System.getProperty("user.name").equals("root")) {
            // a daemon of root would serve as nobody, who cannot read a private folder
            conf = conf.with(RsyncdParameter.UID, "root").with(RsyncdParameter.GID, "root");
        }
        RsyncDaemon daemon = RsyncDaemon.start(
                rsync,
                DaemonSettings.of(conf.withModule(
                        RsyncdModule.of(MODULE, archive.root()).with(RsyncdParameter.READ_ONLY, true))));
        try {
            return new Upstream(archive, daemon, Valve.before(daemon.port()));
        } catch (IOException e) {
            daemon.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try (valve) {
            daemon.close();
        }
    }
}
