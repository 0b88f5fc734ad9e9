package org.pushmirror.rsync.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.trace.MirrorSite;
import org.pushmirror.core.trace.TraceException;
import org.pushmirror.core.trace.TraceFile;
import org.pushmirror.core.trace.TraceSource;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncException;
import org.pushmirror.rsync.RsyncFilter;
import org.pushmirror.rsync.RsyncSource;

/**
 * Reads the traces of mirrors over rsync, one connection for each. Safe for use by several threads; nothing is kept
 * between calls.
 */
public final class RsyncTraceSource implements TraceSource {

    /** The longest trace that is read, in bytes. Real ones have about one thousand. */
    public static final int MAX_TRACE_BYTES = 64 * 1024;

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
        List<RsyncFilter> filters = List.of(
                RsyncFilter.include("/project/"),
                RsyncFilter.include("/project/trace/"),
                RsyncFilter.include("/project/trace/" + RsyncFilter.literal(name)),
                RsyncFilter.exclude("*"));
        try {
            return new SmallPull(rsync, roots.apply(site), filters, MAX_TRACE_BYTES, within).read(folder -> {
                Path file = folder.resolve("project").resolve("trace").resolve(name);
                return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        ? Optional.of(TraceFile.parse(AtomicFile.read(file)))
                        : Optional.empty();
            });
        } catch (IOException | FileException | RsyncException e) {
            throw new TraceException(
                    "The trace of " + name + " at " + site.host() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
