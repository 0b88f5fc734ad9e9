package org.pushmirror.core.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Receipt;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.TargetReport;

/**
 * One mirror in the picture. Times are seconds since the push began; a clock of a mirror that is off cannot lead out of
 * the push.
 *
 * @param report the mirror
 * @param stretches what it did when, in order
 * @param completeAt when it was complete; null if it was not
 * @param endAt when the last thing happened that is known of it
 */
record Bar(
        TargetReport report,
        List<Stretch> stretches,
        @Nullable Double completeAt,
        double endAt) {

    /** Failures come first, the worst of them before the others; then whoever took longest. */
    static final Comparator<Bar> ORDER = Comparator.comparingInt((Bar bar) -> rank(bar.report.outcome()))
            .thenComparing(Comparator.comparingDouble(Bar::endAt).reversed())
            .thenComparing(bar -> bar.report.target().name());

    /**
     * A stretch of a bar.
     *
     * @param phase what it stands for
     * @param from its beginning
     * @param to its end, not before its beginning
     */
    record Stretch(Phase phase, double from, double to) {}

    static Bar of(TargetReport report, Instant started, Instant ended) {
        return new Builder(report, started, ended).build();
    }

    private static int rank(Outcome outcome) {
        return switch (outcome) {
            case HOST_KEY_REJECTED -> 0;
            case STAGE2_LOST -> 1;
            case FAILED -> 2;
            case AUTHENTICATION_REFUSED -> 3;
            case UNREACHABLE -> 4;
            case TIMED_OUT -> 5;
            case UNKNOWN -> 6;
            case STALLED -> 7;
            case QUEUED -> 8;
            case SKIPPED -> 9;
            case CANCELLED -> 10;
            case STAGE1_DONE, TRIGGERED, COMPLETE -> 11;
        };
    }

    /** Reads the stages one after the other. */
    private static final class Builder {

        private final TargetReport report;
        private final Instant started;
        private final double length;
        private final List<Stretch> stretches = new ArrayList<>();
        private double reached;

        Builder(TargetReport report, Instant started, Instant ended) {
            this.report = report;
            this.started = started;
            this.length = seconds(started, ended);
        }

        Bar build() {
            for (StageReport stage : report.stages()) {
                add(stage);
            }
            Double complete = report.outcome() == Outcome.COMPLETE
                    ? report.receipt().map(Receipt::completedAt).map(this::at).orElse(null)
                    : null;
            double commandEnd = reached;
            if (complete != null && complete > commandEnd) {
                stretch(Phase.RECEIPT, complete);
            } else if (report.outcome() == Outcome.STALLED || report.outcome() == Outcome.STAGE2_LOST) {
                stretch(Phase.UNPROVEN, length);
            }
            double end = complete == null ? reached : Math.max(complete, commandEnd);
            return new Bar(report, List.copyOf(stretches), complete, end);
        }

        private void add(StageReport stage) {
            Optional<Instant> sent = stage.startedAt();
            boolean first = stretches.isEmpty();
            if (sent.isEmpty()) {
                stage.endedAt().ifPresent(end -> stretch(first ? Phase.CONNECTING : Phase.WAITING, at(end)));
                return;
            }
            stretch(first ? Phase.CONNECTING : Phase.WAITING, at(sent.get()));
            stretch(Phase.of(stage.stage()), stage.endedAt().map(this::at).orElse(length));
        }

        private void stretch(Phase phase, double to) {
            if (to > reached || phase != Phase.WAITING) {
                stretches.add(new Stretch(phase, reached, Math.max(to, reached)));
                reached = Math.max(to, reached);
            }
        }

        private double at(Instant time) {
            return Math.min(Math.max(seconds(started, time), 0), length);
        }

        private static double seconds(Instant from, Instant to) {
            return Duration.between(from, to).toNanos() / 1e9;
        }
    }
}
