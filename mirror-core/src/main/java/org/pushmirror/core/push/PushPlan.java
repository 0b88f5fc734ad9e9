package org.pushmirror.core.push;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.trace.ArchiveSerial;

/** What a push will do, before anything happens: whom it contacts, in which order, with which words. Immutable. */
public final class PushPlan {

    private final ArchiveName archive;
    private final PushKind kind;
    private final @Nullable ArchiveSerial serial;
    private final List<PlannedWave> waves;
    private final Duration worstCase;

    private PushPlan(Push push, List<PlannedWave> waves, Duration worstCase) {
        this.archive = push.archive();
        this.kind = push.kind();
        this.serial = push.serial().orElse(null);
        this.waves = List.copyOf(waves);
        this.worstCase = worstCase;
    }

    /**
     * A plan.
     *
     * @param push what is pushed
     * @param waves its waves, one after the other
     * @param worstCase the longest that the run can take
     * @return the plan
     */
    public static PushPlan of(Push push, List<PlannedWave> waves, Duration worstCase) {
        return new PushPlan(push, waves, worstCase);
    }

    /**
     * Which archive.
     *
     * @return the archive
     */
    public ArchiveName archive() {
        return archive;
    }

    /**
     * What the run is for.
     *
     * @return the kind
     */
    public PushKind kind() {
        return kind;
    }

    /**
     * The serial that is pushed.
     *
     * @return the serial; empty for archives without one
     */
    public Optional<ArchiveSerial> serial() {
        return Optional.ofNullable(serial);
    }

    /**
     * Its parts, each of which ends before the next one begins.
     *
     * @return the waves, in order
     */
    public List<PlannedWave> waves() {
        return waves;
    }

    /**
     * Whom it contacts.
     *
     * @return the targets of all waves, in order
     */
    public List<PlannedTarget> targets() {
        return waves.stream().flatMap(wave -> wave.targets().stream()).toList();
    }

    /**
     * The longest that the run can take, if every target uses up every deadline.
     *
     * @return the time
     */
    public Duration worstCase() {
        return worstCase;
    }

    /**
     * The plan in one sentence.
     *
     * @return what is pushed, to how many, and how long it takes at most
     */
    public String headline() {
        int count = targets().size();
        return "Push of " + (archive.isDefault() ? "the default archive" : "\"" + archive + "\"") + " (kind "
                + kind.word() + (serial == null ? "" : ", serial " + serial) + ") to " + count + " target"
                + (count == 1 ? "" : "s") + ", at most " + PlainTime.of(worstCase) + ".";
    }

    /** The plan for people: the headline, and a line for each step. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(headline()).append('\n');
        for (PlannedWave wave : waves) {
            if (waves.size() > 1) {
                text.append("Wave ").append(wave.name()).append(":\n");
            }
            wave.steps().forEach(step -> text.append("  ").append(step.text()).append('\n'));
        }
        return text.toString();
    }
}
