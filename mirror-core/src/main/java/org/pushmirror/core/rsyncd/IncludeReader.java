package org.pushmirror.core.rsyncd;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what {@code &include} and {@code &merge} name. */
interface IncludeReader {

    /** Which names rsync takes from a folder. */
    enum Ending {
        /** {@code &include} takes *.conf. */
        CONF,
        /** {@code &merge} takes *.inc. */
        INC
    }

    /** What a name leads to. */
    sealed interface Found {}

    /** One file. */
    record OneFile(IncludedFile file) implements Found {}

    /** The files of a folder, in the order of rsync. */
    record Folder(List<IncludedFile> files) implements Found {}

    /** Nothing that rsync could read. */
    record Unreadable(String reason) implements Found {}

    /** This reader does not look. */
    record NotFollowed() implements Found {}

    /** A file and what it holds, or why it cannot be read. */
    record IncludedFile(Path real, @Nullable RsyncdSource source, String problem) {}

    /** Looks for a name. */
    Found find(String name, Ending ending);

    /** Follows nothing. */
    IncludeReader NONE = (name, ending) -> new NotFollowed();
}
