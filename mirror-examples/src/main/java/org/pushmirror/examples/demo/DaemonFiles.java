package org.pushmirror.examples.demo;

import java.nio.file.Path;
import org.pushmirror.core.rsyncd.RsyncdConf;
import org.pushmirror.core.rsyncd.RsyncdParameter;
import org.pushmirror.core.rsyncd.TriState;

/** What the configurations of every rsync daemon of the demo begin with. */
final class DaemonFiles {

    private DaemonFiles() {}

    /**
     * A configuration without a module: as root it serves as nobody and locked into the tree, as anybody else it serves
     * as that user, who cannot lock anything in.
     *
     * @param folder holds its lock and its log
     */
    static RsyncdConf configuration(Path folder) {
        RsyncdConf conf = RsyncdConf.create();
        if (Account.current().isRoot()) {
            conf = conf.with(RsyncdParameter.UID, "nobody")
                    .with(
                            RsyncdParameter.GID,
                            Account.group("nogroup", "nobody").orElse("nobody"))
                    .with(RsyncdParameter.USE_CHROOT, TriState.YES);
        } else {
            conf = conf.with(RsyncdParameter.USE_CHROOT, TriState.NO);
        }
        return conf.with(
                        RsyncdParameter.LOCK_FILE, folder.resolve("rsyncd.lock").toString())
                .with(RsyncdParameter.LOG_FILE, folder.resolve("rsyncd.log").toString());
    }
}
