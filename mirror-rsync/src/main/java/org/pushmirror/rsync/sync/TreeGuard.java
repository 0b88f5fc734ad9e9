package org.pushmirror.rsync.sync;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;

/**
 * Lets one process at a time look at and change the lock and the mark of a tree, so that no request falls between the
 * two. It is a file that the system locks: a process that dies lets go of it. The file is there only while it is held.
 */
final class TreeGuard {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 5;

    private final Path file;

    TreeGuard(Path file) {
        this.file = file;
    }

    /** What is done while the guard is held. It must not wait for anyone. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException, InterruptedException;
    }

    <T> T hold(Action<T> action) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                lock(channel, end);
                if (isStillTheFile(channel)) {
                    try {
                        return action.run();
                    } finally {
                        Files.deleteIfExists(file);
                    }
                }
            } catch (ClosedByInterruptException e) {
                Thread.interrupted();
                throw interrupted(e);
            }
        }
    }

    private static InterruptedException interrupted(Throwable cause) {
        InterruptedException exception = new InterruptedException("Interrupted while a tree was being guarded.");
        exception.initCause(cause);
        return exception;
    }

    private void lock(FileChannel channel, long end) throws IOException, InterruptedException {
        while (!tryLock(channel)) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("another process has held " + file + " for " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // another thread of this process holds it
            return false;
        }
    }

    /** The one who held it before has removed the file: then the lock is on a file that nobody else will find. */
    private boolean isStillTheFile(FileChannel channel) throws IOException {
        byte[] token = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
        channel.write(ByteBuffer.wrap(token), 0);
        try {
            return Arrays.equals(token, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
