package org.pushmirror.rsync.probe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.core.trace.TraceFile;

/**
 * What a mirror showed at one moment. Immutable as long as nobody writes to the arrays.
 *
 * @param traces the files of {@code project/trace} by name; those whose name starts with an underscore are left out
 * @param inProgress the names after {@code Archive-Update-in-Progress-} of the marks at its root, in order
 * @param inReleases the {@code InRelease} of each suite below {@code dists}, if they were asked for
 */
public record MirrorView(Map<String, TraceFile> traces, List<String> inProgress, Map<String, byte[]> inReleases) {

    /** The name of the trace that upstream itself writes. */
    public static final String MASTER = "master";

    /**
     * Copies the maps and the list.
     *
     * @param traces the traces by name
     * @param inProgress the names of marks
     * @param inReleases the indices by suite
     */
    public MirrorView {
        traces = Map.copyOf(traces);
        inProgress = List.copyOf(inProgress);
        inReleases = Map.copyOf(inReleases);
    }

    /**
     * The trace of a mirror.
     *
     * @param name its name
     * @return the trace; empty if there is none
     */
    public Optional<TraceFile> trace(String name) {
        return Optional.ofNullable(traces.get(name));
    }

    /**
     * The serial of the archive that the mirror has, by the trace of upstream.
     *
     * @return the serial; empty if upstream writes none
     */
    public Optional<ArchiveSerial> serial() {
        return trace(MASTER).flatMap(TraceFile::serial);
    }
}
