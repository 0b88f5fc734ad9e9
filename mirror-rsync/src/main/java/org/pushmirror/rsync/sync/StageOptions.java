package org.pushmirror.rsync.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    static RsyncOptions of(MirrorSyncSettings settings, TreeFiles files, SyncStage stage) {
        RsyncOptions options = RsyncOptions.plain()
                .timeout(settings.timeout())
                .connectTimeout(shorter(settings.timeout(), RsyncOptions.DEFAULT_CONNECT_TIMEOUT))
                .bandwidthLimit(settings.bandwidthLimit())
                .filters(localFiles(files))
                .rawWords(BOTH)
                .rawWords(settings.extraOptions())
                // the folder of delayed updates, which upstream does not let others read
                .filter(RsyncFilter.exclude(".~tmp~/"))
                .filters(settings.filters());
        return stage == SyncStage.STAGE1
                ? options.filters(settings.profile().filters())
                : options.delete(Delete.DELAY)
                        .raw("--delay-updates")
                        .raw("--delete-excluded")
                        .raw("--max-delete=" + settings.maxDelete());
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

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
