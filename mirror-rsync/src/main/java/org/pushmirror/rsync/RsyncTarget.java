package org.pushmirror.rsync;

/**
 * The folder that a run writes into. rsync creates it, but not its parents. Made as a {@link RsyncSource} is: a place
 * can be both.
 */
public sealed interface RsyncTarget permits DaemonPlace, LocalPlace, ShellPlace {

    /**
     * The argument of rsync for this target, without secrets.
     *
     * @return for example {@code rsync://uploader@hub.example.org/incoming/}
     * @throws IllegalArgumentException if this is not a folder, or has a wildcard in a remote path, which would be
     *     expanded there
     */
    String targetArgument();
}
