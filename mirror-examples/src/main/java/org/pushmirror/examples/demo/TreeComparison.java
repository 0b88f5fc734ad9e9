package org.pushmirror.examples.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compares a mirror's tree with the hub's, byte for byte, apart from {@code project/trace}, where each mirror writes of
 * its own.
 */
public final class TreeComparison {

    private TreeComparison() {}

    /**
     * The first difference.
     *
     * @param hub the tree to compare with
     * @param mirror the tree that should be the same
     * @return what is different, as the end of a sentence; empty if the trees are equal
     * @throws IOException if one of them cannot be read
     */
    public static Optional<String> firstDifference(Path hub, Path mirror) throws IOException {
        SortedMap<String, Path> wanted = entries(hub);
        SortedMap<String, Path> present = entries(mirror);
        for (String name : wanted.keySet()) {
            if (!present.containsKey(name)) {
                return Optional.of("lacks " + name);
            }
            if (!isSame(wanted.get(name), present.get(name))) {
                return Optional.of("has another " + name);
            }
        }
        return present.keySet().stream()
                .filter(name -> !wanted.containsKey(name))
                .findFirst()
                .map(name -> "still has " + name);
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        if (Files.isSymbolicLink(one) || Files.isSymbolicLink(other)) {
            return Files.isSymbolicLink(one)
                    && Files.isSymbolicLink(other)
                    && Files.readSymbolicLink(one).equals(Files.readSymbolicLink(other));
        }
        if (Files.isDirectory(one) || Files.isDirectory(other)) {
            return Files.isDirectory(one) && Files.isDirectory(other);
        }
        return Files.mismatch(one, other) < 0;
    }

    private static SortedMap<String, Path> entries(Path root) throws IOException {
        SortedMap<String, Path> entries = new TreeMap<>();
        Path traces = root.resolve("project").resolve("trace");
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (folder.equals(traces)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                entries.put(root.relativize(folder).toString(), folder);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                entries.put(root.relativize(file).toString(), file);
                return FileVisitResult.CONTINUE;
            }
        });
        return entries;
    }
}
