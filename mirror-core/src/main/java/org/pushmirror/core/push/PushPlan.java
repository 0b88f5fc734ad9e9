package org.pushmirror.core.push;

import java.time.Duration;
import java.util.List;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.sync.SyncRequest;

/**
 * What a push will do, before anything happens: whom it contacts, in which order, with which words. Immutable.
 *
 * @param archive which archive
 * @param kind what the run is for
 * @param targets whom it contacts, in order
 * @param worstCase the longest that the run can take
 */
public record PushPlan(ArchiveName archive, PushKind kind, List<PlannedTarget> targets, Duration worstCase) {

    /**
     * Copies the list of targets.
     *
     * @param archive which archive
     * @param kind what the run is for
     * @param targets whom it contacts, in order
     * @param worstCase the longest that the run can take
     */
    public PushPlan {
        targets = List.copyOf(targets);
    }

    /**
     * One target of a plan.
     *
     * @param target which
     * @param requests what it is sent, in order: one request, or stage 1 and stage 2 with the barrier between
     */
    public record PlannedTarget(PushTarget target, List<SyncRequest> requests) {

        /**
         * Copies the list of requests.
         *
         * @param target which
         * @param requests what it is sent, in order: one request, or stage 1 and stage 2 with the barrier between
         */
        public PlannedTarget {
            requests = List.copyOf(requests);
        }
    }
}
