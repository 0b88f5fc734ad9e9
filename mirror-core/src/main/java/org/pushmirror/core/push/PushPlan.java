package org.pushmirror.core.push;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.sync.SyncRequest;
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

    /** The plan for people: a line for each step. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Push of \"" + archive + "\" (kind " + kind.word())
                .append(serial == null ? "" : ", serial " + serial)
                .append(") to ")
                .append(targets().size())
                .append(" targets, at most ")
                .append(words(worstCase))
                .append(".\n");
        for (PlannedWave wave : waves) {
            if (waves.size() > 1) {
                text.append("Wave ").append(wave.name()).append(":\n");
            }
            wave.steps().forEach(step -> text.append("  ").append(line(step)).append('\n'));
        }
        return text.toString();
    }

    private static String line(PushStep step) {
        if (step instanceof PushPause pause) {
            return pause.until() == PushPause.Until.ELAPSED
                    ? "wait " + words(pause.duration())
                    : "wait until stage 1 is done on every staged target so far, at most " + words(pause.duration());
        }
        PlannedTarget planned = (PlannedTarget) step;
        PushTarget target = planned.target();
        String address = target.host().indexOf(':') < 0 ? target.host() : "[" + target.host() + "]";
        return target.name() + "  " + target.user() + "@" + address + ":" + target.port() + "  "
                + String.join(
                        " | then ",
                        planned.requests().stream().map(SyncRequest::command).toList());
    }

    private static String words(Duration time) {
        StringBuilder words = new StringBuilder();
        append(words, time.toHours(), "h");
        append(words, time.toMinutesPart(), "min");
        String millis = time.toMillisPart() == 0 ? "" : String.format(Locale.ROOT, ".%03d", time.toMillisPart());
        if (words.length() == 0 || time.toSecondsPart() > 0 || time.toMillisPart() > 0) {
            words.append(time.toSecondsPart()).append(millis).append(" s ");
        }
        return words.toString().stripTrailing();
    }

    private static void append(StringBuilder words, long count, String unit) {
        if (count > 0) {
            words.append(count).append(' ').append(unit).append(' ');
        }
    }
}
