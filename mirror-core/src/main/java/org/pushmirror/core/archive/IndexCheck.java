package org.pushmirror.core.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.pushmirror.core.archive.ReleaseFile.Index;
import org.pushmirror.core.archive.SuiteReport.Depth;
import org.pushmirror.core.archive.SuiteReport.Kind;
import org.pushmirror.core.archive.SuiteReport.Problem;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.text.FileException;

/** Looks through the suites of an archive. */
final class IndexCheck {

    /** How deep below dists a suite may stand, as {@code stable/updates} does. */
    private static final int SUITE_DEPTH = 4;

    private static final int BUFFER = 1 << 16;
    private static final List<String> COMPRESSED = List.of(".gz", ".xz", ".bz2", ".lzma", ".lz4", ".zst");

    private final Path dists;
    private final Depth depth;

    IndexCheck(Path root, Depth depth) {
        this.dists = root.resolve("dists");
        this.depth = depth;
    }

    List<SuiteReport> run() {
        if (!Files.isDirectory(dists)) {
            return List.of();
        }
        List<SuiteReport> reports = new ArrayList<>();
        for (Path suite : suites()) {
            reports.add(report(suite));
        }
        return reports;
    }

    /** Links such as stable name a suite that is looked at under its own name. */
    private Set<Path> suites() {
        Set<Path> suites = new TreeSet<>();
        try (Stream<Path> paths = Files.walk(dists, SUITE_DEPTH)) {
            paths.filter(path -> path.endsWith("InRelease") || path.endsWith("Release"))
                    .filter(path -> path.getParent().getNameCount() - dists.getNameCount() < SUITE_DEPTH - 1)
                    .filter(path -> !path.getParent().getFileName().toString().matches("binary-.*|source"))
                    .forEach(path -> suites.add(path.getParent()));
        } catch (IOException | UncheckedIOException e) {
            throw new ArchiveException("The folder " + dists + " cannot be read: " + e.getMessage() + ".", e);
        }
        return suites;
    }

    private SuiteReport report(Path suite) {
        List<Problem> problems = new ArrayList<>();
        List<Index> indices = indices(suite, problems);
        Set<String> present = new HashSet<>();
        Set<String> absent = new TreeSet<>();
        int checked = 0;
        for (Index index : indices) {
            Path file = suite.resolve(index.path()).normalize();
            if (index.path().startsWith("/") || !file.startsWith(suite)) {
                problems.add(new Problem(
                        index.path(),
                        Kind.PATH,
                        "The path \"" + index.path() + "\" leads out of the suite " + name(suite) + "."));
            } else if (Files.isRegularFile(file)) {
                checked++;
                present.add(plain(index.path()));
                compare(file, index, problems);
            } else {
                absent.add(plain(index.path()));
            }
        }
        absent.removeAll(present);
        return new SuiteReport(name(suite), checked, List.copyOf(absent), problems);
    }

    private String name(Path suite) {
        return dists.relativize(suite).toString();
    }

    private static String plain(String path) {
        for (String ending : COMPRESSED) {
            if (path.endsWith(ending)) {
                return path.substring(0, path.length() - ending.length());
            }
        }
        return path;
    }

    private List<Index> indices(Path suite, List<Problem> problems) {
        Path signed = suite.resolve("InRelease");
        Path plain = suite.resolve("Release");
        if (!Files.exists(signed, LinkOption.NOFOLLOW_LINKS)) {
            return ReleaseFile.parse(AtomicFile.read(plain)).indices();
        }
        List<Index> indices = ReleaseFile.parse(AtomicFile.read(signed)).indices();
        boolean differs = Files.exists(plain)
                && !Set.copyOf(ReleaseFile.parse(AtomicFile.read(plain)).indices())
                        .equals(Set.copyOf(indices));
        if (differs) {
            problems.add(new Problem(
                    "Release",
                    Kind.RELEASE,
                    "InRelease and Release of " + name(suite)
                            + " name different indices: one of them is of another update."));
        }
        return indices;
    }

    private void compare(Path file, Index index, List<Problem> problems) {
        try {
            long size = Files.size(file);
            if (size != index.size()) {
                problems.add(new Problem(
                        index.path(),
                        Kind.SIZE,
                        file + " has " + size + " bytes, and its release file says " + index.size() + "."));
            } else if (depth == Depth.CONTENT && !sum(file).equals(index.sha256())) {
                problems.add(new Problem(
                        index.path(), Kind.SUM, file + " has another SHA-256 sum than its release file says."));
            }
        } catch (IOException e) {
            throw new FileException(file, FileException.Operation.READ, e);
        }
    }

    private static String sum(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256.", impossible);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
