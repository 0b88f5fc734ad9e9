package org.pushmirror.ssh.push;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import org.pushmirror.core.push.JournalEntry;
import org.pushmirror.core.push.PushJournal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the entries of a run down in their order, on a thread that nothing interrupts, and together what came together:
 * however slow the disk is, the run goes on meanwhile, but for what has to wait for it.
 */
final class JournalQueue {

    private static final Logger LOG = LoggerFactory.getLogger(JournalQueue.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PushJournal journal;
    private final EventLoop loop;
    private final Workers writer;
    private final ReentrantLock lock = new ReentrantLock();
    private List<JournalEntry> entries = new ArrayList<>();
    private List<Runnable> waiting = new ArrayList<>();
    private boolean writing;

    JournalQueue(PushJournal journal, EventLoop loop, ThreadFactory threads) {
        this.journal = journal;
        this.loop = loop;
        this.writer = new Workers(threads);
    }

    /** Writes an entry down soon. */
    void add(JournalEntry entry) {
        add(List.of(entry), () -> {});
    }

    /** Writes entries down, and then lets the loop go on with a task. */
    void add(List<JournalEntry> more, Runnable then) {
        if (journal == PushJournal.NONE) {
            then.run();
            return;
        }
        lock.lock();
        try {
            entries.addAll(more);
            waiting.add(then);
            if (!writing) {
                writing = true;
                begin();
            }
        } finally {
            lock.unlock();
        }
    }

    private void begin() {
        try {
            writer.start(this::write);
        } catch (RuntimeException | Error e) {
            LOG.warn("There is no thread to write the journal; the push waits for each entry.", e);
            write();
        }
    }

    /** What a task adds is written down in one go. */
    void together(Runnable task) {
        lock.lock();
        try {
            task.run();
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        while (true) {
            List<JournalEntry> batch;
            List<Runnable> then;
            lock.lock();
            try {
                if (entries.isEmpty() && waiting.isEmpty()) {
                    writing = false;
                    return;
                }
                batch = entries;
                then = waiting;
                entries = new ArrayList<>();
                waiting = new ArrayList<>();
            } finally {
                lock.unlock();
            }
            record(batch);
            then.forEach(loop::post);
        }
    }

    private void record(List<JournalEntry> batch) {
        try {
            journal.record(batch);
        } catch (RuntimeException | Error e) {
            LOG.warn("The journal cannot be written; the push goes on, and cannot be resumed from here.", e);
        }
    }

    /** Waits until everything is written down. */
    void close() {
        if (!writer.close(PATIENCE)) {
            LOG.warn("The journal is not written after {} seconds.", PATIENCE.toSeconds());
        }
    }
}
