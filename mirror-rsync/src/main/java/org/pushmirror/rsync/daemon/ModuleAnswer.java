package org.pushmirror.rsync.daemon;

/**
 * What a daemon answers to someone who asks for a module. Immutable.
 *
 * @param kind what it answers
 * @param text its words for a refusal; empty otherwise
 */
public record ModuleAnswer(Kind kind, String text) {

    /** What a daemon answers. */
    public enum Kind {
        /** The module is open. */
        OPEN,
        /** The module asks for a login. */
        LOGIN,
        /** The module is refused, or there is none of that name. */
        REFUSED,
        /** The connection is closed without a word: the configuration is broken. */
        CLOSED
    }
}
