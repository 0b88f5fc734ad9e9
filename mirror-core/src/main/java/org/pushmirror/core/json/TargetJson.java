package org.pushmirror.core.json;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushKind;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.Receipt;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.trace.ArchiveSerial;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The parts that a report and a journal share: what was pushed, and what became of a target. */
final class TargetJson {

    private TargetJson() {}

    static void write(Push push, ObjectNode node) {
        node.put("archive", push.archive().value());
        node.put("kind", push.kind().word());
        push.serial().ifPresent(serial -> node.put("serial", serial.value()));
        push.published().ifPresent(time -> node.put("published", time.toString()));
        if (!push.ownsStage2()) {
            node.put("leavesStage2", true);
        }
    }

    static Push readPush(JsonNode node) {
        Push push = Push.of(text(node, "archive")).kind(PushKind.of(text(node, "kind")));
        push = node.path("leavesStage2").asBoolean(false) ? push.leavingStage2() : push;
        Optional<Instant> published = optional(node, "published").map(Instant::parse);
        push = published.isPresent() ? push.published(published.get()) : push;
        Optional<String> serial = optional(node, "serial");
        return serial.isPresent() ? push.serial(new ArchiveSerial(serial.get())) : push;
    }

    static void write(PushTarget target, ObjectNode node) {
        node.put("name", target.name());
        node.put("host", target.host());
        node.put("port", target.port());
        node.put("user", target.user());
        node.put("type", target.type().word());
    }

    static PushTarget readTarget(JsonNode node) {
        return new PushTarget(
                text(node, "name"),
                text(node, "host"),
                node.path("port").asInt(PushTarget.DEFAULT_PORT),
                optional(node, "user").orElse("archvsync"),
                TargetType.of(text(node, "type")));
    }

    static void write(TargetReport report, ObjectNode node) {
        write(report.target(), node);
        node.put("outcome", report.outcome().word());
        report.reason().ifPresent(reason -> write(reason, node.putObject("reason")));
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

    static void write(Reason reason, ObjectNode node) {
        node.put("code", reason.code());
        node.put("phase", reason.phase());
        node.put("message", reason.message());
    }

    static TargetReport read(JsonNode node) {
        List<StageReport> stages = new ArrayList<>();
        for (JsonNode stage : node.path("stages")) {
            stages.add(readStage(stage));
        }
        return TargetReport.of(
                readTarget(node),
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

    static void write(StageReport stage, ObjectNode node) {
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

    static StageReport readStage(JsonNode node) {
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

    static JsonNode required(JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            throw new JsonFormException("The push report lacks \"" + key + "\".", null);
        }
        return value;
    }

    static String text(JsonNode node, String key) {
        return required(node, key).asString();
    }

    static Optional<String> optional(JsonNode node, String key) {
        return node.path(key).isString() ? Optional.of(node.path(key).asString()) : Optional.empty();
    }
}
