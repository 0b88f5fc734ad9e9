package org.pushmirror.core.trace;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a mirror shows of its last syncs, and whether one is under way, all of one moment. Immutable. */
public final class MirrorState {

    private final @Nullable TraceFile trace;
    private final @Nullable TraceFile stage1;
    private final @Nullable List<String> inProgress;

    private MirrorState(@Nullable TraceFile trace, @Nullable TraceFile stage1, @Nullable List<String> inProgress) {
        this.trace = trace;
        this.stage1 = stage1;
        this.inProgress = inProgress;
    }

    /**
     * A state of which only the trace is known.
     *
     * @param trace the trace; null if the mirror has none
     * @return the state
     */
    public static MirrorState of(@Nullable TraceFile trace) {
        return new MirrorState(trace, null, null);
    }

    /**
     * The same state, with the trace of its last stage 1.
     *
     * @param trace the trace {@code NAME-stage1}; null if the mirror has none
     * @return the changed copy
     */
    public MirrorState withStage1(@Nullable TraceFile trace) {
        return new MirrorState(this.trace, trace, inProgress);
    }

    /**
     * The same state, with what is under way.
     *
     * @param names what the names of its {@code Archive-Update-in-Progress-} marks end in
     * @return the changed copy
     */
    public MirrorState withInProgress(List<String> names) {
        return new MirrorState(trace, stage1, List.copyOf(names));
    }

    /**
     * The trace of its last whole sync, or second stage.
     *
     * @return the trace; empty if the mirror has none
     */
    public Optional<TraceFile> trace() {
        return Optional.ofNullable(trace);
    }

    /**
     * The trace of its last first stage. Its presence alone proves nothing: a second stage leaves it behind.
     *
     * @return the trace; empty if the mirror has none, or nobody looked
     */
    public Optional<TraceFile> stage1() {
        return Optional.ofNullable(stage1);
    }

    /**
     * Who is changing its tree: itself, or its upstream when the tree was fetched.
     *
     * @return the names in its in-progress marks; empty if nobody looked
     */
    public Optional<List<String>> inProgress() {
        return Optional.ofNullable(inProgress);
    }

    /**
     * Whether the last first stage was not followed by a second one, by the mirror's own clock, and nothing is under way.
     *
     * @return true if that is certain
     */
    public boolean isBetweenStages() {
        if (stage1 == null || !isIdle()) {
            return false;
        }
        return stage1.date()
                .filter(first -> trace == null
                        || trace.date().filter(second -> second.isBefore(first)).isPresent())
                .isPresent();
    }

    /**
     * Whether nobody is changing its tree.
     *
     * @return true if somebody looked, and there is no in-progress mark
     */
    public boolean isIdle() {
        return inProgress != null && inProgress.isEmpty();
    }

    /**
     * Whether it has the first stage of a serial: the trace of its last first stage, or its trace, says so.
     *
     * @param serial the serial
     * @return true if one of them shows this serial or a newer one
     */
    public boolean hasStage1(ArchiveSerial serial) {
        return Stream.of(stage1(), trace())
                .flatMap(Optional::stream)
                .flatMap(file -> file.serial().stream())
                .anyMatch(theirs -> theirs.compareTo(serial) >= 0);
    }
}
