package org.pushmirror.rsync.probe;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.pushmirror.core.archive.ArchiveTree;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.trace.TraceFile;
import org.pushmirror.rsync.ListedFile;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncCause;
import org.pushmirror.rsync.RsyncChange.Kind;
import org.pushmirror.rsync.RsyncException;
import org.pushmirror.rsync.RsyncFilter;
import org.pushmirror.rsync.RsyncListing;
import org.pushmirror.rsync.RsyncReason;
import org.pushmirror.rsync.RsyncResult;
import org.pushmirror.rsync.RsyncSource;

/**
 * Looks at a mirror from outside, with one connection for each question. Safe for use by several threads; nothing is kept
 * between calls.
 */
public final class MirrorProbe {

    /** The largest file that a look brings, in bytes; larger ones are taken for absent. */
    public static final long MAX_FILE_BYTES = 4L * 1024 * 1024;

    private static final String TRACES = "project/trace";

    /** What a look brings. */
    public enum Scope {
        /** Traces and marks. */
        STATE,
        /** Traces, marks, and the {@code InRelease} of each suite directly below {@code dists}. */
        STATE_AND_INDICES
    }

    private final Rsync rsync;

    /**
     * A probe.
     *
     * @param rsync the program
     */
    public MirrorProbe(Rsync rsync) {
        this.rsync = rsync;
    }

    /**
     * Looks at a mirror.
     *
     * @param root the root of its archive
     * @param scope what to bring
     * @param within how long it may take in all
     * @return what it shows
     * @throws RsyncException if it cannot be looked at; the reason says why, for example
     *     {@link RsyncCause#UNKNOWN_MODULE}, {@link RsyncCause#LOGIN_REFUSED}, {@link RsyncCause#BUSY},
     *     {@link RsyncCause#CONNECTION_REFUSED}, {@link RsyncCause#SILENT} or {@link RsyncCause#NOT_RSYNC}
     * @throws InterruptedException if the thread is interrupted
     */
    public MirrorView look(RsyncSource root, Scope scope, Duration within) throws InterruptedException {
        List<RsyncFilter> filters = new ArrayList<>(List.of(
                RsyncFilter.include("/project/"),
                RsyncFilter.include("/project/trace/"),
                RsyncFilter.exclude("/project/trace/*/"),
                RsyncFilter.include("/project/trace/*"),
                RsyncFilter.include("/" + ArchiveTree.IN_PROGRESS + "*")));
        if (scope == Scope.STATE_AND_INDICES) {
            filters.add(RsyncFilter.include("/dists/"));
            filters.add(RsyncFilter.include("/dists/*/"));
            filters.add(RsyncFilter.include("/dists/*/InRelease"));
        }
        filters.add(RsyncFilter.exclude("*"));
        try {
            return new SmallPull(rsync, root, filters, MAX_FILE_BYTES, within).read(MirrorProbe::view);
        } catch (IOException e) {
            throw new RsyncException("What " + root + " shows cannot be read: " + e.getMessage(), e);
        }
    }

    private static MirrorView view(Path folder) throws IOException {
        Map<String, TraceFile> traces = new TreeMap<>();
        for (Path file : files(folder.resolve(TRACES), "[!_.]*")) {
            traces.put(file.getFileName().toString(), TraceFile.parse(AtomicFile.read(file)));
        }
        Map<String, byte[]> inReleases = new TreeMap<>();
        for (Path file : files(folder.resolve("dists"), "*")) {
            Path index = file.resolve("InRelease");
            if (Files.isRegularFile(index, LinkOption.NOFOLLOW_LINKS)) {
                inReleases.put(file.getFileName().toString(), Files.readAllBytes(index));
            }
        }
        return new MirrorView(traces, ArchiveTree.at(folder).inProgress(), inReleases);
    }

    private static List<Path> files(Path folder, String pattern) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
                entries.forEach(found::add);
            }
        }
        return found;
    }

    /**
     * Says which files a mirror lacks, or has in another size.
     *
     * @param root the root of its archive
     * @param sizes the size that each file should have, by its path below the root; any number of them
     * @param within how long it may take in all
     * @return the difference
     * @throws RsyncException if the mirror cannot be looked at, as for {@link #look}
     * @throws InterruptedException if the thread is interrupted
     */
    public FileComparison compare(RsyncSource root, Map<String, Long> sizes, Duration within)
            throws InterruptedException {
        Map<String, Long> left = new LinkedHashMap<>(sizes);
        List<FileComparison.Difference> different = new ArrayList<>();
        list(root, sizes.keySet(), within, file -> {
            Long expected = left.remove(file.name());
            if (expected != null && expected != file.size()) {
                different.add(new FileComparison.Difference(file.name(), expected, file.size()));
            }
        });
        return new FileComparison(List.copyOf(left.keySet()), different);
    }

    /**
     * Says which files a mirror lacks.
     *
     * @param root the root of its archive
     * @param names their paths below the root; any number of them
     * @param within how long it may take in all
     * @return the names that it does not have as regular files, in the order given
     * @throws RsyncException if the mirror cannot be looked at, as for {@link #look}
     * @throws InterruptedException if the thread is interrupted
     */
    public List<String> missing(RsyncSource root, Collection<String> names, Duration within)
            throws InterruptedException {
        Set<String> found = Collections.synchronizedSet(new HashSet<>());
        list(root, names, within, file -> found.add(file.name()));
        return names.stream().filter(name -> !found.contains(name)).toList();
    }

    /** Takes one file; called on one thread, which is done before the listing returns. */
    @FunctionalInterface
    private interface Taker {
        void take(ListedFile file);
    }

    private void list(RsyncSource root, Collection<String> names, Duration within, Taker taker)
            throws InterruptedException {
        RsyncResult result = rsync.list(root, RsyncListing.Depth.FOLDER)
                .names(names)
                .timeout(within)
                .deadline(within)
                .forEach(file -> {
                    if (file.kind() == Kind.FILE) {
                        taker.take(file);
                    }
                });
        if (result.reason() == RsyncReason.TIMED_OUT) {
            throw new RsyncException(result.message(), null, RsyncCause.SILENT);
        }
        result.requireSuccess();
    }
}
