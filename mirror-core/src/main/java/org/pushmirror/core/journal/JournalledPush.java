package org.pushmirror.core.journal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.InterruptedPush;
import org.pushmirror.core.push.InterruptedPush.BarrierState;
import org.pushmirror.core.push.JournalEntry;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.TargetProgress;
import org.pushmirror.core.push.TargetReport;

/** A push as its journal tells it: what it was, how far each target came, and how those ended that did. Immutable. */
public final class JournalledPush {

    private final String id;
    private final Push push;
    private final Instant started;
    private final Instant lastHeardOf;
    private final BarrierState barrier;
    private final List<TargetProgress> targets;
    private final List<TargetReport> reports;

    private JournalledPush(Fold fold) {
        this.id = fold.begun.id();
        this.push = fold.begun.push();
        this.started = fold.begun.at();
        this.lastHeardOf = fold.last;
        this.barrier = fold.barrier;
        this.targets =
                fold.targets.values().stream().map(TargetMemory::progress).toList();
        this.reports = fold.targets.values().stream()
                .flatMap(memory -> memory.lastReport().stream())
                .toList();
    }

    /**
     * The pushes that a journal tells of.
     *
     * @param entries its entries in order; what stands before the first beginning of a push is skipped
     * @return the pushes in the order of their beginnings
     */
    public static List<JournalledPush> of(List<JournalEntry> entries) {
        Map<String, Fold> folds = new LinkedHashMap<>();
        Fold current = null;
        for (JournalEntry entry : entries) {
            if (entry instanceof JournalEntry.Begun begun) {
                current = new Fold(begun);
                folds.put(begun.id(), current);
            } else if (entry instanceof JournalEntry.Resumed resumed) {
                current = folds.get(resumed.id());
            }
            if (current != null) {
                current.take(entry);
            }
        }
        return folds.values().stream().map(JournalledPush::new).toList();
    }

    /**
     * Names the push among all.
     *
     * @return the id
     */
    public String id() {
        return id;
    }

    /**
     * What was pushed.
     *
     * @return archive, kind and serial; without a witness
     */
    public Push push() {
        return push;
    }

    /**
     * When it began.
     *
     * @return the time
     */
    public Instant started() {
        return started;
    }

    /**
     * When something was written down last.
     *
     * @return the time
     */
    public Instant lastHeardOf() {
        return lastHeardOf;
    }

    /**
     * How far each target came.
     *
     * @return in the order of the push; a target whose push was stopped before its end has no outcome here
     */
    public List<TargetProgress> targets() {
        return targets;
    }

    /**
     * How those targets ended that did.
     *
     * @return in the order of the push; a target that was stopped is among them with what was said of it then
     */
    public List<TargetReport> reports() {
        return reports;
    }

    /**
     * Whether every target came to a definite end.
     *
     * @return false if the push can be resumed
     */
    public boolean isOver() {
        return targets.stream().allMatch(target -> target.point() == TargetProgress.Point.ENDED);
    }

    /**
     * The push as something to go on with.
     *
     * @return what was done and what was not
     */
    public InterruptedPush interrupted() {
        return new InterruptedPush(id, push, started, barrier, targets);
    }

    /**
     * The report of a push that is over.
     *
     * @return the report; empty unless {@link #isOver}
     */
    public Optional<PushReport> report() {
        return isOver() ? Optional.of(PushReport.of(id, push, started, lastHeardOf, reports)) : Optional.empty();
    }

    /** What the entries read so far say. */
    private static final class Fold {

        private final JournalEntry.Begun begun;
        private final Map<String, TargetMemory> targets = new LinkedHashMap<>();
        private BarrierState barrier = BarrierState.CLOSED;
        private Instant last;

        Fold(JournalEntry.Begun begun) {
            this.begun = begun;
            this.last = begun.at();
            begun.targets().forEach(target -> targets.put(target.name(), new TargetMemory(target)));
        }

        void take(JournalEntry entry) {
            last = entry.at();
            if (entry instanceof JournalEntry.BarrierOpened) {
                barrier = BarrierState.OPENED;
            } else if (entry instanceof JournalEntry.Sending sending) {
                tell(sending.target(), entry);
            } else if (entry instanceof JournalEntry.Answered answered) {
                tell(answered.target(), entry);
            } else if (entry instanceof JournalEntry.Ended ended) {
                tell(ended.report().target().name(), entry);
            }
        }

        private void tell(String name, JournalEntry entry) {
            @Nullable TargetMemory memory = targets.get(name);
            if (memory != null) {
                memory.take(entry);
            }
        }
    }
}
