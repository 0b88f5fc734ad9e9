package org.pushmirror.core.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.json.JournalJson;
import org.pushmirror.core.push.JournalEntry;
import org.pushmirror.core.push.PushJournal;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.text.FileException.Operation;

/**
 * A journal that is being written: JSON lines, appended and flushed to the disk before {@link #record} returns. Calls
 * that come together share one flush. Safe for use by several threads; an interrupt does not disturb it.
 *
 * <p>A lock on a file beside it, {@code NAME.lock}, keeps other processes away until it is closed or its process has
 * died. When it is opened, the torn last line of a writer that was killed is cut off, and once the file is longer than
 * {@link #LONGEST} bytes the oldest pushes are dropped.
 */
public final class JournalFile implements PushJournal, AutoCloseable {

    /** How long the file may be before old pushes are dropped, in bytes: 16 MiB, a hundred pushes to 100 mirrors. */
    public static final int LONGEST = 16 << 20;

    private final Path file;
    private final JournalLock fileLock;
    private final RandomAccessFile out;
    private final List<JournalledPush> before;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition flushed = lock.newCondition();
    private Batch next = new Batch();
    private boolean flushing;
    private boolean torn;

    private JournalFile(Path file, JournalLock fileLock, RandomAccessFile out, List<JournalledPush> before) {
        this.file = file;
        this.fileLock = fileLock;
        this.out = out;
        this.before = before;
    }

    /**
     * Opens a journal for writing, and makes it, for its owner alone, if it is not there.
     *
     * @param file the file; its folder is made if it is not there
     * @return the journal
     * @throws JournalBusyException if somebody else writes it
     * @throws FileException if it cannot be read or written
     */
    public static JournalFile open(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        JournalLock fileLock = null;
        try {
            if (folder != null) {
                PrivateFolder.make(folder);
            }
            fileLock = JournalLock.take(file);
            JournalFile opened = open(file, fileLock);
            fileLock = null;
            return opened;
        } catch (IOException e) {
            throw new FileException(file, Operation.WRITE, e);
        } finally {
            if (fileLock != null) {
                fileLock.close();
            }
        }
    }

    private static JournalFile open(Path file, JournalLock fileLock) throws IOException {
        if (!Files.exists(file)) {
            AtomicFile.createPrivate(file, new byte[0]);
        }
        byte[] content = AtomicFile.read(file);
        byte[] whole = Arrays.copyOf(content, JournalBytes.wholeLines(content));
        byte[] kept = whole.length > LONGEST ? JournalBytes.latestPushes(whole, LONGEST / 2) : whole;
        if (kept.length < whole.length) {
            AtomicFile.replacePrivate(file, kept);
        }
        RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw");
        try {
            out.setLength(kept.length);
            out.seek(kept.length);
            return new JournalFile(file, fileLock, out, Journal.parse(kept).pushes());
        } catch (IOException e) {
            out.close();
            throw e;
        }
    }

    /**
     * The pushes that it told of when it was opened.
     *
     * @return in the order of their beginnings
     */
    public List<JournalledPush> pushes() {
        return before;
    }

    /**
     * The file.
     *
     * @return as given
     */
    public Path file() {
        return file;
    }

    @Override
    public void record(List<JournalEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        entries.forEach(
                entry -> lines.append(JournalJson.line(ShortOutput.of(entry))).append('\n'));
        lock.lock();
        try {
            Batch mine = next;
            mine.lines.append(lines);
            while (!mine.written) {
                if (flushing) {
                    flushed.awaitUninterruptibly();
                } else {
                    flush();
                }
            }
            if (mine.failure != null) {
                throw new FileException(file, Operation.WRITE, mine.failure);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes what has gathered, with the lock given away meanwhile, so that the next batch can gather. */
    private void flush() {
        Batch batch = next;
        next = new Batch();
        flushing = true;
        lock.unlock();
        try {
            write(batch);
        } finally {
            lock.lock();
            flushing = false;
            batch.written = true;
            flushed.signalAll();
        }
    }

    private void write(Batch batch) {
        try {
            // After a failure half a line may stand there, and must not spoil the one that follows.
            String lines = torn ? "\n" + batch.lines : batch.lines.toString();
            torn = true;
            out.write(lines.getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
            torn = false;
        } catch (IOException e) {
            batch.failure = e;
        }
    }

    /** Lets others write the journal. What is recorded afterwards fails. */
    @Override
    public void close() {
        lock.lock();
        try {
            while (flushing) {
                flushed.awaitUninterruptibly();
            }
            out.close();
        } catch (IOException e) {
            throw new FileException(file, Operation.WRITE, e);
        } finally {
            fileLock.close();
            lock.unlock();
        }
    }

    /** Lines that reach the disk together. */
    private static final class Batch {

        private final StringBuilder lines = new StringBuilder();
        private boolean written;
        private @Nullable IOException failure;
    }
}
