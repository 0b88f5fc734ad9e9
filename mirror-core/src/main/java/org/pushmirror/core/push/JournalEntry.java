package org.pushmirror.core.push;

import java.time.Instant;
import java.util.List;

/**
 * One fact that a push writes down as it goes, so that it can be resumed after it was killed. In a journal the entries
 * of one push stand between its {@link Begun} and its {@link Finished}; a push that has no {@link Finished}, or whose
 * last target reports say that it was stopped, can be resumed. Immutable.
 */
public sealed interface JournalEntry {

    /**
     * When it was.
     *
     * @return the time
     */
    Instant at();

    /**
     * A push begins. Written before anything else happens.
     *
     * @param at when
     * @param id names the push among all
     * @param push what is pushed: archive, kind and serial; the witness is not remembered
     * @param targets whom it will contact, in order
     */
    record Begun(Instant at, String id, Push push, List<PushTarget> targets) implements JournalEntry {

        /**
         * Copies the list of targets.
         *
         * @param at when
         * @param id names the push among all
         * @param push what is pushed: archive, kind and serial; the witness is not remembered
         * @param targets whom it will contact, in order
         */
        public Begun {
            targets = List.copyOf(targets);
        }
    }

    /**
     * A push that was stopped goes on, under its old id. Written before anything else happens.
     *
     * @param at when
     * @param id of which push
     */
    record Resumed(Instant at, String id) implements JournalEntry {}

    /**
     * A command is about to be sent. Written before it is: from then on it may have run.
     *
     * @param at when
     * @param target the name of the target
     * @param stage which trigger
     */
    record Sending(Instant at, String target, StageReport.Stage stage) implements JournalEntry {}

    /**
     * A trigger is over.
     *
     * @param at when
     * @param target the name of the target
     * @param outcome what it means: {@link Outcome#TRIGGERED} if the command ended with 0
     * @param stage what happened
     */
    record Answered(Instant at, String target, Outcome outcome, StageReport stage) implements JournalEntry {}

    /**
     * The barrier lets targets pass to stage 2. Written before the first stage 2 is sent.
     *
     * @param at when
     */
    record BarrierOpened(Instant at) implements JournalEntry {}

    /**
     * A target has its outcome.
     *
     * @param at when
     * @param report how it ended
     */
    record Ended(Instant at, TargetReport report) implements JournalEntry {}

    /**
     * The push is over.
     *
     * @param at when
     */
    record Finished(Instant at) implements JournalEntry {}
}
