package org.pushmirror.rsync.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalLong;
import org.pushmirror.core.archive.ArchiveTree;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.core.trace.TraceFile;
import org.pushmirror.rsync.RsyncResult;
import org.pushmirror.rsync.RsyncStats;

/** Looks, before indices are taken and files deleted, whether what upstream has can be right. For one run. */
final class GuardCheck {

    private static final long MEBIBYTE = 1024 * 1024;

    /** What a guard found. */
    record Finding(SyncGuard guard, String why) {}

    private final MirrorSyncSettings settings;
    private final SyncGuards guards;
    private final TreeFiles files;
    private final SyncState state;

    GuardCheck(MirrorSyncSettings settings, TreeFiles files, SyncState state) {
        this.settings = settings;
        this.guards = settings.guards();
        this.files = files;
        this.state = state;
    }

    /** Whether there is room; asked before each stage. */
    Optional<Finding> space() throws IOException {
        if (!guards.has(SyncGuard.LITTLE_SPACE)) {
            return Optional.empty();
        }
        long free = Files.getFileStore(settings.target()).getUsableSpace();
        return free >= guards.freeBytes()
                ? Optional.empty()
                : Optional.of(new Finding(
                        SyncGuard.LITTLE_SPACE,
                        "only " + free / MEBIBYTE + " MiB are free where " + settings.target() + " is, and at least "
                                + guards.freeBytes() / MEBIBYTE + " MiB must be"));
    }

    /** Whether stage 2 may come; the result is that of the last stage 1 of this run, if there was one. */
    Optional<Finding> beforeStage2(Optional<RsyncResult> stage1) {
        return empty(stage1).or(() -> shrunk(stage1)).or(this::older);
    }

    private Optional<Finding> empty(Optional<RsyncResult> stage1) {
        boolean none = stage1.flatMap(RsyncResult::stats)
                .map(stats -> stats.files().total() == stats.files().folders())
                .orElse(false);
        boolean full = state.doneFiles().orElse(0) > 0 || Files.exists(files.trace());
        return guards.has(SyncGuard.EMPTY_UPSTREAM) && none && full
                ? Optional.of(new Finding(
                        SyncGuard.EMPTY_UPSTREAM,
                        "upstream, " + settings.source() + ", has no file at all, and everything here would go"))
                : Optional.empty();
    }

    private Optional<Finding> shrunk(Optional<RsyncResult> stage1) {
        OptionalLong now = count(stage1).isPresent() ? count(stage1) : state.stage1Files();
        OptionalLong before = state.doneFiles();
        if (!guards.has(SyncGuard.SHRUNK_UPSTREAM) || now.isEmpty() || before.isEmpty()) {
            return Optional.empty();
        }
        double least = before.getAsLong() * (100.0 - guards.shrinkPercent()) / 100.0;
        return now.getAsLong() >= least
                ? Optional.empty()
                : Optional.of(new Finding(
                        SyncGuard.SHRUNK_UPSTREAM,
                        "upstream, " + settings.source() + ", has " + now.getAsLong() + " files after "
                                + before.getAsLong() + " at the last sync, which is more than "
                                + guards.shrinkPercent() + " percent less"));
    }

    static OptionalLong count(Optional<RsyncResult> stage1) {
        Optional<RsyncStats> stats = stage1.flatMap(RsyncResult::stats);
        return stats.isPresent() ? OptionalLong.of(stats.get().files().total()) : OptionalLong.empty();
    }

    /** Stage 1 brought upstream's serial; ours is in the trace of our last sync. */
    private Optional<Finding> older() {
        Optional<ArchiveSerial> theirs = ArchiveTree.at(settings.target()).serial();
        Optional<ArchiveSerial> ours = Files.exists(files.trace())
                ? TraceFile.parse(AtomicFile.read(files.trace())).serial()
                : Optional.empty();
        boolean older = guards.has(SyncGuard.OLDER_SERIAL)
                && theirs.isPresent()
                && ours.isPresent()
                && theirs.get().compareTo(ours.get()) < 0;
        return older
                ? Optional.of(new Finding(
                        SyncGuard.OLDER_SERIAL,
                        "upstream, " + settings.source() + ", is at serial " + theirs.get() + ", older than "
                                + ours.get() + " of our last sync"))
                : Optional.empty();
    }
}
