package org.pushmirror.ssh.push;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Pull;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.trace.MirrorState;

/**
 * What one look at a target brought together.
 *
 * @param trigger the last trigger of the target
 * @param state what the mirror shows; null if nobody reads traces, or it cannot be looked at
 * @param unreadable why the mirror cannot be looked at, one sentence; null if it can, or nobody reads traces
 * @param callback when it called back since the trigger; null if it did not
 * @param pulls what it pulled from us since the trigger; null if nobody reads the log
 */
record Evidence(
        StageReport trigger,
        @Nullable MirrorState state,
        @Nullable String unreadable,
        @Nullable Instant callback,
        @Nullable List<Pull> pulls) {}
