package org.pushmirror.examples.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.text.FileException;

/** The folder that a run of the demo works in: kept where the caller wants it, or temporary and removed. */
final class DemoFolder {

    private final Path root;
    private final boolean temporary;

    private DemoFolder(Path root, boolean temporary) {
        this.root = root;
        this.temporary = temporary;
    }

    /**
     * Makes the folder.
     *
     * @param keep a new or empty folder that is left afterwards; null for a temporary one
     */
    static DemoFolder make(@Nullable Path keep) {
        try {
            if (keep == null) {
                Path root = Files.createTempDirectory("pushmirror-demo-").toRealPath();
                // The daemon reads the archive as nobody when root runs the demo; each secret has a mode of its own.
                Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
                return new DemoFolder(root, true);
            }
            Files.createDirectories(keep);
            try (Stream<Path> entries = Files.list(keep)) {
                if (entries.findAny().isPresent()) {
                    throw new DemoException(
                            DemoException.CANNOT_WRITE,
                            "The folder " + keep + " is not empty; --keep takes a new or an empty one.",
                            null);
                }
            }
            Path root = keep.toRealPath();
            Files.delete(Files.createTempFile(root, ".writable", null));
            return new DemoFolder(root, false);
        } catch (IOException e) {
            Path wanted = keep == null ? Path.of(System.getProperty("java.io.tmpdir")) : keep;
            throw new DemoException(
                    DemoException.CANNOT_WRITE,
                    "The folder " + wanted + " cannot be written: " + FileException.reason(e) + ".",
                    e);
        }
    }

    Path root() {
        return root;
    }

    Path hub() {
        return root.resolve("hub");
    }

    Path mirror(String name) {
        return root.resolve("mirrors").resolve(name);
    }

    Path report() {
        return root.resolve("report.json");
    }

    /** Removes the folder if it is a temporary one. */
    void remove() throws IOException {
        if (!temporary || !Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
