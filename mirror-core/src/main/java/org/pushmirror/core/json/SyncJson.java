package org.pushmirror.core.json;

import org.pushmirror.core.sync.SyncReport;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of a {@link SyncReport}, version 1: UTF-8, times as UTC instants, durations as ISO 8601, serials as
 * strings. What does not apply is absent.
 *
 * <p>Keys: {@code version}, {@code mirror}, {@code archive}, {@code asked} (the words), {@code ending}, {@code message},
 * {@code started}, {@code ended}, {@code serial}, {@code stages} (each with the numbers of {@link SyncReport.Stage}),
 * {@code waits} ({@code why, pause}) and {@code steps} ({@code name, good, exitStatus, message, output}). Thread-safe.
 */
public final class SyncJson {

    /** The version that every object carries. */
    public static final int VERSION = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private SyncJson() {}

    /**
     * Writes a report.
     *
     * @param report the report
     * @return one line of JSON that ends with a line feed
     */
    public static String write(SyncReport report) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("version", VERSION);
        root.put("mirror", report.mirror());
        root.put("archive", report.request().archive().value());
        ArrayNode asked = root.putArray("asked");
        report.request().words().forEach(asked::add);
        root.put("ending", report.ending().word());
        root.put("message", report.message());
        root.put("started", report.started().toString());
        root.put("ended", report.ended().toString());
        report.serial().ifPresent(serial -> root.put("serial", serial.value()));
        ArrayNode stages = root.putArray("stages");
        report.stages().forEach(stage -> write(stage, stages.addObject()));
        ArrayNode waits = root.putArray("waits");
        for (SyncReport.Wait wait : report.waits()) {
            waits.addObject().put("why", wait.why()).put("pause", wait.pause().toString());
        }
        ArrayNode steps = root.putArray("steps");
        report.steps().forEach(step -> write(step, steps.addObject()));
        return DocumentJson.escapeLoneSurrogates(MAPPER.writeValueAsString(root)) + "\n";
    }

    private static void write(SyncReport.Stage stage, ObjectNode node) {
        node.put("stage", stage.stage());
        node.put("duration", stage.duration().toString());
        node.put("reason", stage.reason());
        node.put("exitCode", stage.exitCode());
        node.put("files", stage.files());
        node.put("created", stage.created());
        node.put("deleted", stage.deleted());
        node.put("transferred", stage.transferred());
        node.put("totalSize", stage.totalSize());
        node.put("transferredSize", stage.transferredSize());
        node.put("sent", stage.sent());
        node.put("received", stage.received());
    }

    private static void write(SyncReport.Step step, ObjectNode node) {
        node.put("name", step.name());
        node.put("good", step.result().isGood());
        step.result().exitStatus().ifPresent(status -> node.put("exitStatus", status));
        if (!step.result().message().isEmpty()) {
            node.put("message", step.result().message());
        }
        if (!step.result().output().isEmpty()) {
            node.put("output", step.result().output());
        }
    }
}
