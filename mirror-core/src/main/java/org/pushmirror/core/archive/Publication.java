package org.pushmirror.core.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.core.trace.TraceFile;

/**
 * A change of an archive that is under way: the in-progress mark stands until {@link #close()}. What is not committed
 * keeps the old serial.
 *
 * <pre>{@code
 * try (Publication publication = tree.publish("hub.example.org", Clock.systemUTC())) {
 *     // change the tree
 *     ArchiveSerial serial = publication.commit();
 * }
 * }</pre>
 *
 * <p>Not safe for use by several threads.
 */
public final class Publication implements AutoCloseable {

    private final ArchiveTree tree;
    private final String publisher;
    private final Clock clock;
    private final Path mark;

    /** The master trace as it was; empty if there was none. */
    private final Optional<byte[]> before;

    private boolean committed;

    private Publication(ArchiveTree tree, String publisher, Clock clock, Path mark, Optional<byte[]> before) {
        this.tree = tree;
        this.publisher = publisher;
        this.clock = clock;
        this.mark = mark;
        this.before = before;
    }

    static Publication begin(ArchiveTree tree, String publisher, Clock clock) {
        Path mark = tree.inProgressMark(publisher);
        try {
            Files.createDirectories(tree.traceFolder());
            if (isLeftOver(mark)) {
                Files.deleteIfExists(mark);
            }
            Files.writeString(Files.createFile(mark), ProcessHandle.current().pid() + "\n");
        } catch (FileAlreadyExistsException e) {
            throw new ArchiveBusyException(
                    "The archive " + tree.root() + " is being changed already: " + mark.getFileName()
                            + " is there; if nothing changes it, remove that file.",
                    e);
        } catch (IOException e) {
            throw new ArchiveException(
                    "The archive " + tree.root() + " cannot be changed: " + FileException.reason(e) + ".", e);
        }
        try {
            return new Publication(tree, publisher, clock, mark, master(tree));
        } catch (RuntimeException unreadable) {
            deleteMark(mark);
            throw unreadable;
        }
    }

    /** Whether the process that set the mark has ended without lifting it. */
    private static boolean isLeftOver(Path mark) throws IOException {
        if (!Files.exists(mark)) {
            return false;
        }
        String pid = Files.readString(mark, StandardCharsets.ISO_8859_1).strip();
        return pid.matches("[0-9]{1,18}")
                && ProcessHandle.of(Long.parseLong(pid))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty();
    }

    private static Optional<byte[]> master(ArchiveTree tree) {
        return Files.exists(tree.masterTrace()) ? Optional.of(AtomicFile.read(tree.masterTrace())) : Optional.empty();
    }

    /**
     * Says that the change is done: writes the next serial into {@code project/trace/master}, atomically. The file's
     * time is at least a whole second later than it was, because rsync compares size and whole seconds only, and one
     * serial is as long as the next.
     *
     * @return the new serial
     * @throws org.pushmirror.core.text.FileException if the file cannot be read or written; the old one stays
     */
    public ArchiveSerial commit() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        ArchiveSerial serial = Stream.of(before.map(TraceFile::parse).flatMap(TraceFile::serial), tree.serial())
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .map(previous -> previous.next(today))
                .orElseGet(() -> ArchiveSerial.first(today));
        TraceFile trace = TraceFile.written(clock.instant())
                .with(TraceFile.ARCHIVE_SERIAL, serial.value())
                .with(TraceFile.CREATOR, "pushmirror")
                .with(TraceFile.RUNNING_ON_HOST, publisher);
        Optional<Instant> modified = lastModified(tree.masterTrace());
        makeTraceFolder();
        AtomicFile.replace(tree.masterTrace(), trace.bytes());
        if (modified.isPresent()) {
            beLaterThan(modified.get(), tree.masterTrace());
        }
        committed = true;
        return serial;
    }

    private static Optional<Instant> lastModified(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toInstant());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void beLaterThan(Instant before, Path file) {
        Instant next = before.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(next)) {
                Files.setLastModifiedTime(file, FileTime.from(next));
            }
        } catch (IOException e) {
            throw new ArchiveException("The time of " + file + " cannot be set: " + FileException.reason(e) + ".", e);
        }
    }

    /** The change may have removed what it did not make. */
    private void makeTraceFolder() {
        try {
            Files.createDirectories(tree.traceFolder());
        } catch (IOException e) {
            throw new ArchiveException(
                    "The archive " + tree.root() + " cannot be changed: " + FileException.reason(e) + ".", e);
        }
    }

    /**
     * Lifts the in-progress mark. What was not committed gets its old serial back, should the change have touched it.
     *
     * @throws ArchiveException if the mark cannot be removed
     * @throws FileException if the master trace cannot be read or written
     */
    @Override
    public void close() {
        try {
            if (!committed
                    && before.isPresent()
                    && !master(tree).filter(this::isUnchanged).isPresent()) {
                makeTraceFolder();
                AtomicFile.replace(tree.masterTrace(), before.get());
            }
        } finally {
            deleteMark(mark);
        }
    }

    private boolean isUnchanged(byte[] content) {
        return Arrays.equals(content, before.orElseThrow());
    }

    private static void deleteMark(Path mark) {
        try {
            Files.deleteIfExists(mark);
        } catch (IOException e) {
            throw new ArchiveException("The mark " + mark + " cannot be removed: " + FileException.reason(e) + ".", e);
        }
    }
}
