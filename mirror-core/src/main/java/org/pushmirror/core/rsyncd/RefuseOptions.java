package org.pushmirror.core.rsyncd;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The value of {@code refuse options}: words that are parted by spaces and nothing else. Immutable and thread-safe.
 *
 * <p>A word is the name of an option without its dashes, a letter, or a wildcard; {@code !} before it takes back what a word before it
 * refused. What else stands here is one more unknown word to rsync, which it only logs.
 *
 * @param words the words, in their order
 */
public record RefuseOptions(List<String> words) {

    /** The long options of rsync 3.5.0. */
    private static final Set<String> LONG = Set.of("""
            8-bit-output acls address append append-verify archive atimes backup backup-dir block-size blocking-io
            bwlimit cc checksum checksum-choice checksum-seed chmod chown compare-dest compress compress-choice
            compress-level compress-threads config confine-root contimeout copy-as copy-dest copy-devices
            copy-dirlinks copy-links copy-unsafe-links crtimes cvs-exclude daemon debug del delay-updates delete
            delete-after delete-before delete-delay delete-during delete-excluded delete-missing-args detach devices
            dirs dparam drop-D dry-run early-input exclude exclude-from executability existing fake-super files-from
            filter force from0 fsync fuzzy group groupmap hard-links help human-readable i-d i-r iconv ignore-errors
            ignore-existing ignore-missing-args ignore-non-existing ignore-times implied-dirs inc-recursive include
            include-from info inplace insecure-links ipv4 ipv6 itemize-changes keep-dirlinks link-dest links
            list-only log-file log-file-format log-format max-alloc max-delete max-size min-size mkpath
            modify-window motd msgs2stderr munge-links new-compress no-8 no-8-bit-output no-A no-D no-H no-J no-N
            no-O no-R no-S no-U no-W no-X no-acls no-append no-atimes no-backup no-blocking-io no-bwlimit no-c
            no-checksum no-compress no-contimeout no-crtimes no-d no-delay-updates no-detach no-devices no-dirs
            no-drop-D no-force no-from0 no-fuzzy no-g no-group no-h no-hard-links no-human-readable no-i no-i-d
            no-i-r no-iconv no-ignore-errors no-implied-dirs no-inc-recursive no-inplace no-insecure-links
            no-itemize-changes no-l no-links no-m no-mkpath no-motd no-msgs2stderr no-munge-links no-numeric-ids
            no-o no-old-args no-omit-dir-times no-omit-link-times no-one-file-system no-open-noatime no-owner no-p
            no-partial no-perms no-progress no-protect-args no-prune-empty-dirs no-r no-recursive no-relative no-s
            no-secluded-args no-sparse no-specials no-super no-t no-timeout no-times no-v no-verbose no-whole-file
            no-write-devices no-x no-xattrs no-y no-z numeric-ids old-args old-compress old-d old-dirs
            omit-dir-times omit-link-times one-file-system only-write-batch open-noatime out-format outbuf owner
            partial partial-dir password-file perms port preallocate progress protect-args protocol prune-empty-dirs
            qsort quiet read-batch recursive relative remote-option remove-sent-files remove-source-files rsh
            rsync-path safe-links secluded-args sender server size-only skip-compress sockopts sparse specials stats
            stderr stop-after stop-at suffix super temp-dir time-limit timeout times trust-sender update usermap
            verbose version whole-file write-batch write-devices xattrs zc zl zt
            """.strip().split("\\s+"));

    private static final String SHORT = "0468@ABCDEFHIJKLMNOPRSTUVWXabcdefghiklmnopqrstuvxyz";

    /** Words that stand for several options. */
    private static final Set<String> GROUPS = Set.of("a", "archive");

    /**
     * Copies and checks the words.
     *
     * @param words the words, in their order
     * @throws IllegalArgumentException if a word is empty, or has a space or a line end
     */
    public RefuseOptions {
        words = List.copyOf(words);
        for (String word : words) {
            if (word.isEmpty() || word.chars().anyMatch(c -> c == ' ' || c == '\n' || c == 0)) {
                throw new IllegalArgumentException(
                        "The word \"" + word + "\" is empty, or has a space or a line end in it.");
            }
        }
    }

    /**
     * Reads the value of the parameter. A tab is a part of a word to rsync, and so it is here.
     *
     * @param value the value
     * @return the words
     */
    public static RefuseOptions parse(String value) {
        return new RefuseOptions(
                Arrays.stream(value.split(" +")).filter(word -> !word.isEmpty()).toList());
    }

    /**
     * The words that rsync knows no option for.
     *
     * @return the words; unmodifiable
     */
    public List<String> unknown() {
        return words.stream().filter(word -> !isKnown(word)).toList();
    }

    private static boolean isKnown(String word) {
        String name = word.startsWith("!") ? word.substring(1) : word;
        if (name.chars().anyMatch(c -> "*?[".indexOf(c) >= 0)) {
            ShellPattern pattern = new ShellPattern(name);
            return LONG.stream().anyMatch(pattern::matches)
                    || SHORT.chars().anyMatch(c -> pattern.matches(Character.toString(c)));
        }
        boolean letter = name.length() == 1 && SHORT.contains(name);
        return letter || LONG.contains(name) || GROUPS.contains(name);
    }

    /**
     * The value of the parameter.
     *
     * @return the words, with spaces
     */
    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
