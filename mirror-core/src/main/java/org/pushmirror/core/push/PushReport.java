package org.pushmirror.core.push;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.trace.ArchiveSerial;

/** How a push went, target by target. Immutable. */
public final class PushReport {

    private final String id;
    private final Push push;
    private final Instant started;
    private final Instant ended;
    private final List<TargetReport> targets;

    private PushReport(String id, Push push, Instant started, Instant ended, List<TargetReport> targets) {
        this.id = id;
        this.push = push;
        this.started = started;
        this.ended = ended;
        this.targets = List.copyOf(targets);
    }

    /**
     * The report of a push.
     *
     * @param id names this run among all
     * @param push what was pushed
     * @param started when the run began
     * @param ended when the last target had ended
     * @param targets one report for each target, in the order of the list
     * @return the report
     */
    public static PushReport of(String id, Push push, Instant started, Instant ended, List<TargetReport> targets) {
        return new PushReport(id, push, started, ended, targets);
    }

    /**
     * What was pushed.
     *
     * @return archive, kind and serial; a report that was read has no witness in it
     */
    public Push push() {
        return push;
    }

    /**
     * Names this run among all.
     *
     * @return the id
     */
    public String id() {
        return id;
    }

    /**
     * Which archive was pushed.
     *
     * @return the archive
     */
    public ArchiveName archive() {
        return push.archive();
    }

    /**
     * What the run was for.
     *
     * @return the kind
     */
    public PushKind kind() {
        return push.kind();
    }

    /**
     * The serial that was pushed.
     *
     * @return the serial; empty for archives without one
     */
    public Optional<ArchiveSerial> serial() {
        return push.serial();
    }

    /**
     * When the run began.
     *
     * @return the time
     */
    public Instant started() {
        return started;
    }

    /**
     * When the last target had ended.
     *
     * @return the time
     */
    public Instant ended() {
        return ended;
    }

    /**
     * Every target.
     *
     * @return in the order of the list
     */
    public List<TargetReport> targets() {
        return targets;
    }

    /**
     * One target.
     *
     * @param name its name
     * @return its report
     * @throws NoSuchElementException if the push had no target of that name
     */
    public TargetReport target(String name) {
        return targets.stream()
                .filter(report -> report.target().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("The push had no target named " + name + "."));
    }

    /**
     * How many targets ended how.
     *
     * @return the outcomes that occurred, in the order of {@link Outcome}
     */
    public Map<Outcome, Integer> summary() {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        targets.forEach(report -> counts.merge(report.outcome(), 1, Integer::sum));
        return counts;
    }

    /**
     * Whether an operator may leave it at that.
     *
     * @return true if every target ended well
     */
    public boolean endedWell() {
        return targets.stream().allMatch(report -> report.outcome().endedWell());
    }
}
