package org.pushmirror.rsync.sync;

import java.nio.file.Path;
import java.util.List;
import org.pushmirror.core.archive.ArchiveTree;

/** Where the files of a sync are in its tree. The names are those of Debian's ftpsync, but for the guard. */
record TreeFiles(Path root, String mirror) {

    private static final String TRACE_FOLDER = "project/trace";

    String lockName() {
        return ArchiveTree.IN_PROGRESS + mirror;
    }

    String markName() {
        return ArchiveTree.UPDATE_REQUIRED + mirror;
    }

    String guardName() {
        return ".Archive-Update-Guard-" + mirror;
    }

    Path lock() {
        return root.resolve(lockName());
    }

    Path mark() {
        return root.resolve(markName());
    }

    Path guard() {
        return root.resolve(guardName());
    }

    Path traceFolder() {
        return root.resolve("project").resolve("trace");
    }

    Path trace() {
        return traceFolder().resolve(mirror);
    }

    Path stage1Trace() {
        return traceFolder().resolve(mirror + "-stage1");
    }

    /** The local files, as patterns relative to the root: never fetched, never deleted. */
    List<String> local() {
        return List.of(
                lockName(),
                markName(),
                ".Archive-Update-*",
                TRACE_FOLDER + "/" + mirror,
                TRACE_FOLDER + "/" + mirror + "-stage1",
                TRACE_FOLDER + "/_hierarchy",
                TRACE_FOLDER + "/_traces");
    }
}
