package org.pushmirror.core.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushKind;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.Receipt;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.trace.ArchiveSerial;
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
        push.put("archive", report.archive().value());
        push.put("kind", report.kind().word());
        report.serial().ifPresent(serial -> push.put("serial", serial.value()));
        push.put("started", report.started().toString());
        push.put("ended", report.ended().toString());
        ArrayNode targets = root.putArray("targets");
        report.targets().forEach(target -> write(target, targets.addObject()));
        ObjectNode summary = root.putObject("summary");
        report.summary().forEach((outcome, count) -> summary.put(outcome.word(), count));
        return DocumentJson.escapeLoneSurrogates(
                        MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root)) + "\n";
    }

    private static void write(TargetReport report, ObjectNode node) {
        PushTarget target = report.target();
        node.put("name", target.name());
        node.put("host", target.host());
        node.put("port", target.port());
        node.put("user", target.user());
        node.put("type", target.type().word());
        node.put("outcome", report.outcome().word());
        report.reason().ifPresent(reason -> {
            ObjectNode reasonNode = node.putObject("reason");
            reasonNode.put("code", reason.code());
            reasonNode.put("phase", reason.phase());
            reasonNode.put("message", reason.message());
        });
        ArrayNode stages = node.putArray("stages");
        report.stages().forEach(stage -> write(stage, stages.addObject()));
        report.receipt().ifPresent(receipt -> {
            ObjectNode receiptNode = node.putObject("receipt");
            receipt.serial().ifPresent(serial -> receiptNode.put("serial", serial.value()));
            receiptNode.put("completedAt", receipt.completedAt().toString());
            receiptNode.put("witness", receipt.witness().word());
            receipt.bytes().ifPresent(bytes -> receiptNode.put("bytes", bytes));
        });
    }

    private static void write(StageReport stage, ObjectNode node) {
        node.put("stage", stage.stage().word());
        node.put("attempts", stage.attempts());
        stage.connectedAt().ifPresent(time -> node.put("connectedAt", time.toString()));
        stage.startedAt().ifPresent(time -> node.put("startedAt", time.toString()));
        stage.endedAt().ifPresent(time -> node.put("endedAt", time.toString()));
        stage.exitStatus().ifPresent(status -> node.put("exitStatus", status));
        stage.signal().ifPresent(signal -> node.put("signal", signal));
        if (!stage.output().isEmpty()) {
            node.put("output", stage.output());
        }
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
            JsonNode pushNode = required(root, "push");
            Push push = Push.of(text(pushNode, "archive")).kind(PushKind.of(text(pushNode, "kind")));
            Optional<String> serial = optional(pushNode, "serial");
            if (serial.isPresent()) {
                push = push.serial(new ArchiveSerial(serial.get()));
            }
            List<TargetReport> targets = new ArrayList<>();
            for (JsonNode node : required(root, "targets")) {
                targets.add(readTarget(node));
            }
            return PushReport.of(
                    text(pushNode, "id"),
                    push,
                    Instant.parse(text(pushNode, "started")),
                    Instant.parse(text(pushNode, "ended")),
                    targets);
        } catch (JacksonException e) {
            throw new JsonFormException("The push report is not JSON: " + e.getOriginalMessage() + ".", e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new JsonFormException("The push report has a value that is not allowed: " + e.getMessage(), e);
        }
    }

    private static TargetReport readTarget(JsonNode node) {
        PushTarget target = new PushTarget(
                text(node, "name"),
                text(node, "host"),
                node.path("port").asInt(PushTarget.DEFAULT_PORT),
                optional(node, "user").orElse("archvsync"),
                TargetType.of(text(node, "type")));
        List<StageReport> stages = new ArrayList<>();
        for (JsonNode stage : node.path("stages")) {
            stages.add(readStage(stage));
        }
        return TargetReport.of(
                target,
                Outcome.of(text(node, "outcome")),
                readReason(node.path("reason")),
                stages,
                readReceipt(node.path("receipt")));
    }

    private static @Nullable Reason readReason(JsonNode node) {
        return node.isObject() ? new Reason(text(node, "code"), text(node, "phase"), text(node, "message")) : null;
    }

    private static @Nullable Receipt readReceipt(JsonNode node) {
        if (!node.isObject()) {
            return null;
        }
        Receipt receipt =
                Receipt.of(Receipt.Witness.of(text(node, "witness")), Instant.parse(text(node, "completedAt")));
        Optional<String> serial = optional(node, "serial");
        if (serial.isPresent()) {
            receipt = receipt.withSerial(new ArchiveSerial(serial.get()));
        }
        return node.path("bytes").isIntegralNumber()
                ? receipt.withBytes(node.path("bytes").asLong())
                : receipt;
    }

    private static StageReport readStage(JsonNode node) {
        StageReport stage = StageReport.of(StageReport.Stage.of(text(node, "stage")))
                .withAttempts(node.path("attempts").asInt(0))
                .withOutput(optional(node, "output").orElse(""));
        Optional<Instant> connected = optional(node, "connectedAt").map(Instant::parse);
        stage = connected.isPresent() ? stage.withConnectedAt(connected.get()) : stage;
        Optional<Instant> started = optional(node, "startedAt").map(Instant::parse);
        stage = started.isPresent() ? stage.withStartedAt(started.get()) : stage;
        Optional<Instant> ended = optional(node, "endedAt").map(Instant::parse);
        stage = ended.isPresent() ? stage.withEndedAt(ended.get()) : stage;
        if (node.path("exitStatus").isIntegralNumber()) {
            stage = stage.withExitStatus(node.path("exitStatus").asInt());
        }
        Optional<String> signal = optional(node, "signal");
        return signal.isPresent() ? stage.withSignal(signal.get()) : stage;
    }

    private static JsonNode required(JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            throw new JsonFormException("The push report lacks \"" + key + "\".", null);
        }
        return value;
    }

    private static String text(JsonNode node, String key) {
        return required(node, key).asString();
    }

    private static Optional<String> optional(JsonNode node, String key) {
        return node.path(key).isString() ? Optional.of(node.path(key).asString()) : Optional.empty();
    }
}
