package org.pushmirror.rsync.sync;

import org.pushmirror.rsync.RsyncResult;

/**
 * One run of rsync within a sync. A stage is run more than once when requests arrive meanwhile. Immutable.
 *
 * @param stage which stage
 * @param result how it ended, with its statistics
 */
public record StageRun(SyncStage stage, RsyncResult result) {}
