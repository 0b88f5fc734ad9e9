package org.pushmirror.rsync.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pushmirror.core.rsyncd.RsyncdConf;
import org.pushmirror.rsync.daemon.RsyncDaemonException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A configuration in a temporary file that only its owner can read. */
final class OwnConf {

    private static final Logger LOG = LoggerFactory.getLogger(OwnConf.class);

    private OwnConf() {}

    static Path write(RsyncdConf conf) {
        try {
            Path file =
                    Files.createTempFile("pushmirror-" + ProcessHandle.current().pid() + "-", ".rsyncd.conf");
            return Files.write(file, conf.bytes());
        } catch (IOException e) {
            throw new RsyncDaemonException(
                    Reason.BROKEN_CONFIG,
                    "The configuration of the rsync daemon cannot be written to a temporary file: " + e.getMessage()
                            + ".",
                    e);
        }
    }

    static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("The temporary file {} stays: {}", file, e.toString());
        }
    }
}
