package org.pushmirror.core.push;

import java.time.Instant;
import java.util.List;

/**
 * A push that was stopped, and can go on where it was. It keeps its id and its beginning, so that a witness of what the
 * first run did counts. Immutable.
 *
 * @param id names the push among all
 * @param push what was pushed: archive, kind and serial; the witness is the caller's to add
 * @param started when the push began
 * @param barrier whether targets had passed to stage 2
 * @param targets how far each target had come, in the order of the push
 */
public record InterruptedPush(
        String id, Push push, Instant started, BarrierState barrier, List<TargetProgress> targets) {

    /** Whether targets have passed to stage 2. */
    public enum BarrierState {
        /** None has. Targets that are done with stage 1 wait for the others. */
        CLOSED,
        /** Some have. Whoever is done with stage 1 goes on at once; whoever is not is sent both stages. */
        OPENED
    }

    /**
     * Copies the list of targets.
     *
     * @param id names the push among all
     * @param push what was pushed: archive, kind and serial; the witness is the caller's to add
     * @param started when the push began
     * @param barrier whether targets had passed to stage 2
     * @param targets how far each target had come, in the order of the push
     */
    public InterruptedPush {
        targets = List.copyOf(targets);
    }
}
