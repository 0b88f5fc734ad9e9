package org.pushmirror.core.text;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A file cannot be read or written. The message is one sentence: which file, what was tried, and why it failed. */
public final class FileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What was tried. */
    public enum Operation {
        /** The file was to be read. */
        READ,
        /** The file was to be written or created. */
        WRITE
    }

    /** The path as text, because a path is not serializable. */
    private final String path;

    /** What was tried. */
    private final Operation operation;

    /**
     * A failure with a reason in words.
     *
     * @param path the file, as the caller named it
     * @param operation what was tried
     * @param reason why it failed, as the second half of a sentence: {@code permission denied}
     * @param cause what went wrong underneath, if anything did
     */
    public FileException(Path path, Operation operation, String reason, @Nullable Throwable cause) {
        super("Cannot " + operation.name().toLowerCase(Locale.ROOT) + " " + path + ": " + reason + ".", cause);
        this.path = path.toString();
        this.operation = operation;
    }

    /**
     * A failure whose reason is that of an I/O error.
     *
     * @param path the file, as the caller named it
     * @param operation what was tried
     * @param cause the I/O error
     */
    public FileException(Path path, Operation operation, IOException cause) {
        this(path, operation, reason(cause), cause);
    }

    /**
     * The file.
     *
     * @return its path, as the caller named it
     */
    public Path path() {
        return Path.of(path);
    }

    /**
     * What was tried.
     *
     * @return the operation
     */
    public Operation operation() {
        return operation;
    }

    /**
     * What an I/O error means, in words; Java's own messages are often only the name of a file.
     *
     * @param cause the I/O error
     * @return the second half of a sentence, for example {@code permission denied}
     */
    public static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "it exists already";
        }
        if (cause instanceof NotDirectoryException) {
            return "a part of its path is not a folder";
        }
        if (cause instanceof ClosedByInterruptException) {
            return "the thread was interrupted";
        }
        String text = cause instanceof FileSystemException failure ? failure.getReason() : cause.getMessage();
        if (text == null || text.isBlank()) {
            return cause.getClass().getSimpleName();
        }
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
