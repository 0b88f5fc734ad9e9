package org.pushmirror.ssh.push;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.text.FileException;
import org.pushmirror.ssh.time.Deadline;

/**
 * Lets one push of an archive run at a time, by a lock on a file that the operating system gives back when its process
 * ends, however it ends. Different archives never touch each other. Immutable.
 */
public final class PushLock {

    private static final long LOOK_MILLIS = 200;
    private static final int LONGEST_NOTE = 200;

    private final Path folder;
    private final Duration patience;

    private PushLock(Path folder, Duration patience) {
        this.folder = folder;
        this.patience = patience;
    }

    /** A lock that is held, until it is closed. Safe for use by several threads. */
    public static final class Held implements AutoCloseable {
        private final FileChannel channel;

        private Held(FileChannel channel) {
            this.channel = channel;
        }

        /** Gives the lock back. */
        @Override
        public void close() {
            closeQuietly(channel);
        }
    }

    /**
     * A lock that does not wait for another push.
     *
     * @param folder where the lock files are; it is made if it is missing
     * @return the lock
     */
    public static PushLock in(Path folder) {
        return new PushLock(folder, Duration.ZERO);
    }

    /**
     * The same lock, that waits until the other push has ended.
     *
     * @param longest how long it waits at most
     * @return the changed copy
     */
    public PushLock waiting(Duration longest) {
        return new PushLock(folder, longest);
    }

    /**
     * The file that is locked for an archive.
     *
     * @param archive which archive
     * @return the file; it stays when the lock is given back
     */
    public Path file(ArchiveName archive) {
        return folder.resolve(archive.value().isEmpty() ? "push.lock" : "push-" + archive.value() + ".lock");
    }

    /**
     * Takes the lock, for more than one push or for what stands around it.
     *
     * @param archive which archive
     * @return the lock, to be closed
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws PushBusyException if another push has it for too long
     * @throws FileException if the file cannot be used
     */
    public Held take(ArchiveName archive) throws InterruptedException {
        return take(archive, () -> false);
    }

    /**
     * Takes the lock.
     *
     * @param givenUp whether nobody wants it any more
     * @throws InterruptedException if the thread is interrupted, or nobody wants it any more
     * @throws PushBusyException if another push has it for too long
     * @throws FileException if the file cannot be used
     */
    Held take(ArchiveName archive, BooleanSupplier givenUp) throws InterruptedException {
        Path file = file(archive);
        Deadline deadline = Deadline.in(patience);
        FileChannel channel = open(file);
        try {
            while (!isTaken(channel, file)) {
                if (deadline.hasPassed()) {
                    throw new PushBusyException(busy(archive, channel));
                }
                if (givenUp.getAsBoolean()) {
                    throw new InterruptedException("the push was cancelled");
                }
                TimeUnit.MILLISECONDS.sleep(Math.min(LOOK_MILLIS, deadline.remainingMillis()));
            }
            note(channel);
            return new Held(channel);
        } catch (InterruptedException | RuntimeException | Error e) {
            closeQuietly(channel);
            throw e;
        }
    }

    private FileChannel open(Path file) {
        try {
            makeFolder();
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** For its owner alone, as far as the file system knows owners. */
    private void makeFolder() throws IOException {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (UnsupportedOperationException e) {
            Files.createDirectories(folder);
        }
    }

    private static boolean isTaken(FileChannel channel, Path file) {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static FileException unusable(Path file, IOException cause) {
        return new FileException(file, FileException.Operation.WRITE, cause);
    }

    private static void note(FileChannel channel) {
        byte[] text = ("process " + ProcessHandle.current().pid() + ", since " + Instant.now() + "\n")
                .getBytes(StandardCharsets.UTF_8);
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(text), 0);
        } catch (IOException e) {
            // The note only helps whoever finds the lock taken.
        }
    }

    private static String busy(ArchiveName archive, FileChannel channel) {
        ByteBuffer note = ByteBuffer.allocate(LONGEST_NOTE);
        try {
            channel.read(note, 0);
        } catch (IOException e) {
            note.clear();
        }
        String who = new String(note.array(), 0, note.position(), StandardCharsets.UTF_8).strip();
        String what = archive.value().isEmpty() ? "the default archive" : "\"" + archive + "\"";
        return "A push of " + what + " is running" + (who.isEmpty() ? "" : " (" + who + ")")
                + "; try again when it has ended.";
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The operating system gives the lock back all the same.
        }
    }
}
