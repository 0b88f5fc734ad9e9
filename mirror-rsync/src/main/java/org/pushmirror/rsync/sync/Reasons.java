package org.pushmirror.rsync.sync;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Says in words why the system refused something: the messages of its exceptions are often only a path. */
final class Reasons {

    private Reasons() {}

    static String of(Throwable failure) {
        Throwable cause = failure instanceof UncheckedIOException unchecked ? unchecked.getCause() : failure;
        if (cause instanceof FileSystemException e) {
            return reason(e) + " (" + e.getFile() + ")";
        }
        return textOr(cause.getMessage(), cause.getClass().getSimpleName());
    }

    private static String reason(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a file is in the way";
        }
        return textOr(e.getReason(), e.getClass().getSimpleName());
    }

    private static String textOr(@Nullable String text, String other) {
        return text == null || text.isBlank() ? other : text;
    }
}
