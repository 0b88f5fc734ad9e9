package org.pushmirror.rsync.sync;

/** Something that a sync looks at before it takes indices and deletes files. */
public enum SyncGuard {
    /** Upstream has no files at all. */
    EMPTY_UPSTREAM,
    /** Upstream has far fewer files than at the last sync. */
    SHRUNK_UPSTREAM,
    /** Upstream's archive serial is older than that of our last sync. */
    OLDER_SERIAL,
    /** The file system of the tree has little space left. */
    LITTLE_SPACE
}
