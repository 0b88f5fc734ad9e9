package org.pushmirror.core.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.TargetReport;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of a {@link PushReport}, version 1: UTF-8, times as UTC instants (ISO 8601), serials as strings. What
 * does not apply is absent.
 *
 * <p>Keys: {@code version}, {@code push} ({@code id, archive, kind, serial, started, ended}), {@code targets} (each
 * {@code name, host, port, user, type, outcome, reason, stages, receipt}) and {@code summary} (outcome: count).
 * Thread-safe.
 */
public final class ReportJson {

    /** The version that every object carries. */
    public static final int VERSION = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ReportJson() {}

    /**
     * Writes a report.
     *
     * @param report the report
     * @return indented JSON that ends with a line feed
     */
    public static String write(PushReport report) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("version", VERSION);
        ObjectNode push = root.putObject("push");
        push.put("id", report.id());
        TargetJson.write(report.push(), push);
        push.put("started", report.started().toString());
        push.put("ended", report.ended().toString());
        ArrayNode targets = root.putArray("targets");
        report.targets().forEach(target -> TargetJson.write(target, targets.addObject()));
        ObjectNode summary = root.putObject("summary");
        report.summary().forEach((outcome, count) -> summary.put(outcome.word(), count));
        return DocumentJson.escapeLoneSurrogates(
                        MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root)) + "\n";
    }

    /**
     * Reads a report. Keys that are not known are skipped, so that a later form of version 1 can be read.
     *
     * @param json the text
     * @return the report
     * @throws JsonFormException if the text is not JSON, or not a report of version 1; the message is one sentence
     */
    public static PushReport read(String json) {
        try {
            JsonNode root = MAPPER.readTree(json);
            if (root.path("version").asInt(0) != VERSION) {
                throw new JsonFormException("This is no push report of version " + VERSION + ".", null);
            }
            JsonNode pushNode = TargetJson.required(root, "push");
            List<TargetReport> targets = new ArrayList<>();
            for (JsonNode node : TargetJson.required(root, "targets")) {
                targets.add(TargetJson.read(node));
            }
            return PushReport.of(
                    TargetJson.text(pushNode, "id"),
                    TargetJson.readPush(pushNode),
                    Instant.parse(TargetJson.text(pushNode, "started")),
                    Instant.parse(TargetJson.text(pushNode, "ended")),
                    targets);
        } catch (JacksonException e) {
            throw new JsonFormException("The push report is not JSON: " + e.getOriginalMessage() + ".", e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new JsonFormException("The push report has a value that is not allowed: " + e.getMessage(), e);
        }
    }
}
