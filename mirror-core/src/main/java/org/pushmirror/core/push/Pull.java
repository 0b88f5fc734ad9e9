package org.pushmirror.core.push;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pull from our daemon, as its log tells it. Immutable.
 *
 * @param module the module
 * @param path the path in the module, empty for its root
 * @param user who logged in; null if the module asks for no login
 * @param peer who pulled
 * @param started when the module was opened
 * @param ended when the last byte was sent, or the connection was lost
 * @param bytesSent how many bytes were sent
 * @param end how it ended
 */
public record Pull(
        String module,
        String path,
        @Nullable String user,
        Peer peer,
        Instant started,
        Instant ended,
        long bytesSent,
        End end) {

    /**
     * A client of the daemon.
     *
     * @param host its name, or what rsync writes for a name that it does not know, such as {@code UNDETERMINED}
     * @param address its address
     */
    public record Peer(String host, String address) {}

    /**
     * Whether a target pulled this: it logged in under its name or host, as Debian's push servers ask for, or came from
     * the host or address that it is triggered at.
     *
     * @param target the target
     * @return true if so
     */
    public boolean isBy(PushTarget target) {
        return target.name().equalsIgnoreCase(user)
                || target.host().equalsIgnoreCase(user)
                || target.host().equalsIgnoreCase(peer.host())
                || target.host().equals(peer.address());
    }

    /** How a pull ended. */
    public enum End {
        /** Without an error. */
        COMPLETE,
        /** With an error that the log tells. */
        FAILED
    }
}
