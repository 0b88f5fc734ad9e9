package org.pushmirror.core.json;

import java.time.Duration;
import java.util.List;
import org.pushmirror.core.journal.Distribution;
import org.pushmirror.core.journal.JournalledPush;
import org.pushmirror.core.journal.PushHistory;
import org.pushmirror.core.journal.PushHistory.MirrorHistory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of a {@link PushHistory}, version 1: {@code version, archive, pushes} (a count), {@code since},
 * {@code last} ({@code id, started, kind, serial, over, summary}), {@code complete} and, in {@code mirrors}, for each
 * {@code name, lastPush, outcome, reason, lastComplete, failuresInARow, complete}; {@code complete} is
 * {@code asked, count, half, p90, p95, p99, longest} and {@code within} (duration: share). Thread-safe.
 */
public final class HistoryJson {

    private HistoryJson() {}

    /**
     * Writes a history.
     *
     * @param history the history
     * @param limits the durations for which the share of complete mirrors is told
     * @return one line of JSON, without a line end
     */
    public static String line(PushHistory history, List<Duration> limits) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("version", ReportJson.VERSION);
        root.put("archive", history.archive().value());
        root.put("pushes", history.pushes().size());
        root.put("since", history.pushes().get(0).started().toString());
        write(history.last(), root.putObject("last"));
        write(history.distribution(), limits, root.putObject("complete"));
        ArrayNode mirrors = root.putArray("mirrors");
        history.mirrors().forEach(mirror -> write(mirror, limits, mirrors.addObject()));
        return DocumentJson.line(root);
    }

    private static void write(JournalledPush push, ObjectNode node) {
        node.put("id", push.id());
        node.put("started", push.started().toString());
        node.put("kind", push.push().kind().word());
        push.push().serial().ifPresent(serial -> node.put("serial", serial.value()));
        node.put("over", push.isOver());
        ObjectNode summary = node.putObject("summary");
        push.reports().forEach(report -> {
            String word = report.outcome().word();
            summary.put(word, summary.path(word).asInt(0) + 1);
        });
    }

    private static void write(MirrorHistory mirror, List<Duration> limits, ObjectNode node) {
        node.put("name", mirror.name());
        node.put("lastPush", mirror.lastPush().toString());
        mirror.lastOutcome().ifPresent(outcome -> node.put("outcome", outcome.word()));
        if (mirror.lastReport() != null) {
            mirror.lastReport().reason().ifPresent(reason -> TargetJson.write(reason, node.putObject("reason")));
        }
        if (mirror.lastComplete() != null) {
            node.put("lastComplete", mirror.lastComplete().toString());
        }
        node.put("failuresInARow", mirror.failuresInARow());
        write(mirror.times(), limits, node.putObject("complete"));
    }

    private static void write(Distribution times, List<Duration> limits, ObjectNode node) {
        node.put("asked", times.asked());
        node.put("count", times.times().size());
        times.quantile(0.5).ifPresent(time -> node.put("half", time.toString()));
        times.quantile(0.9).ifPresent(time -> node.put("p90", time.toString()));
        times.quantile(0.95).ifPresent(time -> node.put("p95", time.toString()));
        times.quantile(0.99).ifPresent(time -> node.put("p99", time.toString()));
        times.longest().ifPresent(time -> node.put("longest", time.toString()));
        ObjectNode within = node.putObject("within");
        limits.forEach(limit -> within.put(limit.toString(), times.shareWithin(limit)));
    }
}
