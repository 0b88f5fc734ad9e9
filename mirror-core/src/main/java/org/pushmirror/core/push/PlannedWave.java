package org.pushmirror.core.push;

import java.util.List;

/**
 * A part of a push that ends before the next one begins; its staged targets have a barrier of their own. Immutable.
 *
 * @param name what it is called, for example {@code canary}; unique within a plan
 * @param steps what happens in it, in order
 * @param mayFail the next wave begins only if no more of its targets than so many end otherwise than well
 */
public record PlannedWave(String name, List<PushStep> steps, int mayFail) {

    /**
     * Copies the steps.
     *
     * @param name what it is called, for example {@code canary}; unique within a plan
     * @param steps what happens in it, in order
     * @param mayFail the next wave begins only if no more of its targets than so many end otherwise than well
     * @throws IllegalArgumentException if {@code mayFail} is negative
     */
    public PlannedWave {
        if (mayFail < 0) {
            throw new IllegalArgumentException("The number of failures " + mayFail + " is negative.");
        }
        steps = List.copyOf(steps);
    }

    /**
     * Its targets.
     *
     * @return the targets, in order
     */
    public List<PlannedTarget> targets() {
        return steps.stream()
                .filter(PlannedTarget.class::isInstance)
                .map(PlannedTarget.class::cast)
                .toList();
    }
}
