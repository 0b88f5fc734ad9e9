package org.pushmirror.core.inetd;

/**
 * A service line of an inetd.conf. Immutable.
 *
 * @param line the line, from 1
 * @param state whether inetd serves it
 * @param service the service
 */
public record InetdEntry(int line, State state, InetdService service) {

    /** Whether a line counts. */
    public enum State {
        /** inetd serves it. */
        ENABLED,
        /** It is commented out. */
        DISABLED
    }
}
