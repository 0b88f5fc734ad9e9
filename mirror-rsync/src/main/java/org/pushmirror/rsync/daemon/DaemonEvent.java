package org.pushmirror.rsync.daemon;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Pull.Peer;

/** What a daemon logged. A connection is served by one process, so events with the same process id belong together. */
public sealed interface DaemonEvent {

    /**
     * When it was logged, in whole seconds.
     *
     * @return the time
     */
    Instant at();

    /**
     * The process that logged it.
     *
     * @return its id
     */
    long pid();

    /**
     * The listener starts. It does not listen yet, and may still fail to.
     *
     * @param at when
     * @param pid the process
     * @param version its version
     * @param port the port that it is going to listen at
     */
    record Starting(Instant at, long pid, String version, int port) implements DaemonEvent {}

    /**
     * Someone has connected.
     *
     * @param at when
     * @param pid the process
     * @param peer who
     */
    record Connected(Instant at, long pid, Peer peer) implements DaemonEvent {}

    /**
     * Someone asked for the list of modules.
     *
     * @param at when
     * @param pid the process
     * @param peer who
     */
    record ModulesListed(Instant at, long pid, Peer peer) implements DaemonEvent {}

    /**
     * The addresses of a module let someone in. Login and the limit of connections come after this.
     *
     * @param at when
     * @param pid the process
     * @param module the module
     * @param peer who
     */
    record Allowed(Instant at, long pid, String module, Peer peer) implements DaemonEvent {}

    /**
     * The addresses of a module keep someone out.
     *
     * @param at when
     * @param pid the process
     * @param module the module
     * @param peer who
     */
    record Denied(Instant at, long pid, String module, Peer peer) implements DaemonEvent {}

    /**
     * Someone asked for a module that is not there.
     *
     * @param at when
     * @param pid the process
     * @param module what was asked for
     * @param peer who
     */
    record UnknownModule(Instant at, long pid, String module, Peer peer) implements DaemonEvent {}

    /**
     * Someone could not log in.
     *
     * @param at when
     * @param pid the process
     * @param module the module
     * @param peer who
     * @param user the user that was named; null if none was
     * @param reason why, in rsync's words, for example {@code password mismatch}
     */
    record LoginFailed(
            Instant at,
            long pid,
            String module,
            Peer peer,
            @Nullable String user,
            String reason) implements DaemonEvent {}

    /**
     * All connections of a module are taken.
     *
     * @param at when
     * @param pid the process
     * @param limit how many the module has
     */
    record Full(Instant at, long pid, int limit) implements DaemonEvent {}

    /**
     * A module was opened.
     *
     * @param at when
     * @param pid the process
     * @param access what the client does
     * @param module the module
     * @param path the path in it, empty for its root
     * @param peer who
     * @param user who logged in; null if the module asks for no login
     */
    record Opened(
            Instant at,
            long pid,
            Access access,
            String module,
            String path,
            Peer peer,
            @Nullable String user) implements DaemonEvent {}

    /** What a client does with a module. */
    enum Access {
        /** It pulls. */
        READ,
        /** It pushes. */
        WRITE
    }

    /**
     * A transfer has ended; an {@link Failed} with the same process id may follow.
     *
     * @param at when
     * @param pid the process
     * @param sent bytes sent
     * @param received bytes received
     * @param total the size of all files
     */
    record Ended(Instant at, long pid, long sent, long received, long total) implements DaemonEvent {}

    /**
     * Something failed, and the process ends.
     *
     * @param at when
     * @param pid the process
     * @param code rsync's exit code
     * @param text the whole line
     */
    record Failed(Instant at, long pid, int code, String text) implements DaemonEvent {}

    /**
     * Any other line.
     *
     * @param at when
     * @param pid the process
     * @param text the line without time and process
     */
    record Other(Instant at, long pid, String text) implements DaemonEvent {}
}
