package org.pushmirror.rsync.sync;

import static org.pushmirror.rsync.RsyncFilter.exclude;
import static org.pushmirror.rsync.RsyncFilter.include;

import java.util.List;
import org.pushmirror.rsync.RsyncFilter;

/**
 * Which files of an archive are indices: they name other files, so stage 1 leaves them out. Immutable.
 *
 * @param name the name of the profile
 * @param filters what stage 1 leaves out, as filter rules in order
 */
public record IndexProfile(String name, List<RsyncFilter> filters) {

    /** Debian's archive, as the ftpsync of Debian's package (20180513) sees it. */
    public static final IndexProfile DEBIAN_2018 = new IndexProfile(
            "debian-2018",
            List.of(
                    include("*.diff/"),
                    exclude("*.diff/Index"),
                    exclude("Packages*"),
                    exclude("Sources*"),
                    exclude("Release*"),
                    exclude("InRelease"),
                    include("i18n/by-hash"),
                    exclude("i18n/*"),
                    exclude("ls-lR*")));

    /** Debian's archive, as archvsync sees it since 2021: also Contents, dep11 and the installer's current links. */
    public static final IndexProfile DEBIAN_2021 = new IndexProfile(
            "debian-2021",
            List.of(
                    include("*.diff/"),
                    include("by-hash/"),
                    exclude("*.diff/Index"),
                    exclude("Contents*"),
                    exclude("Packages*"),
                    exclude("Sources*"),
                    exclude("Release*"),
                    exclude("InRelease"),
                    exclude("i18n/*"),
                    exclude("dep11/*"),
                    exclude("installer-*/current"),
                    exclude("ls-lR*")));

    /** A tree without indices: stage 1 brings everything, stage 2 deletes. */
    public static final IndexProfile NONE = new IndexProfile("none", List.of());

    /**
     * Copies the list.
     *
     * @param name the name of the profile
     * @param filters what stage 1 leaves out, as filter rules in order
     */
    public IndexProfile {
        filters = List.copyOf(filters);
    }
}
