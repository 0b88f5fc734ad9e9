package org.pushmirror.core.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.pushmirror.core.text.FileException.Operation;

/**
 * Whole files, read with a limit and written atomically: readers see the old content or the new, never half of it.
 *
 * <p>A new content is written to a temporary file beside the real path (a symbolic link is followed, and stays), in a
 * folder that nobody else can enter. It is given owner, mode, access control lists and extended attributes of the file it replaces,
 * is flushed to disk, and is renamed over it. The write is refused when these cannot be kept. Whatever fails, the temporary file is
 * removed. Where the file system has no POSIX modes, they are left alone, and private files are refused. All methods
 * are stateless and thread-safe; of two writers at the same time the later rename wins.
 */
public final class AtomicFile {

    /** The longest file that is read, in bytes: 256 MiB. */
    public static final int MAX_BYTES = 256 << 20;

    private static final int MAX_LINKS = 40;
    private static final int MODE_BITS = 07777;
    private static final int OWNER_WRITES = 0200;
    private static final int TEMPORARY_NAME_BYTES = 12;
    private static final String PRIVATE = "rw-------";
    private static final String PRIVATE_FOLDER = "rwx------";
    private static final String ORDINARY = "rw-r--r--";
    private static final SecureRandom RANDOM = new SecureRandom();

    private AtomicFile() {}

    /**
     * Reads a whole file.
     *
     * @param path the file
     * @return its bytes
     * @throws FileException if it cannot be read, is a folder, or is longer than {@link #MAX_BYTES}
     */
    public static byte[] read(Path path) {
        try {
            if (Files.isDirectory(path)) {
                throw new FileException(path, Operation.READ, "it is a folder", null);
            }
            byte[] bytes;
            if (Files.isRegularFile(path) && Files.size(path) <= MAX_BYTES) {
                bytes = Files.readAllBytes(path);
            } else {
                try (InputStream in = Files.newInputStream(path)) {
                    bytes = in.readNBytes(MAX_BYTES + 1);
                }
            }
            if (bytes.length > MAX_BYTES) {
                throw new FileException(path, Operation.READ, "it is longer than " + MAX_BYTES + " bytes", null);
            }
            return bytes;
        } catch (IOException failure) {
            throw new FileException(path, Operation.READ, failure);
        }
    }

    /**
     * Replaces the content of a file, or makes the file with mode 0644 less the umask.
     *
     * @param path the file; its folder must exist
     * @param content the whole new content
     * @throws FileException if it cannot be written; the old file is then untouched
     */
    public static void replace(Path path, byte[] content) {
        replace(path, content, ORDINARY);
    }

    /**
     * Replaces the content of a file, or makes the file with mode 0600, which it has from its first byte on.
     *
     * @param path the file; its folder must exist; the mode of an existing file is kept
     * @param content the whole new content
     * @throws FileException if it cannot be written; the old file is then untouched
     */
    public static void replacePrivate(Path path, byte[] content) {
        requirePosix(path);
        replace(path, content, PRIVATE);
    }

    /**
     * Makes a file with mode 0600, which it has from its first byte on.
     *
     * @param path the file, which must not exist; its folder must
     * @param content the whole content
     * @throws FileException if it exists or cannot be written; a file that was begun is removed
     */
    public static void createPrivate(Path path, byte[] content) {
        requirePosix(path);
        try {
            FileChannel channel = create(path, PRIVATE);
            try (channel) {
                fill(channel, content);
                channel.force(true);
            } catch (IOException failure) {
                Files.deleteIfExists(path);
                throw failure;
            }
            syncFolder(folderOf(path));
        } catch (IOException failure) {
            throw new FileException(path, Operation.WRITE, failure);
        }
    }

    /**
     * Replaces the content of a file if nobody has changed it since it was read.
     *
     * @param path the file, which must exist
     * @param old what it held when it was read
     * @param content the whole new content
     * @throws FileException if it holds something else now, or cannot be written; the file is then untouched
     */
    public static void replace(Path path, byte[] old, byte[] content) {
        requireUnchanged(path, old);
        replace(path, content, ORDINARY);
    }

    /**
     * Replaces the content of a private file if nobody has changed it since it was read.
     *
     * @param path the file, which must exist; its mode is kept
     * @param old what it held when it was read
     * @param content the whole new content
     * @throws FileException if it holds something else now, or cannot be written; the file is then untouched
     */
    public static void replacePrivate(Path path, byte[] old, byte[] content) {
        requirePosix(path);
        requireUnchanged(path, old);
        replace(path, content, PRIVATE);
    }

    private static void requireUnchanged(Path path, byte[] old) {
        if (!Arrays.equals(read(path), old)) {
            String reason = "somebody has changed it since it was read; read it again and repeat the change";
            throw new FileException(path, Operation.WRITE, reason, null);
        }
    }

    private static void replace(Path path, byte[] content, String modeOfNew) {
        try {
            Path real = followLinks(path);
            if (!Files.exists(real)) {
                replaceByNew(real, content, modeOfNew);
            } else if (Files.isRegularFile(real)) {
                replaceByCopy(path, real, content);
            } else {
                throw new FileException(path, Operation.WRITE, "it is not a regular file", null);
            }
            syncFolder(folderOf(real));
        } catch (AtomicMoveNotSupportedException failure) {
            throw new FileException(path, Operation.WRITE, "its file system cannot replace a file atomically", failure);
        } catch (IOException failure) {
            throw new FileException(path, Operation.WRITE, failure);
        }
    }

    private static void replaceByNew(Path real, byte[] content, String mode) throws IOException {
        Path temporary = folderOf(real).resolve(temporaryName());
        try {
            try (FileChannel channel = create(temporary, mode)) {
                fill(channel, content);
                channel.force(true);
            }
            move(temporary, real);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * The copy brings everything that the old file has beside its content: owner, mode, access control lists and other extended
     * attributes. It is made in a folder that nobody else can enter, because it takes more than one step.
     */
    private static void replaceByCopy(Path named, Path real, byte[] content) throws IOException {
        boolean posix = hasPosix(real);
        Path folder = folderOf(real).resolve(temporaryName());
        Path copy = folder.resolve("copy");
        try {
            if (posix) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE_FOLDER)));
            } else {
                Files.createDirectory(folder);
            }
            Files.copy(real, copy, StandardCopyOption.COPY_ATTRIBUTES);
            if (posix) {
                Files.setAttribute(
                        copy, "unix:mode", (int) Files.getAttribute(copy, "unix:mode") & MODE_BITS | OWNER_WRITES);
            }
            overwrite(copy, content);
            if (posix) {
                keepOwnership(real, copy, named);
            }
            requireSameAttributes(real, copy, named);
            move(copy, real);
        } finally {
            Files.deleteIfExists(copy);
            Files.deleteIfExists(folder);
        }
    }

    private static void overwrite(Path copy, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            fill(channel.truncate(0), content);
            channel.force(true);
        }
    }

    private static void move(Path from, Path real) throws IOException {
        try {
            Files.move(from, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (FileSystemException failure) {
            if (failure.getReason() != null && failure.getReason().contains("busy")) {
                throw new FileSystemException(
                        real.toString(), null, "it is mounted by itself, and so cannot be replaced by a new file");
            }
            throw failure;
        }
    }

    private static void requireSameAttributes(Path real, Path copy, Path named) throws IOException {
        UserDefinedFileAttributeView kept = Files.getFileAttributeView(real, UserDefinedFileAttributeView.class);
        UserDefinedFileAttributeView found = Files.getFileAttributeView(copy, UserDefinedFileAttributeView.class);
        if (kept == null || found == null || !Files.getFileStore(real).supportsFileAttributeView("user")) {
            return;
        }
        if (!Set.copyOf(kept.list()).equals(Set.copyOf(found.list()))) {
            throw new FileException(named, Operation.WRITE, "its extended attributes cannot be kept", null);
        }
    }

    private static FileChannel create(Path path, String mode) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (!hasPosix(folderOf(path))) {
            return FileChannel.open(path, options);
        }
        return FileChannel.open(
                path, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
    }

    private static void fill(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    private static void keepOwnership(Path from, Path to, Path named) throws IOException {
        try {
            for (String id : List.of("unix:gid", "unix:uid")) {
                Object kept = Files.getAttribute(from, id);
                if (!kept.equals(Files.getAttribute(to, id))) {
                    Files.setAttribute(to, id, kept);
                }
            }
            int mode = (int) Files.getAttribute(from, "unix:mode") & MODE_BITS;
            if (((int) Files.getAttribute(to, "unix:mode") & MODE_BITS) != mode) {
                // After the owner, because a change of owner clears the set-id bits.
                Files.setAttribute(to, "unix:mode", mode);
            }
        } catch (FileSystemException failure) {
            String reason = "its owner, group and mode cannot be kept by the user that writes it";
            throw new FileException(named, Operation.WRITE, reason, failure);
        }
    }

    private static Path followLinks(Path path) throws IOException {
        Path real = path.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(real); links++) {
            if (links == MAX_LINKS) {
                throw new FileException(path, Operation.WRITE, "it is a symbolic link that leads to itself", null);
            }
            real = folderOf(real).toRealPath().resolve(Files.readSymbolicLink(real));
        }
        return folderOf(real).toRealPath().resolve(real.getFileName());
    }

    private static Path folderOf(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("it is the root folder");
        }
        return folder;
    }

    /** Starts with a dot and ends in .tmp, so that no include folder or backup tool takes it for a configuration file. */
    private static String temporaryName() {
        byte[] random = new byte[TEMPORARY_NAME_BYTES];
        RANDOM.nextBytes(random);
        return ".pushmirror-" + HexFormat.of().formatHex(random) + ".tmp";
    }

    private static void syncFolder(Path folder) throws IOException {
        if (hasPosix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static boolean hasPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    private static void requirePosix(Path path) {
        if (!hasPosix(path)) {
            String reason = "its file system has no POSIX modes, so it cannot be kept private";
            throw new FileException(path, Operation.WRITE, reason, null);
        }
    }
}
