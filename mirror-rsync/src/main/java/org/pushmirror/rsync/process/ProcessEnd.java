package org.pushmirror.rsync.process;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a process ended. Immutable.
 *
 * @param reason why
 * @param exitCode its exit code; death by signal n is 128 + n
 * @param duration how long it ran
 * @param failure what the consumer of its output threw; null for other reasons
 */
public record ProcessEnd(
        StopReason reason,
        int exitCode,
        Duration duration,
        @Nullable Throwable failure) {}
