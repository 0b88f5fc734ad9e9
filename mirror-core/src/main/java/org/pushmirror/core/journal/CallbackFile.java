package org.pushmirror.core.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.json.CallbackJson;
import org.pushmirror.core.json.JsonFormException;
import org.pushmirror.core.push.Callback;
import org.pushmirror.core.push.CallbackLog;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.text.FileException.Operation;

/**
 * The way from mirrors that call back to the push that waits for them: a file of JSON lines, which each call makes one
 * line longer, and which is read again whenever it has changed. Safe for use by several threads and processes.
 */
public final class CallbackFile implements CallbackLog {

    /** How long the file may be before its older half is dropped, in bytes: 1 MiB, some ten thousand calls. */
    public static final int LONGEST = 1 << 20;

    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final long LOOK_NANOS = 5_000_000L;

    private final Path file;
    private @Nullable Stamp stamp;
    private List<Callback> calls = List.of();

    /** When what was read was written. */
    private record Stamp(long size, FileTime time, @Nullable Object key) {}

    /**
     * The calls in a file.
     *
     * @param file the file; it need not be there yet
     */
    public CallbackFile(Path file) {
        this.file = file;
    }

    /**
     * Writes a call down. When it returns, a push that waits for it can see it.
     *
     * @param call the call
     * @throws FileException if the file cannot be written
     */
    public void add(Callback call) {
        byte[] line = (CallbackJson.line(call) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                PrivateFolder.make(folder);
            }
            Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
            // Closing it gives the lock back.
            try (FileChannel channel =
                    FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock(channel);
                shorten();
                append(line);
            }
        } catch (IOException e) {
            throw new FileException(file, Operation.WRITE, e);
        }
    }

    private static void lock(FileChannel channel) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() - end < 0) {
            try {
                if (channel.tryLock() != null) {
                    return;
                }
            } catch (OverlappingFileLockException e) {
                // Another thread of this process has it.
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        throw new IOException("another call has locked it for too long");
    }

    /** Keeps the newer half of a file that has become too long. */
    private void shorten() throws IOException {
        if (Files.exists(file) && Files.size(file) > LONGEST) {
            byte[] content = AtomicFile.read(file);
            int from = content.length / 2;
            while (from < content.length && content[from - 1] != '\n') {
                from++;
            }
            AtomicFile.replacePrivate(file, Arrays.copyOfRange(content, from, content.length));
        }
    }

    private void append(byte[] line) throws IOException {
        if (!Files.exists(file)) {
            AtomicFile.createPrivate(file, new byte[0]);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(line));
            channel.force(true);
        }
    }

    /**
     * The calls that have come.
     *
     * @throws FileException if the file is there and cannot be read
     */
    @Override
    public synchronized List<Callback> since(Instant since) {
        Stamp now = stampNow();
        if (now == null) {
            return List.of();
        }
        if (!now.equals(stamp)) {
            calls = read();
            stamp = now;
        }
        return calls.stream().filter(call -> !call.at().isBefore(since)).toList();
    }

    private @Nullable Stamp stampNow() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        } catch (IOException e) {
            return null;
        }
    }

    private List<Callback> read() {
        List<Callback> found = new ArrayList<>();
        for (String line : EscapedUtf8.decode(AtomicFile.read(file)).split("\n")) {
            try {
                if (!line.isBlank()) {
                    found.add(CallbackJson.read(line));
                }
            } catch (JsonFormException e) {
                // Half a line: its call is being written, or its writer was killed.
            }
        }
        return List.copyOf(found);
    }
}
