package org.pushmirror.ssh.push;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.ssh.time.Deadline;

/**
 * What the targets of one run share.
 *
 * @param push what is pushed
 * @param settings how
 * @param events whom to tell
 * @param loop runs the steps of all of them
 * @param workers threads for what blocks
 * @param window the handshakes
 * @param journal what is written down
 * @param hooks what the operator wants done between two targets
 * @param reports takes the report of each target that has ended
 * @param witness follows targets to their proofs; null if none is asked
 * @param deadline when the run ends at the latest
 * @param lastLook when witnesses are looked at for the last time, a moment before that
 */
record RunContext(
        Push push,
        PushSettings settings,
        Events events,
        EventLoop loop,
        Workers workers,
        Window window,
        JournalQueue journal,
        Hooks hooks,
        Consumer<TargetReport> reports,
        @Nullable Witness witness,
        Deadline deadline,
        Deadline lastLook) {

    Instant now() {
        return settings.clock().instant();
    }
}
