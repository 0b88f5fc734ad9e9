package org.pushmirror.ssh.push;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.PlannedTarget;
import org.pushmirror.core.push.PlannedWave;
import org.pushmirror.core.push.PushPause;
import org.pushmirror.core.push.PushStep;

/**
 * How a push is cut into waves. A wave begins when all targets of the one before have ended, and only if not too many of
 * them ended otherwise than well; with a witness that means that they were seen to be complete. Each wave has a barrier
 * of its own. Immutable; methods with a parameter return a changed copy.
 */
public final class Waves {

    /** What the wave of the canaries is called. */
    static final String CANARY = "canary";

    private static final Waves TOGETHER = new Waves(null, 0, 0, 0);

    private final @Nullable String canaryName;
    private final int canaries;
    private final int size;
    private final int mayFail;

    private Waves(@Nullable String canaryName, int canaries, int size, int mayFail) {
        this.canaryName = canaryName;
        this.canaries = canaries;
        this.size = size;
        this.mayFail = mayFail;
    }

    /**
     * All targets in one wave.
     *
     * @return the default
     */
    public static Waves together() {
        return TOGETHER;
    }

    /**
     * The same waves with a canary before them, which must end well.
     *
     * @param name the name of the target
     * @return the changed copy
     */
    public Waves canary(String name) {
        return new Waves(name, 0, size, mayFail);
    }

    /**
     * The same waves with canaries before them, all of which must end well.
     *
     * @param count how many of the first targets, at least 1
     * @return the changed copy
     * @throws IllegalArgumentException if the count is below 1
     */
    public Waves canary(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("The number of canaries " + count + " is below 1.");
        }
        return new Waves(null, count, size, mayFail);
    }

    /**
     * The same, in waves of so many targets.
     *
     * @param targets how many, at least 1
     * @return the changed copy
     * @throws IllegalArgumentException if the number is below 1
     */
    public Waves ofSize(int targets) {
        if (targets < 1) {
            throw new IllegalArgumentException("The size of a wave " + targets + " is below 1.");
        }
        return new Waves(canaryName, canaries, targets, mayFail);
    }

    /**
     * The same waves, of which each but the canary may have failures.
     *
     * @param targets of how many targets a wave may fail before the next is held back, 0 unless said otherwise
     * @return the changed copy
     * @throws IllegalArgumentException if the number is negative
     */
    public Waves tolerating(int targets) {
        if (targets < 0) {
            throw new IllegalArgumentException("The number of tolerated failures " + targets + " is negative.");
        }
        return new Waves(canaryName, canaries, size, targets);
    }

    /**
     * Cuts a plan.
     *
     * @throws NoSuchElementException if there is no target of the name of the canary
     */
    List<PlannedWave> cut(List<PushStep> steps) {
        List<PlannedTarget> targets = steps.stream()
                .filter(PlannedTarget.class::isInstance)
                .map(PlannedTarget.class::cast)
                .toList();
        List<PlannedTarget> first = canaries(targets);
        List<PlannedWave> waves = new ArrayList<>();
        if (!first.isEmpty()) {
            waves.add(new PlannedWave(CANARY, List.copyOf(first), 0));
        }
        List<PlannedTarget> others =
                targets.stream().filter(Predicate.not(first::contains)).toList();
        int perWave = size == 0 ? Math.max(1, others.size()) : size;
        for (int from = 0; from < others.size(); from += perWave) {
            List<PlannedTarget> members = others.subList(from, Math.min(others.size(), from + perWave));
            waves.add(new PlannedWave(
                    String.valueOf(waves.size() + 1), within(steps, members, waves.isEmpty()), mayFail));
        }
        return waves;
    }

    private List<PlannedTarget> canaries(List<PlannedTarget> targets) {
        if (canaryName == null) {
            return targets.subList(0, Math.min(canaries, targets.size()));
        }
        List<PlannedTarget> named = targets.stream()
                .filter(planned -> planned.target().name().equals(canaryName))
                .toList();
        if (named.isEmpty()) {
            throw new NoSuchElementException(
                    "There is no mirror named " + canaryName + " among those that are pushed, to be the canary.");
        }
        return named;
    }

    /** The members of a wave, with the pauses between them, and those before the first of all. */
    private static List<PushStep> within(List<PushStep> steps, List<PlannedTarget> members, boolean first) {
        List<PushStep> kept = new ArrayList<>();
        List<PushPause> pauses = new ArrayList<>();
        for (PushStep step : steps) {
            if (step instanceof PushPause pause) {
                pauses.add(pause);
            } else if (step instanceof PlannedTarget target && members.contains(target)) {
                if (first || !kept.isEmpty()) {
                    kept.addAll(pauses);
                }
                pauses.clear();
                kept.add(step);
            }
        }
        return kept;
    }
}
