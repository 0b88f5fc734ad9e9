package org.pushmirror.rsync.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.rsync.RsyncOptions;

/**
 * Options of rsync as words of a command line, for those who need other ones than a sync has by itself. Each method returns
 * a changed copy. Immutable.
 */
public final class SyncOptions {

    /** What a sync has by itself: the options of ftpsync. */
    public static final SyncOptions DEFAULT = new SyncOptions(List.of(), null, null, null);

    private final List<String> extra;
    private final @Nullable List<String> both;
    private final @Nullable List<String> stage1;
    private final @Nullable List<String> stage2;

    private SyncOptions(
            List<String> extra,
            @Nullable List<String> both,
            @Nullable List<String> stage1,
            @Nullable List<String> stage2) {
        this.extra = extra;
        this.both = both;
        this.stage1 = stage1;
        this.stage2 = stage2;
    }

    private static List<String> checked(List<String> words) {
        RsyncOptions.plain().rawWords(words);
        return List.copyOf(words);
    }

    /**
     * More options of both stages, before all others, as in {@code RSYNC_EXTRA}.
     *
     * @param words for example {@code --port=8873}
     * @return the changed copy
     * @throws IllegalArgumentException if {@link RsyncOptions#rawWords} does not take them
     */
    public SyncOptions extra(List<String> words) {
        return new SyncOptions(checked(words), both, stage1, stage2);
    }

    /**
     * In place of the options of both stages, as in {@code RSYNC_OPTIONS}.
     *
     * @param words the options, at least one
     * @return the changed copy
     * @throws IllegalArgumentException if {@link RsyncOptions#rawWords} does not take them
     */
    public SyncOptions both(List<String> words) {
        return new SyncOptions(extra, checked(words), stage1, stage2);
    }

    /**
     * In place of the filters that the index profile has for stage 1, as in {@code RSYNC_OPTIONS1}.
     *
     * @param words the options
     * @return the changed copy
     * @throws IllegalArgumentException if {@link RsyncOptions#rawWords} does not take them
     */
    public SyncOptions stage1(List<String> words) {
        return new SyncOptions(extra, both, checked(words), stage2);
    }

    /**
     * In place of the deletions and delayed updates of stage 2, as in {@code RSYNC_OPTIONS2}.
     *
     * @param words the options
     * @return the changed copy
     * @throws IllegalArgumentException if {@link RsyncOptions#rawWords} does not take them
     */
    public SyncOptions stage2(List<String> words) {
        return new SyncOptions(extra, both, stage1, checked(words));
    }

    /**
     * More options of both stages.
     *
     * @return the words; may be empty
     */
    public List<String> extra() {
        return extra;
    }

    /**
     * Options in place of those of both stages.
     *
     * @return the words; empty for those that a sync has by itself
     */
    public Optional<List<String>> both() {
        return Optional.ofNullable(both);
    }

    /**
     * Options in place of those of stage 1.
     *
     * @return the words; empty for the filters of the index profile
     */
    public Optional<List<String>> stage1() {
        return Optional.ofNullable(stage1);
    }

    /**
     * Options in place of those of stage 2.
     *
     * @return the words; empty for those that a sync has by itself
     */
    public Optional<List<String>> stage2() {
        return Optional.ofNullable(stage2);
    }

    @Override
    public String toString() {
        List<String> all = new ArrayList<>(extra);
        both().ifPresent(all::addAll);
        stage1().ifPresent(all::addAll);
        stage2().ifPresent(all::addAll);
        return String.join(" ", all);
    }
}
