package org.pushmirror.rsync;

import java.time.Duration;

/**
 * The statistics that rsync prints at its end. Fields that an old rsync does not print are zero. Immutable.
 *
 * @param files what the source has
 * @param created what was created at the target
 * @param deleted what was deleted at the target
 * @param transferred how many regular files were transferred
 * @param totalSize the size of all files in bytes
 * @param transferredSize the size of the transferred files in bytes
 * @param literalBytes bytes that were sent as they are
 * @param matchedBytes bytes that were found at the target
 * @param fileListSize the size of the file list in bytes
 * @param sent bytes sent
 * @param received bytes received
 * @param fileListGeneration how long it took to make the file list
 * @param fileListTransfer how long it took to transfer the file list
 * @param bytesPerSecond the rate of the whole run
 * @param speedup the size of all files, divided by what was sent and received
 */
public record RsyncStats(
        FileCount files,
        FileCount created,
        FileCount deleted,
        long transferred,
        long totalSize,
        long transferredSize,
        long literalBytes,
        long matchedBytes,
        long fileListSize,
        long sent,
        long received,
        Duration fileListGeneration,
        Duration fileListTransfer,
        double bytesPerSecond,
        double speedup) {}
