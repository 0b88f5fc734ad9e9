package org.pushmirror.rsync.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.sync.SyncScope;
import org.pushmirror.rsync.RsyncResult;

/**
 * Watches, with a look before stage 1 and one before stage 2, that both stages bring one state of upstream. rsync puts a new
 * index in its place before the new files that it names, so a stage 2 that brings both would, for a moment, show clients an
 * index that names a missing file. For one run, on its thread.
 */
final class UpstreamWatch {

    private final UpstreamLook look;
    private final SyncState state;
    private final String options;

    /** What upstream showed before the last stage 1 of this run; null if there was none, or it could not be seen. */
    private @Nullable UpstreamState before;

    /** What upstream showed before stage 2. */
    private @Nullable UpstreamState atStage2;

    private UpstreamState ownAtStage2 = new UpstreamState(Map.of(), List.of(), UpstreamState.Role.MIRROR);
    private boolean stage1Ran;
    private boolean mayRest;

    /** Two guards count what stage 1 sees. */
    private final boolean stage1IsCounted;

    UpstreamWatch(UpstreamLook look, SyncState state, MirrorSyncSettings settings) {
        this.look = look;
        this.state = state;
        this.options = StageOptions.print(settings);
        this.stage1IsCounted = settings.guards().has(SyncGuard.EMPTY_UPSTREAM)
                || settings.guards().has(SyncGuard.SHRUNK_UPSTREAM);
    }

    /** A new pass begins; after one that was not finished, every stage is due. */
    void begin(boolean unfinished) {
        mayRest = !unfinished && !stage1IsCounted;
        before = null;
        stage1Ran = false;
    }

    /**
     * Looks at upstream. True if stage 1 has nothing to do before stage 2: upstream's archive is that of the last complete sync
     * with these options, and its indices are those that are here. What else is missing here, stage 2 brings; it brings
     * no new index, so nothing can name a file before it is there.
     */
    boolean lookBeforeStage1(SyncScope scope) throws InterruptedException {
        before = look.upstream().orElse(null);
        atStage2 = null;
        boolean rest = mayRest
                && scope == SyncScope.ALL
                && before != null
                && before.hasRelease()
                && before.marks().isEmpty()
                && state.isDone(before.print(), options)
                && before.difference(look.own(before)).isEmpty();
        mayRest = false;
        stage1Ran = !rest;
        if (rest) {
            atStage2 = before;
        }
        return rest;
    }

    void stage1Done(RsyncResult result) {
        OptionalLong count = GuardCheck.count(Optional.of(result));
        state.stage1(count, before == null ? "" : before.print(), before == null ? "" : before.master());
    }

    /** Looks at upstream, unless that was done already. Gives the names in all in-progress marks, upstream's and these. */
    List<String> busy(List<String> brought) throws InterruptedException {
        if (atStage2 == null) {
            atStage2 = look.upstream().orElse(null);
        }
        List<String> names = new ArrayList<>(brought);
        if (atStage2 != null) {
            atStage2.marks().stream().filter(name -> !names.contains(name)).forEach(names::add);
        }
        if (!names.isEmpty()) {
            atStage2 = null;
        }
        return names;
    }

    /** What changed at upstream since the last stage 1, be it one of this run or of another. */
    Optional<String> changedSinceStage1() {
        UpstreamState now = atStage2;
        if (now == null) {
            return Optional.empty();
        }
        if (before != null) {
            return changed(before.difference(now));
        }
        if (stage1Ran) {
            atStage2 = null;
            return Optional.of("What upstream had before stage 1 could not be seen.");
        }
        if (state.knowsStage1()) {
            return state.isStage1(now.print()) || isStage2Of(now) ? Optional.empty() : changed(List.of("its archive"));
        }
        // stage 1 was done by another program: it brought the master trace, but no release file
        List<String> master = look.own(now).difference(now).stream()
                .filter(UpstreamState.MASTER::equals)
                .toList();
        return changed(master);
    }

    /**
     * Whether upstream is a mirror whose own stage 2 has come since it asked us for stage 1: its indices are others, and the
     * archive is the same.
     */
    private boolean isStage2Of(UpstreamState now) {
        return now.role() == UpstreamState.Role.MIRROR && !now.master().isEmpty() && state.isStage1Master(now.master());
    }

    private Optional<String> changed(List<String> names) {
        if (names.isEmpty()) {
            return Optional.empty();
        }
        atStage2 = null;
        return Optional.of("Upstream changed " + names.get(0)
                + (names.size() > 1 ? " and " + (names.size() - 1) + " more" : "") + " since stage 1.");
    }

    /** Whether upstream has indices of names that are not here: of a new suite, say, or all of them at a first sync. */
    boolean stage2Begins() {
        UpstreamState seen = atStage2;
        if (seen == null) {
            return false;
        }
        ownAtStage2 = look.own(seen);
        return seen.hasRelease()
                && seen.files().keySet().stream()
                        .filter(name -> name.startsWith(StageOptions.SUITES) && !UpstreamState.isRelease(name))
                        .anyMatch(name -> !ownAtStage2.files().containsKey(name));
    }

    /**
     * What shows that stage 2 was of another state than the one that was seen before it: an index that it brought, or, if it
     * deleted files by its list, what upstream has now.
     */
    Optional<String> changedInStage2(RsyncResult result) throws InterruptedException {
        UpstreamState seen = atStage2;
        if (seen == null) {
            return Optional.empty();
        }
        UpstreamState own = look.own(seen);
        List<String> other = new ArrayList<>(own.difference(seen));
        other.retainAll(own.difference(ownAtStage2));
        boolean deleted =
                result.stats().filter(stats -> stats.deleted().total() > 0).isPresent();
        if (other.isEmpty() && own.marks().isEmpty() && !deleted) {
            return Optional.empty();
        }
        // what is here may differ for other reasons, such as options that do not keep times
        Optional<UpstreamState> now = look.upstream();
        List<String> changes = now.map(seen::difference).orElse(deleted ? List.of() : other);
        return changes.isEmpty() ? now.flatMap(state -> changed(state.marks())) : changed(changes);
    }

    void stage2Done() {
        state.done(atStage2 == null ? "" : atStage2.print(), options);
    }
}
