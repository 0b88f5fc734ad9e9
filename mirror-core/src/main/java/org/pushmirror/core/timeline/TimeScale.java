package org.pushmirror.core.timeline;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a time stands in the width of the picture: in proportion, or, when a few mirrors took very much longer than most,
 * so that later times stand closer together.
 */
final class TimeScale {

    private static final double[] STEPS = {
        0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 21600,
        43200, 86400, 172800, 604800
    };
    private static final int TICKS = 6;
    private static final double SPREAD = 6;
    private static final double CLOSEST_TICKS = 0.09;

    private final double length;
    private final double bend;

    private TimeScale(double length, double bend) {
        this.length = length;
        this.bend = bend;
    }

    /**
     * The scale for a push.
     *
     * @param bars its mirrors
     */
    static TimeScale of(List<Bar> bars) {
        double[] ends = bars.stream().mapToDouble(Bar::endAt).sorted().toArray();
        double longest = ends.length == 0 ? 0 : ends[ends.length - 1];
        double length = longest <= 0 ? 1 : longest * 1.02;
        double most = ends.length == 0 ? 0 : ends[(ends.length - 1) * 3 / 4];
        boolean bent = most > 0 && length > SPREAD * most;
        return new TimeScale(length, bent ? most / 2 : 0);
    }

    /** Whether later times stand closer together. */
    boolean isBent() {
        return bend > 0;
    }

    /** The share of the width, 0 to 1. */
    double place(double seconds) {
        double bounded = Math.min(Math.max(seconds, 0), length);
        return bend > 0 ? Math.log1p(bounded / bend) / Math.log1p(length / bend) : bounded / length;
    }

    /** The times that are written on the axis, without 0. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (bend > 0) {
            for (double step : STEPS) {
                double before = ticks.isEmpty() ? 0 : place(ticks.get(ticks.size() - 1));
                if (step < length && place(step) - before >= CLOSEST_TICKS && place(step) < 1 - CLOSEST_TICKS / 2) {
                    ticks.add(step);
                }
            }
            return ticks;
        }
        double step = STEPS[STEPS.length - 1];
        for (int i = STEPS.length - 1; i >= 0 && length / STEPS[i] <= TICKS; i--) {
            step = STEPS[i];
        }
        for (int i = 1; i * step < length * (1 - CLOSEST_TICKS / 2); i++) {
            ticks.add(i * step);
        }
        return ticks;
    }
}
