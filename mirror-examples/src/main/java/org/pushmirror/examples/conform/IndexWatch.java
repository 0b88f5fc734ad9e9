package org.pushmirror.examples.conform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a tree over and over, as a client would who reads an index and then asks for the files that it names, and
 * remembers the first that was missing. An index that was replaced meanwhile is read again: its client is not cheated by
 * the new one.
 */
final class IndexWatch implements AutoCloseable {

    private static final int DEPTH = 8;

    private final Path root;
    private final Thread thread;
    private final AtomicLong rounds = new AtomicLong();
    private volatile boolean stopped;
    private volatile @Nullable String missing;

    private IndexWatch(Path root) {
        this.root = root;
        this.thread = new Thread(this::watch, "index-watch");
        thread.setDaemon(true);
    }

    static IndexWatch of(Path root) {
        IndexWatch watch = new IndexWatch(root);
        watch.thread.start();
        return watch;
    }

    /** The first file that was missing while an index named it, as a sentence. */
    Optional<String> missing() {
        return Optional.ofNullable(missing);
    }

    /** How often the whole tree was looked at. */
    long rounds() {
        return rounds.get();
    }

    private void watch() {
        while (!stopped && missing == null) {
            try {
                look();
                rounds.incrementAndGet();
                Thread.sleep(1);
            } catch (IOException | UncheckedIOException e) {
                // a folder went away while it was read; the next look tells
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void look() throws IOException {
        for (Path index : indices()) {
            boolean packages = index.getFileName().toString().equals("Packages");
            check(
                    index,
                    packages ? root : index.getParent(),
                    packages ? IndexWatch::poolFiles : IndexWatch::indexFiles);
        }
    }

    private List<Path> indices() throws IOException {
        Path dists = root.resolve("dists");
        if (!Files.isDirectory(dists)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(dists, DEPTH)) {
            return paths.filter(path -> List.of("Packages", "Release", "InRelease")
                            .contains(path.getFileName().toString()))
                    .filter(path -> !path.toString().contains("/.~tmp~/"))
                    .toList();
        }
    }

    private void check(Path index, Path base, Function<String, List<String>> names) throws IOException {
        byte[] before = read(index);
        for (String name : names.apply(new String(before, StandardCharsets.ISO_8859_1))) {
            if (!Files.exists(base.resolve(name)) && Arrays.equals(before, read(index))) {
                missing = root.relativize(index) + " named " + name + ", which was not there.";
                return;
            }
        }
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    private static List<String> poolFiles(String index) {
        List<String> names = new ArrayList<>();
        index.lines()
                .filter(line -> line.startsWith("Filename: "))
                .map(line -> line.substring("Filename: ".length()))
                .forEach(name -> names.add(0, name));
        return names;
    }

    private static List<String> indexFiles(String release) {
        return release.lines()
                .filter(line -> line.startsWith(" "))
                .map(line -> line.strip().split(" +"))
                .filter(fields -> fields.length == 3)
                .map(fields -> fields[2])
                .toList();
    }

    @Override
    public void close() {
        stopped = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
