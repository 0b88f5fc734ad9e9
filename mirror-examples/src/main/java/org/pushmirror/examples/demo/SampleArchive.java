package org.pushmirror.examples.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A small suite of a Debian-shaped archive: a pool of packages, and {@code dists/demo} with Packages, Release and
 * InRelease whose sizes and hashes are true. The packages hold noise, and InRelease is not signed. The suite can stand
 * beside others in one tree.
 */
final class SampleArchive {

    private static final String SUITE = "demo";
    private static final DateTimeFormatter RELEASE_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** One package of the pool. */
    private record Package(String name, String version, int size) {
        String file() {
            return "pool/main/" + name.charAt(0) + "/" + name + "/" + name + "_" + version + "_all.deb";
        }

        byte[] content() {
            byte[] bytes = new byte[size];
            new SplittableRandom((name + version).hashCode()).nextBytes(bytes);
            return bytes;
        }
    }

    private final Path root;
    private List<Package> packages = List.of();

    private SampleArchive(Path root) {
        this.root = root;
    }

    /** The suite in this tree. */
    static SampleArchive in(Path root) {
        return new SampleArchive(root);
    }

    /** Writes the first state: two dozen packages. */
    void firstState() throws IOException {
        List<Package> first = new ArrayList<>();
        for (int i = 1; i <= 24; i++) {
            first.add(new Package(String.format("%c-sample%02d", 'a' + i % 8, i), "1.0-1", 4_000 + 2_500 * i));
        }
        become(first, Instant.now());
    }

    /** Writes the next state: two new packages, one newer version, one package gone, new indices. */
    void nextState() throws IOException {
        List<Package> next = new ArrayList<>(packages.subList(0, packages.size() - 1));
        Package upgraded = next.remove(0);
        next.add(new Package(upgraded.name(), "1.1-1", upgraded.size() + 700));
        next.add(new Package("new-sample" + (packages.size() + 1), "1.0-1", 30_000));
        next.add(new Package("new-sample" + (packages.size() + 2), "1.0-1", 45_000));
        become(next, Instant.now());
    }

    private void become(List<Package> wanted, Instant date) throws IOException {
        for (Package added : wanted) {
            if (!packages.contains(added)) {
                write(added.file(), added.content());
            }
        }
        writeIndices(wanted, date);
        for (Package gone : packages) {
            if (!wanted.contains(gone)) {
                Files.delete(root.resolve(gone.file()));
                removeEmptyParents(root.resolve(gone.file()));
            }
        }
        packages = List.copyOf(wanted);
    }

    private void writeIndices(List<Package> wanted, Instant date) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Package each :
                wanted.stream().sorted(Comparator.comparing(Package::file)).toList()) {
            text.append("Package: ").append(each.name()).append('\n');
            text.append("Version: ").append(each.version()).append('\n');
            text.append("Architecture: all\n");
            text.append("Filename: ").append(each.file()).append('\n');
            text.append("Size: ").append(each.size()).append('\n');
            text.append("SHA256: ").append(sha256(each.content())).append("\n\n");
        }
        byte[] index = text.toString().getBytes(StandardCharsets.UTF_8);
        String folder = "dists/" + SUITE + "/";
        List<String> names = List.of("main/binary-amd64/Packages", "main/binary-amd64/Packages.gz");
        write(folder + names.get(0), index);
        write(folder + names.get(1), gzip(index));
        StringBuilder release = new StringBuilder("Origin: pushmirror\nSuite: " + SUITE + "\nCodename: " + SUITE
                + "\nDate: " + RELEASE_DATE.format(date) + "\nArchitectures: amd64\nComponents: main\nSHA256:\n");
        for (String name : names) {
            byte[] content = Files.readAllBytes(root.resolve(folder + name));
            release.append(String.format(" %s %d %s\n", sha256(content), content.length, name));
        }
        byte[] releaseBytes = release.toString().getBytes(StandardCharsets.UTF_8);
        write(folder + "Release", releaseBytes);
        write(folder + "InRelease", releaseBytes);
    }

    private void write(String file, byte[] content) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.write(fresh, content);
        if (Files.exists(path)) {
            // rsync compares size and whole seconds: two states within a second would be one to it.
            FileTime later =
                    FileTime.from(Files.getLastModifiedTime(path).toInstant().plusSeconds(1));
            if (Files.getLastModifiedTime(fresh).compareTo(later) < 0) {
                Files.setLastModifiedTime(fresh, later);
            }
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    }

    private void removeEmptyParents(Path file) throws IOException {
        for (Path folder = file.getParent(); !folder.equals(root); folder = folder.getParent()) {
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(folder);
        }
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
