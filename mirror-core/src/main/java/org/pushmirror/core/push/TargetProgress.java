package org.pushmirror.core.push;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a target of a push had come when the push was stopped, as its journal tells. Immutable. */
public final class TargetProgress {

    /** Where to go on. */
    public enum Point {
        /** At the beginning: nothing is known to be done there. */
        START,
        /** At the barrier: stage 1 is done, stage 2 was not sent. */
        STAGE1_DONE,
        /**
         * With the last trigger, see {@link TargetProgress#stages}: it was sent, and nobody knows what became of it. Ask
         * the witness, and send it again if that has no proof. A stage 1 in this state counts as {@link #START}.
         */
        SENT,
        /** With a repair: stage 1 is done, and stage 2 did not end well. Ask the witness first. */
        REPAIR_DUE,
        /** With the witness: every trigger has ended well. */
        TRIGGERED,
        /** Nowhere: the target has its outcome, see {@link TargetProgress#ended}. */
        ENDED
    }

    private final PushTarget target;
    private final Point point;
    private final List<StageReport> stages;
    private final @Nullable TargetReport report;

    private TargetProgress(PushTarget target, Point point, List<StageReport> stages, @Nullable TargetReport report) {
        this.target = target;
        this.point = point;
        this.stages = List.copyOf(stages);
        this.report = report;
    }

    /**
     * A target without an outcome.
     *
     * @param target which
     * @param point where to go on
     * @param stages its triggers so far; one that has no end was sent and not answered
     * @return the progress
     * @throws IllegalArgumentException if the point is {@link Point#ENDED}
     */
    public static TargetProgress of(PushTarget target, Point point, List<StageReport> stages) {
        if (point == Point.ENDED) {
            throw new IllegalArgumentException("A target that has ended needs its report.");
        }
        return new TargetProgress(target, point, stages, null);
    }

    /**
     * A target with its outcome.
     *
     * @param report how it ended
     * @return the progress
     */
    public static TargetProgress ended(TargetReport report) {
        return new TargetProgress(report.target(), Point.ENDED, report.stages(), report);
    }

    /**
     * The same progress of the target as it is listed now.
     *
     * @param listed the target with, perhaps, another host, port or user
     * @return the changed copy; this, if the target has its outcome
     */
    public TargetProgress withTarget(PushTarget listed) {
        return report == null ? new TargetProgress(listed, point, stages, null) : this;
    }

    /**
     * The target.
     *
     * @return which target this is about
     */
    public PushTarget target() {
        return target;
    }

    /**
     * Where to go on.
     *
     * @return the point
     */
    public Point point() {
        return point;
    }

    /**
     * Its triggers so far.
     *
     * @return in order; one that has no end was sent and not answered
     */
    public List<StageReport> stages() {
        return stages;
    }

    /**
     * How it ended.
     *
     * @return the report; there exactly at {@link Point#ENDED}
     */
    public Optional<TargetReport> ended() {
        return Optional.ofNullable(report);
    }
}
