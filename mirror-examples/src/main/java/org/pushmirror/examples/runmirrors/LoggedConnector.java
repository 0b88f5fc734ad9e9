package org.pushmirror.examples.runmirrors;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.ssh.TriggerConnector;
import org.pushmirror.ssh.TriggerException;
import org.pushmirror.ssh.TriggerResult;
import org.pushmirror.ssh.TriggerSession;

/** Writes what happens to each mirror into its log, and asks mirrors to call back where that is configured. */
final class LoggedConnector implements TriggerConnector {

    private final TriggerConnector inner;
    private final HubLog log;
    private final Function<PushTarget, String> names;
    private final boolean callback;

    LoggedConnector(TriggerConnector inner, HubLog log, Function<PushTarget, String> names, boolean callback) {
        this.inner = inner;
        this.log = log;
        this.names = names;
        this.callback = callback;
    }

    @Override
    public TriggerSession open(PushTarget target, Duration within) throws InterruptedException {
        String name = names.apply(target);
        log.beginMirror(name);
        try {
            return new LoggedSession(inner.open(target, within), name);
        } catch (TriggerException e) {
            log.mirror(name, e.reason().message());
            throw e;
        }
    }

    private static String words(TriggerResult result) {
        if (result instanceof TriggerResult.Exited exited) {
            return "ended with exit status " + exited.status();
        }
        if (result instanceof TriggerResult.Signalled signalled) {
            return "was ended by the signal " + signalled.signal();
        }
        if (result instanceof TriggerResult.TimedOut) {
            return "did not end in time; it may be running still";
        }
        return result instanceof TriggerResult.Lost lost
                ? "was lost (" + lost.detail() + "); it may be running still"
                : "is waited for no longer; it may be running still";
    }

    /** A session whose requests are logged. */
    private final class LoggedSession implements TriggerSession {

        private final TriggerSession session;
        private final String name;

        LoggedSession(TriggerSession session, String name) {
            this.session = session;
            this.name = name;
        }

        @Override
        public CompletableFuture<TriggerResult> send(SyncRequest request, Duration within) {
            SyncRequest sent = callback
                    ? new SyncRequest(request.archive(), request.scope(), request.mhop(), true, request.unknown())
                    : request;
            log.mirror(name, "Sending: " + sent.command());
            CompletableFuture<TriggerResult> result = session.send(sent, within);
            result.thenAccept(end -> {
                log.mirrorOutput(name, end.output().tail());
                log.mirror(name, "The sync " + words(end) + ".");
            });
            return result;
        }

        @Override
        public boolean isOpen() {
            return session.isOpen();
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
