package org.pushmirror.ssh.push;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.pushmirror.ssh.TriggerConnector;

/** How pushes are run; see {@link Pusher.Builder} for what each means. */
record PushSettings(
        TriggerConnector connector,
        int parallel,
        Barrier barrier,
        Duration barrierTimeout,
        Duration connectDeadline,
        Duration commandDeadline,
        @Nullable Duration runDeadline,
        Retries retries,
        boolean repairs,
        Clock clock,
        ThreadFactory threads) {}
