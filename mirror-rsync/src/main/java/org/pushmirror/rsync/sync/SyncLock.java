package org.pushmirror.rsync.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.pushmirror.rsync.process.ProcessFamily;

/**
 * The lock of a tree: a file that holds the process id of its holder, as ftpsync writes it. It appears with its content,
 * never half written. Used under the {@link TreeGuard}.
 */
final class SyncLock {

    /** What an attempt to take the lock gave. */
    sealed interface Attempt {
        /** The lock was free. */
        record Taken() implements Attempt {}

        /** The lock was that of a dead process; its id, or -1 if the lock did not say. */
        record TakenOver(long pid) implements Attempt {}

        /** A living process holds it. */
        record Held(long pid) implements Attempt {}
    }

    /** ftpsync makes its lock in two steps, first the file, then its content. */
    private static final Duration UNTIL_WRITTEN = Duration.ofSeconds(1);

    private static final long POLL_MILLIS = 20;

    /** What clocks may differ by: our own locks carry our own clock's time. */
    private static final Duration OWN_SLACK = Duration.ofSeconds(2);

    private static final Duration FOREIGN_SLACK = Duration.ofMinutes(1);

    private final Path file;
    private final long own = ProcessHandle.current().pid();
    private boolean held;

    SyncLock(Path file) {
        this.file = file;
    }

    Attempt take() throws IOException, InterruptedException {
        while (true) {
            if (create()) {
                held = true;
                removeOldTemporaries();
                return new Attempt.Taken();
            }
            try {
                long pid = readPid();
                if (pid > 0 && isHolder(pid)) {
                    return new Attempt.Held(pid);
                }
                replace();
                held = true;
                removeOldTemporaries();
                return new Attempt.TakenOver(pid);
            } catch (NoSuchFileException e) {
                // it was released meanwhile; now it may be ours
                continue;
            }
        }
    }

    /** Removes the lock, if it is ours. */
    void release() throws IOException {
        boolean had = held;
        held = false;
        if (had && pidIn(content()).equals(Optional.of(own))) {
            Files.deleteIfExists(file);
        }
    }

    private String content() throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    }

    private boolean create() throws IOException {
        Path temporary = writeTemporary();
        try {
            Files.createLink(file, temporary);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException | FileSystemException e) {
            return createWithoutLink();
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** For file systems without hard links: the file may be seen empty for a moment. */
    private boolean createWithoutLink() throws IOException {
        try {
            Files.writeString(file, own + "\n", StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private void replace() throws IOException {
        Path temporary = writeTemporary();
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private Path writeTemporary() throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        Files.writeString(temporary, own + "\n", StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.setLastModifiedTime(temporary, FileTime.from(Instant.now()));
        return temporary;
    }

    /** Those of processes that died while they made a lock: nobody else makes one now. */
    private void removeOldTemporaries() throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(file.toAbsolutePath().getParent(), "." + file.getFileName() + ".*")) {
            for (Path old : files) {
                Files.deleteIfExists(old);
            }
        }
    }

    /** The process id in the lock; -1 if there is none even after the time that ftpsync needs to write it. */
    private long readPid() throws IOException, InterruptedException {
        long end = System.nanoTime() + UNTIL_WRITTEN.toNanos();
        while (true) {
            Optional<Long> pid = pidIn(Files.readString(file, StandardCharsets.ISO_8859_1));
            if (pid.isPresent() || System.nanoTime() - end > 0) {
                return pid.orElse(-1L);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static Optional<Long> pidIn(String content) {
        String text = content.strip();
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    /** Whether the process lives, and was there when the lock was made: ids are used again. */
    private boolean isHolder(long pid) throws IOException {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isEmpty() || ProcessFamily.isDead(process.get())) {
            return false;
        }
        Instant made = Files.getLastModifiedTime(file).toInstant();
        Duration slack = pid == own ? OWN_SLACK : FOREIGN_SLACK;
        return process.get()
                .info()
                .startInstant()
                .map(started -> !started.isAfter(made.plus(slack)))
                .orElse(true);
    }
}
