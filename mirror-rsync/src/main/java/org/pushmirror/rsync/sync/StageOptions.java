package org.pushmirror.rsync.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pushmirror.core.archive.ArchiveTree;
import org.pushmirror.rsync.Delete;
import org.pushmirror.rsync.RsyncFilter;
import org.pushmirror.rsync.RsyncOptions;

/** The options of rsync for each stage: those of ftpsync, in its order, since of filters the first match counts. */
final class StageOptions {

    private static final List<String> BOTH = List.of(
            "--recursive",
            "--links",
            "--perms",
            "--times",
            "--hard-links",
            "--sparse",
            "--block-size=8192",
            "--safe-links",
            "--chmod=D755,F644",
            "--no-inc-recursive");

    private StageOptions() {}

    /** The folder of the indices that a release file names. */
    static final String SUITES = "dists/";

    static RsyncOptions of(MirrorSyncSettings settings, TreeFiles files, SyncStage stage) {
        RsyncOptions options = both(settings, files);
        return stage == SyncStage.STAGE1 ? stage1(options, settings) : stage2(options, settings.transfer());
    }

    /** Only what is below dists, is no release file, and is not here yet. */
    static RsyncOptions newIndices(MirrorSyncSettings settings, TreeFiles files) {
        return both(settings, files)
                .raw("--ignore-existing")
                .filters(List.of(
                        RsyncFilter.exclude("Release*"),
                        RsyncFilter.exclude("InRelease"),
                        RsyncFilter.include("/" + SUITES),
                        RsyncFilter.exclude("/*")));
    }

    private static RsyncOptions both(MirrorSyncSettings settings, TreeFiles files) {
        SyncTransfer transfer = settings.transfer();
        SyncSelection selection = settings.selection();
        return SyncConnection.options(settings, RsyncOptions.plain())
                .bandwidthLimit(transfer.bandwidthLimit())
                .filters(localFiles(files))
                .rawWords(transfer.options().extra())
                .rawWords(transfer.options().both().orElse(BOTH))
                .rawWords(selection.words())
                // the folder of delayed updates, which upstream does not let others read
                .filter(RsyncFilter.exclude(".~tmp~/"))
                .filters(selection.filters())
                .filters(selection.architectures().filters());
    }

    /** A short name for everything that says which files are mirrored and how. */
    static String print(MirrorSyncSettings settings) {
        TreeFiles files = new TreeFiles(settings.target(), settings.mirror());
        return SyncState.hash(settings.source() + "\n" + of(settings, files, SyncStage.STAGE1) + "\n"
                + of(settings, files, SyncStage.STAGE2));
    }

    private static RsyncOptions stage1(RsyncOptions options, MirrorSyncSettings settings) {
        Optional<List<String>> own = settings.transfer().options().stage1();
        return own.isPresent()
                ? options.rawWords(own.get())
                : options.filters(settings.selection().profile().filters());
    }

    private static RsyncOptions stage2(RsyncOptions options, SyncTransfer transfer) {
        Optional<List<String>> own = transfer.options().stage2();
        return own.isPresent()
                ? options.rawWords(own.get())
                : options.delete(Delete.DELAY)
                        .raw("--delay-updates")
                        .raw("--delete-excluded")
                        .raw("--max-delete=" + transfer.maxDelete());
    }

    private static List<RsyncFilter> localFiles(TreeFiles files) {
        List<RsyncFilter> filters = new ArrayList<>();
        for (String name : files.local()) {
            filters.add(RsyncFilter.exclude("/" + name));
            filters.add(RsyncFilter.protect("/" + name));
        }
        for (String folder : List.of("/project/", "/project/trace/")) {
            filters.add(RsyncFilter.include(folder));
            filters.add(RsyncFilter.protect(folder));
        }
        filters.add(RsyncFilter.include("/project/trace/*"));
        // upstream's own note, which is of no meaning here
        filters.add(RsyncFilter.exclude("/" + ArchiveTree.UPDATE_REQUIRED + "*"));
        return filters;
    }
}
