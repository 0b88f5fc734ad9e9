package org.pushmirror.rsync.sync;

import java.util.List;
import org.pushmirror.rsync.RsyncFilter;
import org.pushmirror.rsync.RsyncOptions;

/**
 * What of an archive is mirrored, and which of it are indices. Each method returns a changed copy. Immutable.
 *
 * @param profile which files are indices, so that stage 1 leaves them out
 * @param architectures which architectures are mirrored
 * @param filters filters of both stages, in order
 * @param words further filters as words of a command line, as in {@code EXCLUDE} of ftpsync.conf
 */
public record SyncSelection(
        IndexProfile profile, Architectures architectures, List<RsyncFilter> filters, List<String> words) {

    /** A whole Debian archive, with the indices of {@link IndexProfile#DEBIAN_2018}, as ftpsync has it. */
    public static final SyncSelection DEFAULT =
            new SyncSelection(IndexProfile.DEBIAN_2018, Architectures.ALL, List.of(), List.of());

    /**
     * Copies the lists, and checks the words.
     *
     * @param profile which files are indices
     * @param architectures which architectures are mirrored
     * @param filters filters of both stages, in order
     * @param words further filters as words of a command line
     * @throws IllegalArgumentException if {@link RsyncOptions#rawWords} does not take the words
     */
    public SyncSelection {
        filters = List.copyOf(filters);
        words = List.copyOf(words);
        RsyncOptions.plain().rawWords(words);
    }

    /**
     * Another profile.
     *
     * @param newProfile which files are indices
     * @return the changed copy
     */
    public SyncSelection profile(IndexProfile newProfile) {
        return new SyncSelection(newProfile, architectures, filters, words);
    }

    /**
     * Other architectures.
     *
     * @param newArchitectures which architectures are mirrored
     * @return the changed copy
     */
    public SyncSelection architectures(Architectures newArchitectures) {
        return new SyncSelection(profile, newArchitectures, filters, words);
    }

    /**
     * Other filters of both stages. What a filter leaves out is deleted here, as in ftpsync.
     *
     * @param newFilters the rules, in order
     * @return the changed copy
     */
    public SyncSelection filters(List<RsyncFilter> newFilters) {
        return new SyncSelection(profile, architectures, newFilters, words);
    }

    /**
     * Other filters as words of a command line.
     *
     * @param newWords for example {@code --exclude=/indices/}
     * @return the changed copy
     */
    public SyncSelection words(List<String> newWords) {
        return new SyncSelection(profile, architectures, filters, newWords);
    }
}
