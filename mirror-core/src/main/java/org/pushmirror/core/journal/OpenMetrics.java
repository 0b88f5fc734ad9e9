package org.pushmirror.core.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.pushmirror.core.journal.PushHistory.MirrorHistory;
import org.pushmirror.core.push.Outcome;

/**
 * Histories in the text form of OpenMetrics 1.0, for a collector that reads files or a page: gauges for each archive and
 * mirror, and a histogram of the seconds from the publication to completion.
 */
public final class OpenMetrics {

    private static final List<Duration> BUCKETS = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofDays(1));

    private final StringBuilder text = new StringBuilder();
    private final List<PushHistory> histories;

    private OpenMetrics(List<PushHistory> histories) {
        this.histories = histories;
    }

    /**
     * Writes histories.
     *
     * @param histories one for each archive
     * @return the text, which ends with {@code # EOF}
     */
    public static String write(List<PushHistory> histories) {
        return new OpenMetrics(histories).write();
    }

    private String write() {
        archives();
        mirrors();
        completion();
        return text.append("# EOF\n").toString();
    }

    private void archives() {
        family("pushmirror_last_push_timestamp_seconds", "gauge", "When the last push of the archive began.");
        for (PushHistory history : histories) {
            sample(
                    "pushmirror_last_push_timestamp_seconds",
                    archive(history),
                    seconds(history.last().started()));
        }
        family("pushmirror_last_push_targets", "gauge", "How many mirrors of the last push ended how.");
        for (PushHistory history : histories) {
            for (Outcome outcome : Outcome.values()) {
                long count = history.last().reports().stream()
                        .filter(report -> report.outcome() == outcome)
                        .count();
                sample(
                        "pushmirror_last_push_targets",
                        archive(history) + ",outcome=\"" + outcome.word() + "\"",
                        Long.toString(count));
            }
        }
    }

    private void mirrors() {
        family("pushmirror_mirror_well", "gauge", "Whether the last push ended well at the mirror.");
        each((history, mirror) -> mirror.lastOutcome()
                .ifPresent(outcome ->
                        sample("pushmirror_mirror_well", mirror(history, mirror), outcome.endedWell() ? "1" : "0")));
        family(
                "pushmirror_mirror_failures_in_a_row",
                "gauge",
                "How many pushes have not ended well at the mirror since the last that did.");
        each((history, mirror) -> sample(
                "pushmirror_mirror_failures_in_a_row",
                mirror(history, mirror),
                Integer.toString(mirror.failuresInARow())));
        family("pushmirror_mirror_complete_timestamp_seconds", "gauge", "When the mirror was complete last.");
        each((history, mirror) -> {
            if (mirror.lastComplete() != null) {
                sample(
                        "pushmirror_mirror_complete_timestamp_seconds",
                        mirror(history, mirror),
                        seconds(mirror.lastComplete()));
            }
        });
    }

    private void completion() {
        family(
                "pushmirror_complete_seconds",
                "histogram",
                "How long it took mirrors from the publication to be complete.");
        for (PushHistory history : histories) {
            Distribution times = history.distribution();
            for (Duration bucket : BUCKETS) {
                sample(
                        "pushmirror_complete_seconds_bucket",
                        archive(history) + ",le=\"" + bucket.toSeconds() + ".0\"",
                        Long.toString(times.within(bucket)));
            }
            String count = Integer.toString(times.times().size());
            sample("pushmirror_complete_seconds_bucket", archive(history) + ",le=\"+Inf\"", count);
            sample("pushmirror_complete_seconds_count", archive(history), count);
            sample("pushmirror_complete_seconds_sum", archive(history), seconds(sum(times)));
        }
    }

    private static Duration sum(Distribution times) {
        return times.times().stream().reduce(Duration.ZERO, Duration::plus);
    }

    /** What is said of each mirror. */
    private interface EachMirror {
        void say(PushHistory history, MirrorHistory mirror);
    }

    private void each(EachMirror what) {
        for (PushHistory history : histories) {
            history.mirrors().forEach(mirror -> what.say(history, mirror));
        }
    }

    private void family(String name, String type, String help) {
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        if (name.endsWith("_seconds")) {
            text.append("# UNIT ").append(name).append(" seconds\n");
        }
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    }

    private void sample(String name, String labels, String value) {
        text.append(name).append('{').append(labels).append("} ").append(value).append('\n');
    }

    private static String archive(PushHistory history) {
        return "archive=\"" + escaped(history.archive().value()) + "\"";
    }

    private static String mirror(PushHistory history, MirrorHistory mirror) {
        return archive(history) + ",mirror=\"" + escaped(mirror.name()) + "\"";
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String seconds(Instant time) {
        return String.format(Locale.ROOT, "%d.%03d", time.getEpochSecond(), time.getNano() / 1_000_000);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%d.%03d", time.toSeconds(), time.toMillisPart());
    }
}
