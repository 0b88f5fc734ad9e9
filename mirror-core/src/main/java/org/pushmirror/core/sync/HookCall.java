package org.pushmirror.core.sync;

import java.nio.file.Path;

/**
 * What a hook is told. Immutable.
 *
 * @param point which moment it is
 * @param request what the sync does, with what was asked for meanwhile
 * @param mirror the name of the mirror
 * @param tree the folder of the mirror
 */
public record HookCall(HookPoint point, SyncRequest request, String mirror, Path tree) {}
