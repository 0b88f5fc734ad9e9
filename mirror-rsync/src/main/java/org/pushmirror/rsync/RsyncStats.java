package org.pushmirror.rsync;

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
        long received) {}
