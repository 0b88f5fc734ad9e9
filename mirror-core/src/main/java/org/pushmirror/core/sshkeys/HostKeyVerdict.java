package org.pushmirror.core.sshkeys;

/** What a known_hosts file says about a host and the key that it shows. */
public enum HostKeyVerdict {
    /** The key is on file for the host. */
    ACCEPTED,
    /** No key is on file for the host. */
    UNKNOWN,
    /** Keys are on file for the host, and this is none of them; one of another type counts, too. */
    CHANGED,
    /** The key is on file as revoked. */
    REVOKED
}
