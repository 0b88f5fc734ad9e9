package org.pushmirror.examples.ftpsync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a tree holds, apart from what two runs differ in: the times and the measured bytes of the traces, and their creator. */
public final class Snapshot {

    private static final Set<String> OF_THE_RUN = Set.of(
            "Date",
            "Date-Started",
            "Creator",
            "Total time spent in stage1 rsync",
            "Total time spent in stage2 rsync",
            "Total time spent in rsync",
            "Total bytes received in rsync",
            "Average rate");

    private Snapshot() {}

    /** Every file, folder and link of a tree, with its mode, its time and its content. */
    public static SortedMap<String, String> of(Path root) throws IOException {
        SortedMap<String, String> entries = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(path -> !path.equals(root)).toList()) {
                String name = root.relativize(path).toString();
                entries.put(name, entry(name, path));
            }
        }
        return entries;
    }

    private static String entry(String name, Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return "link to " + Files.readSymbolicLink(path);
        }
        String mode =
                Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).toString();
        if (Files.isDirectory(path)) {
            return "folder " + mode;
        }
        List<String> lines = Files.readAllLines(path, StandardCharsets.ISO_8859_1);
        boolean trace = name.startsWith("project/trace/");
        if (trace && lines.stream().anyMatch(line -> line.startsWith("Used ftpsync version: "))) {
            return "trace " + mode + " " + fields(lines);
        }
        String time = trace ? "" : Files.getLastModifiedTime(path).toString();
        return "file " + mode + " " + time + " " + lines;
    }

    /** The first line is the date. */
    private static String fields(List<String> lines) {
        return lines.stream()
                .skip(1)
                .filter(line -> !OF_THE_RUN.contains(line.substring(0, Math.max(line.indexOf(':'), 0))))
                .collect(Collectors.joining("\n"));
    }
}
