package org.pushmirror.rsync.sync;

import java.time.Duration;
import java.util.List;
import org.pushmirror.core.sync.StepResult;
import org.pushmirror.core.sync.SyncScope;
import org.pushmirror.rsync.RsyncProgress;
import org.pushmirror.rsync.RsyncResult;

/**
 * Hears what a sync does. Every method does nothing unless overridden. Methods are called on the thread that runs the
 * sync, {@link #stageProgress} on one of rsync's; they should be quick. What a listener throws is logged and changes
 * nothing.
 */
public interface SyncListener {

    /** A listener that does nothing. */
    SyncListener NONE = new SyncListener() {
        @Override
        public Interest interest() {
            return Interest.EVENTS;
        }
    };

    /** What a listener wants to hear. */
    enum Interest {
        /** Everything. */
        PROGRESS,
        /** Everything but {@link #stageProgress}, which costs rsync a line for each file. */
        EVENTS
    }

    /**
     * What this listener wants to hear; everything unless overridden.
     *
     * @return its interest, asked once for each stage
     */
    default Interest interest() {
        return Interest.PROGRESS;
    }

    /**
     * The lock of a dead process was taken over.
     *
     * @param pid the process that had left it; -1 if the lock did not say
     */
    default void lockTakenOver(long pid) {}

    /**
     * A stage begins. It is followed by {@link #stageEnded}, unless the sync is interrupted.
     *
     * @param stage which stage
     */
    default void stageStarted(SyncStage stage) {}

    /**
     * A stage is on its way.
     *
     * @param stage which stage
     * @param progress how far it is
     */
    default void stageProgress(SyncStage stage, RsyncProgress progress) {}

    /**
     * A stage has ended.
     *
     * @param stage which stage
     * @param result how it ended
     */
    default void stageEnded(SyncStage stage, RsyncResult result) {}

    /**
     * A request that arrived meanwhile is carried out next.
     *
     * @param scope what is done for it
     */
    default void requestAccepted(SyncScope scope) {}

    /**
     * Upstream is being changed; the sync waits and then asks again.
     *
     * @param upstream the names in its in-progress marks
     * @param pause how long it waits
     */
    default void upstreamBusy(List<String> upstream, Duration pause) {}

    /**
     * Upstream's archive is not what it was at stage 1, so stage 1 is done once more before stage 2.
     *
     * @param why what changed, in one sentence
     */
    default void upstreamChanged(String why) {}

    /**
     * Upstream's archive is what it was at the last complete sync, and its indices are what is here, so stage 2 looks at
     * everything alone. Not with {@link SyncGuard#EMPTY_UPSTREAM} or {@link SyncGuard#SHRUNK_UPSTREAM}, which count what stage
     * 1 sees.
     */
    default void stage1NotNeeded() {}

    /**
     * Something beside rsync begins. It is followed by {@link #stepEnded}, unless the sync is interrupted.
     *
     * @param name {@code hook1} to {@code hook5}, {@code callback} or {@code hub}
     */
    default void stepStarted(String name) {}

    /**
     * Something beside rsync has ended.
     *
     * @param name {@code hook1} to {@code hook5}, {@code callback} or {@code hub}
     * @param result how it ended
     */
    default void stepEnded(String name, StepResult result) {}
}
