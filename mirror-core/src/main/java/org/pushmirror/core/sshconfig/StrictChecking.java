package org.pushmirror.core.sshconfig;

/** What becomes of a host key that is not on file: {@code StrictHostKeyChecking}. */
public enum StrictChecking {
    /** It is refused. */
    YES,
    /** Somebody is asked, which a program cannot. */
    ASK,
    /** It is learnt; a changed key is refused. */
    ACCEPT_NEW,
    /** It is believed, and so is a changed key. */
    OFF
}
