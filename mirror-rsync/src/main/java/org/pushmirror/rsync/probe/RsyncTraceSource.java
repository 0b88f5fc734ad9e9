package org.pushmirror.rsync.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.pushmirror.core.archive.ArchiveException;
import org.pushmirror.core.archive.ArchiveTree;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.trace.MirrorSite;
import org.pushmirror.core.trace.MirrorState;
import org.pushmirror.core.trace.TraceException;
import org.pushmirror.core.trace.TraceFile;
import org.pushmirror.core.trace.TraceNames;
import org.pushmirror.core.trace.TraceSource;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncException;
import org.pushmirror.rsync.RsyncFilter;
import org.pushmirror.rsync.RsyncSource;

/**
 * Reads the traces and in-progress marks of mirrors over rsync, one connection for each look. Safe for use by several threads; nothing is kept
 * between calls.
 */
public final class RsyncTraceSource implements TraceSource {

    /** The longest trace that is read, in bytes. Real ones have about one thousand. */
    public static final int MAX_TRACE_BYTES = 64 * 1024;

    private static final String TRACES = "/project/trace/";

    private final Rsync rsync;
    private final Function<MirrorSite, RsyncSource> roots;

    /**
     * A source of traces.
     *
     * @param rsync the program
     * @param roots says where the root of a mirror's archive is
     */
    public RsyncTraceSource(Rsync rsync, Function<MirrorSite, RsyncSource> roots) {
        this.rsync = rsync;
        this.roots = roots;
    }

    @Override
    public Optional<TraceFile> trace(MirrorSite site, Duration within) throws InterruptedException {
        return look(site, within, List.of(), folder -> file(folder, site.name()));
    }

    @Override
    public MirrorState state(MirrorSite site, Duration within) throws InterruptedException {
        String stage1 = site.name() + TraceNames.STAGE1_SUFFIX;
        List<RsyncFilter> more = List.of(
                RsyncFilter.include(TRACES + RsyncFilter.literal(stage1)),
                RsyncFilter.include("/" + ArchiveTree.IN_PROGRESS + "*"));
        return look(
                site,
                within,
                more,
                folder -> MirrorState.of(file(folder, site.name()).orElse(null))
                        .withStage1(file(folder, stage1).orElse(null))
                        .withInProgress(ArchiveTree.at(folder).inProgress()));
    }

    private <T> T look(MirrorSite site, Duration within, List<RsyncFilter> more, SmallPull.Reader<T> reader)
            throws InterruptedException {
        String name = site.name();
        if (name.isEmpty()
                || name.startsWith(".")
                || name.chars().anyMatch(c -> c == '/' || Character.isISOControl(c))) {
            throw new TraceException(
                    "\"" + name.replaceAll("\\p{Cntrl}", "?") + "\" cannot be the name of a trace.", null);
        }
        if (within.isZero() || within.isNegative()) {
            throw new TraceException(
                    "There was no time left to read the trace of " + name + " at " + site.host() + ".", null);
        }
        List<RsyncFilter> filters = new ArrayList<>(List.of(
                RsyncFilter.include("/project/"),
                RsyncFilter.include(TRACES),
                RsyncFilter.include(TRACES + RsyncFilter.literal(name))));
        filters.addAll(more);
        filters.add(RsyncFilter.exclude("*"));
        try {
            return new SmallPull(rsync, roots.apply(site), filters, MAX_TRACE_BYTES, within).read(reader);
        } catch (IOException | FileException | ArchiveException | RsyncException e) {
            throw new TraceException(
                    "The trace of " + name + " at " + site.host() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Optional<TraceFile> file(Path folder, String name) {
        Path file = folder.resolve("project").resolve("trace").resolve(name);
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(TraceFile.parse(AtomicFile.read(file)))
                : Optional.empty();
    }
}
