package org.pushmirror.core.archive;

import org.jspecify.annotations.Nullable;

/** Somebody else is changing the archive; trying again later may help. The message is one sentence that names the tree. */
public final class ArchiveBusyException extends ArchiveException {

    private static final long serialVersionUID = 1L;

    ArchiveBusyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
