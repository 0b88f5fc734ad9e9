package org.pushmirror.core.mirrorlist;

/** A line of a runmirrors.mirror that does something: a mirror, or a pause. */
public sealed interface MirrorListEntry permits ListedMirror, ListedDelay {

    /**
     * The line as it would be written.
     *
     * @return the text without a line end
     */
    String text();
}
