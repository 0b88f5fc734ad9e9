package org.pushmirror.rsync.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pushmirror.core.archive.ArchiveTree;
import org.pushmirror.rsync.ListedFile;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncChange.Kind;
import org.pushmirror.rsync.RsyncException;
import org.pushmirror.rsync.RsyncFilter;
import org.pushmirror.rsync.RsyncListing;
import org.pushmirror.rsync.RsyncOptions;
import org.pushmirror.rsync.sync.UpstreamState.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the state of upstream's archive, in one short connection, and at that of our own tree. Immutable. */
final class UpstreamLook {

    private static final Logger LOG = LoggerFactory.getLogger(MirrorSync.class);

    /** A look is no transfer: what it does not show in this time, the stage that follows finds out. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Rsync rsync;
    private final MirrorSyncSettings settings;

    UpstreamLook(Rsync rsync, MirrorSyncSettings settings) {
        this.rsync = rsync;
        this.settings = settings;
    }

    /** The state of upstream; empty if it cannot be seen. */
    Optional<UpstreamState> upstream() throws InterruptedException {
        Map<String, String> files = Collections.synchronizedMap(new TreeMap<>());
        List<String> marks = Collections.synchronizedList(new ArrayList<>());
        try {
            listing().forEach(file -> take(file, files, marks)).requireSuccess();
        } catch (RsyncException e) {
            LOG.debug("The state of {} cannot be seen: {}", settings, e.getMessage());
            return Optional.empty();
        }
        boolean mirror = files.remove(UpstreamState.HIERARCHY) != null;
        marks.remove(settings.mirror());
        return Optional.of(new UpstreamState(files, marks, mirror ? Role.MIRROR : Role.ARCHIVE));
    }

    private static void take(ListedFile file, Map<String, String> files, List<String> marks) {
        if (file.kind() != Kind.FILE) {
            return;
        }
        if (file.name().startsWith(ArchiveTree.IN_PROGRESS)) {
            marks.add(file.name().substring(ArchiveTree.IN_PROGRESS.length()));
        } else {
            files.put(file.name(), entry(file.size(), file.modified().orElse(Instant.EPOCH)));
        }
    }

    /** Of everything that is no index, only the master trace and the marks; folders of packages are not entered. */
    private RsyncListing listing() {
        SyncSelection selection = settings.selection();
        List<RsyncFilter> filters = new ArrayList<>(List.of(
                RsyncFilter.include("/" + ArchiveTree.IN_PROGRESS + "*"),
                RsyncFilter.include("/project/"),
                RsyncFilter.include("/project/trace/"),
                RsyncFilter.include("/" + UpstreamState.MASTER),
                RsyncFilter.include("/" + UpstreamState.HIERARCHY),
                RsyncFilter.exclude("/project/**"),
                RsyncFilter.include("/dists/"),
                RsyncFilter.exclude("/*/")));
        filters.addAll(selection.filters());
        filters.addAll(selection.architectures().filters());
        selection.profile().filters().forEach(filter -> filters.add(opposite(filter)));
        filters.add(RsyncFilter.include("*/"));
        filters.add(RsyncFilter.exclude("*"));
        RsyncOptions connection = SyncConnection.options(settings, RsyncOptions.plain())
                .rawWords(settings.transfer().options().extra())
                .rawWords(selection.words());
        return rsync.list(settings.source(), RsyncListing.Depth.TREE)
                .options(connection)
                .filter(filters.toArray(RsyncFilter[]::new))
                .deadline(PATIENCE);
    }

    /** What stage 1 leaves out is what is listed; a folder that it enters is entered. */
    private static RsyncFilter opposite(RsyncFilter filter) {
        return switch (filter.rule()) {
            case EXCLUDE, HIDE -> RsyncFilter.include(filter.pattern());
            case INCLUDE, SHOW -> filter.pattern().endsWith("/") ? filter : RsyncFilter.exclude(filter.pattern());
            case PROTECT, RISK -> filter;
        };
    }

    /** The state of our own tree, of the same files. */
    UpstreamState own(UpstreamState same) {
        Map<String, String> files = new TreeMap<>();
        for (String name : same.files().keySet()) {
            path(name).flatMap(UpstreamLook::entry).ifPresent(entry -> files.put(name, entry));
        }
        List<String> marks = new ArrayList<>(ArchiveTree.at(settings.target()).inProgress());
        marks.remove(settings.mirror());
        return new UpstreamState(files, marks, Role.MIRROR);
    }

    /** Empty for a name that Java cannot ask this system for. */
    private Optional<Path> path(String name) {
        try {
            return Optional.of(settings.target().resolve(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> entry(Path file) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile()
                    ? Optional.of(entry(
                            attributes.size(), attributes.lastModifiedTime().toInstant()))
                    : Optional.empty();
        } catch (IOException e) {
            // it is not there, which is what the caller learns
            return Optional.empty();
        }
    }

    private static String entry(long size, Instant modified) {
        return size + "@" + modified.getEpochSecond();
    }
}
