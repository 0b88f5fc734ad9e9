package org.pushmirror.ssh.push;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.PushHook;
import org.pushmirror.core.push.PushJournal;
import org.pushmirror.ssh.TriggerConnector;

/** How pushes are run; see {@link PusherBuilder} for what each means. */
record PushSettings(
        TriggerConnector connector,
        int parallel,
        int perHost,
        int maxSessions,
        Duration pace,
        Waves waves,
        Barrier barrier,
        Duration barrierTimeout,
        Duration connectDeadline,
        Duration commandDeadline,
        @Nullable Duration runDeadline,
        Retries retries,
        boolean resendsLost,
        boolean repairs,
        @Nullable PushHook hook,
        Duration hookDeadline,
        PushJournal journal,
        @Nullable PushLock lock,
        Clock clock,
        ThreadFactory threads) {}
