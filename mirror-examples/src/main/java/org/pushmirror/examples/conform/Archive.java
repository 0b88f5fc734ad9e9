package org.pushmirror.examples.conform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.pushmirror.core.archive.ArchiveTree;
import org.pushmirror.core.archive.Publication;
import org.pushmirror.core.trace.ArchiveSerial;

/**
 * The upstream's archive of a drive: small, shaped like Debian's, and published in states. Every state has an index
 * of a megabyte, which comes last, so that a stage 2 takes long enough to be held.
 */
final class Archive {

    /** The host that publishes. */
    static final String PUBLISHER = "hub.example.org";

    /** More than all small files of a state together, less than one big file. */
    static final long WITHIN_A_BIG_FILE = 300_000;

    private static final int BIG = 1_000_000;
    private static final String BINARY = "main/binary-amd64/";

    private final ArchiveTree tree;
    private final Map<String, Integer> pool = new TreeMap<>();
    private final Map<String, Integer> wanted = new TreeMap<>();
    private final Instant epoch = Instant.now().minus(Duration.ofDays(1));
    private int state;

    Archive(Path root) {
        this.tree = ArchiveTree.at(root);
    }

    Path root() {
        return tree.root();
    }

    /** The indices, which a stage 1 leaves alone. */
    static List<String> indices() {
        return List.of(
                "dists/stable/" + BINARY + "Packages",
                "dists/stable/Release",
                "dists/stable/InRelease",
                "tools/ls-lR.gz");
    }

    Optional<ArchiveSerial> serial() {
        return tree.serial();
    }

    /** Sets the in-progress mark of the publisher and leaves it, as a publication that is under way does. */
    Path beginUpdate() throws IOException {
        return Files.writeString(
                tree.inProgressMark(PUBLISHER), ProcessHandle.current().pid() + "\n");
    }

    /** The pool file of a package. */
    static String file(String name) {
        return "pool/main/" + name.charAt(0) + "/" + name + "/" + name + "_1_amd64.deb";
    }

    /** A package for the next state. */
    Archive add(String name) {
        return add(name, 1_000 + Math.abs(name.hashCode() % 3_000));
    }

    /** A package of a megabyte, which takes long enough to be held. */
    Archive addBig(String name) {
        return add(name, BIG);
    }

    private Archive add(String name, int size) {
        wanted.put(file(name), size);
        return this;
    }

    /** A package that the next state does not have any more. */
    Archive remove(String name) {
        wanted.remove(file(name));
        return this;
    }

    /** Publishes the next state: first files, then indices, deletions last, under the in-progress mark. */
    ArchiveSerial publish() throws IOException {
        state++;
        try (Publication publication = tree.publish(PUBLISHER, Clock.systemUTC())) {
            for (Map.Entry<String, Integer> file : wanted.entrySet()) {
                if (!pool.containsKey(file.getKey())) {
                    write(file.getKey(), noise(file.getKey(), file.getValue()));
                }
            }
            writeIndices();
            for (String file : pool.keySet()) {
                if (!wanted.containsKey(file)) {
                    Files.delete(root().resolve(file));
                    removeEmptyParents(root().resolve(file));
                }
            }
            pool.clear();
            pool.putAll(wanted);
            return publication.commit();
        }
    }

    private void writeIndices() throws IOException {
        StringBuilder packages = new StringBuilder();
        wanted.forEach((file, size) -> packages.append("Package: ")
                .append(Path.of(file).getParent().getFileName())
                .append("\nVersion: 1\nArchitecture: amd64\nFilename: ")
                .append(file)
                .append("\nSize: ")
                .append(size)
                .append("\n\n"));
        byte[] index = packages.toString().getBytes(StandardCharsets.UTF_8);
        write("dists/stable/" + BINARY + "Packages", index);
        String release = "Origin: conform\nSuite: stable\nVersion: " + state + "\nSHA256:\n "
                + HexFormat.of().formatHex(digest().digest(index)) + " " + index.length + " " + BINARY + "Packages\n";
        write("dists/stable/Release", release.getBytes(StandardCharsets.UTF_8));
        write("dists/stable/InRelease", release.getBytes(StandardCharsets.UTF_8));
        write("tools/ls-lR.gz", noise("ls-lR" + state, BIG));
    }

    /** Each state has times of its own, since rsync compares size and whole seconds. */
    private void write(String name, byte[] content) throws IOException {
        Path file = root().resolve(name);
        Files.createDirectories(file.getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, content);
        Files.setLastModifiedTime(fresh, FileTime.from(epoch.plus(Duration.ofMinutes(state))));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void removeEmptyParents(Path file) throws IOException {
        for (Path folder = file.getParent(); !folder.equals(root()); folder = folder.getParent()) {
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(folder);
        }
    }

    private static byte[] noise(String seed, int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(seed.hashCode()).nextBytes(bytes);
        return bytes;
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** Removes a folder with all that is in it. */
    static void delete(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
