package org.pushmirror.core.push;

import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.sync.StepResult;

/**
 * A port: what an operator wants done at a moment of a push. A hook has a bounded time, after which its thread is
 * interrupted; whether it fails or not, the push goes on. One hook runs at a time.
 */
@FunctionalInterface
public interface PushHook {

    /** The moments of a push at which a hook may run: those of runmirrors.conf(5), in its order. */
    enum Point {
        /** {@code HOOK1}: before anybody is contacted. */
        BEFORE_ALL,
        /** {@code HOOK2}: between two targets; the second is not contacted before it has ended. */
        BETWEEN,
        /** {@code HOOK3}: every target has its outcome. */
        AFTER_ALL;

        /**
         * The number in the name of its setting.
         *
         * @return 1 to 3
         */
        public int number() {
            return ordinal() + 1;
        }
    }

    /**
     * What a hook is told. Immutable.
     *
     * @param point which moment it is
     * @param archive which archive is pushed
     * @param kind what the run is for
     */
    record Call(Point point, ArchiveName archive, PushKind kind) {}

    /**
     * Does it.
     *
     * @param call what the hook is told
     * @return how it ended; a failure is logged
     * @throws InterruptedException if the thread is interrupted
     */
    StepResult run(Call call) throws InterruptedException;
}
