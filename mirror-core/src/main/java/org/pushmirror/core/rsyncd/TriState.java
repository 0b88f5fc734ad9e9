package org.pushmirror.core.rsyncd;

/** The values of a parameter that may leave a decision to rsync. */
public enum TriState {
    /** Yes. */
    YES,
    /** No. */
    NO,
    /** rsync decides. */
    UNSET
}
