package org.pushmirror.rsync.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pushmirror.rsync.process.OutputLines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the log file of a daemon that someone else started, also when it is rotated: what was written to the old file is
 * read to its end before the new one is. A file that is not there yet is waited for. Close it to end it. Safe for use by
 * several threads.
 */
public final class LogFollower implements AutoCloseable {

    /** Where to begin. */
    public enum Start {
        /** With what is in the file already. */
        BEGINNING,
        /** With what is written from now on. */
        END
    }

    private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int BUFFER = 64 * 1024;

    private final Path file;
    private final DaemonLogReader reader;
    private final Consumer<DaemonEvent> consumer;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private boolean complained;

    private LogFollower(
            Path file, DaemonLogReader reader, Start start, ThreadFactory threads, Consumer<DaemonEvent> consumer) {
        this.file = file;
        this.reader = reader;
        this.consumer = consumer;
        this.thread = threads.newThread(() -> follow(start));
    }

    /**
     * Follows a file, on a daemon thread.
     *
     * @param file the log file of the daemon
     * @param reader reads its lines
     * @param start where to begin
     * @param consumer takes the events, on one thread; what it throws is logged and does not end the following
     * @return the follower
     */
    public static LogFollower follow(Path file, DaemonLogReader reader, Start start, Consumer<DaemonEvent> consumer) {
        return follow(file, reader, start, LogFollower::daemonThread, consumer);
    }

    /**
     * Follows a file.
     *
     * @param file the log file of the daemon
     * @param reader reads its lines
     * @param start where to begin
     * @param threads makes the one thread that follows
     * @param consumer takes the events, on that thread; what it throws is logged and does not end the following
     * @return the follower
     */
    public static LogFollower follow(
            Path file, DaemonLogReader reader, Start start, ThreadFactory threads, Consumer<DaemonEvent> consumer) {
        LogFollower follower = new LogFollower(file, reader, start, threads, consumer);
        follower.thread.start();
        return follower;
    }

    private static Thread daemonThread(Runnable task) {
        Thread thread = new Thread(task, "rsyncd-log");
        thread.setDaemon(true);
        return thread;
    }

    private void follow(Start start) {
        boolean toEnd = start == Start.END;
        try {
            while (closed.getCount() > 0) {
                if (Files.exists(file)) {
                    followOne(toEnd);
                } else if (closed.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                toEnd = false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Follows the file until another stands in its place, or it was cut. */
    private void followOne(boolean fromEnd) throws InterruptedException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Object key = key();
            if (fromEnd) {
                channel.position(channel.size());
            }
            OutputLines lines = new OutputLines(text -> reader.line(text).ifPresent(this::tell));
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            complained = false;
            while (closed.getCount() > 0) {
                // asked first: what is written to the old file after it was replaced is not lost
                boolean replaced = !Objects.equals(key, key());
                boolean more = drain(channel, buffer, lines);
                if (!more && (replaced || channel.size() < channel.position())) {
                    return;
                }
                if (!more) {
                    closed.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (IOException e) {
            complain(e);
            closed.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void complain(IOException e) {
        if (!complained) {
            complained = true;
            LOG.warn("The log {} of the rsync daemon cannot be read: {}", file, e.toString());
        }
    }

    private static boolean drain(FileChannel channel, ByteBuffer buffer, OutputLines lines) throws IOException {
        boolean any = false;
        int count = channel.read(buffer);
        while (count > 0) {
            lines.feed(buffer.array(), count);
            buffer.clear();
            any = true;
            count = channel.read(buffer);
        }
        return any;
    }

    /** What tells one file from another of the same name; null while there is none. */
    private @Nullable Object key() {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    private void tell(DaemonEvent event) {
        try {
            consumer.accept(event);
        } catch (RuntimeException e) {
            LOG.warn("A listener to the log {} failed.", file, e);
        }
    }

    /** Ends the following, and waits until its thread is done. */
    @Override
    public void close() {
        closed.countDown();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
