package org.pushmirror.core.archive;

import org.jspecify.annotations.Nullable;

/** An archive tree is not in the state that is needed. The message is one sentence that names the tree or file. */
public sealed class ArchiveException extends RuntimeException permits ArchiveBusyException {

    private static final long serialVersionUID = 1L;

    ArchiveException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
