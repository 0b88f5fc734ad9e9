package org.pushmirror.core.json;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pushmirror.core.mirrorlist.ListedMirror;
import org.pushmirror.core.mirrorlist.MirrorList;
import org.pushmirror.core.mirrorlist.MirrorListLine;
import org.pushmirror.core.push.PlannedTarget;
import org.pushmirror.core.push.PlannedWave;
import org.pushmirror.core.push.PushPause;
import org.pushmirror.core.push.PushPlan;
import org.pushmirror.core.push.PushStep;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.text.Diagnostic;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of a {@link PushPlan}, version 1.
 *
 * <p>Keys: {@code version}, {@code push} ({@code archive, kind, serial}), {@code worstCase}, and {@code waves} (each {@code
 * name, mayFail, steps}). A step is a target ({@code name, host, port, user, type, commands}) or a pause ({@code
 * delaySeconds, untilStage1}). The plan of a list has {@code line} with each target, and {@code runmirrors} with each that
 * Debian's runmirrors would treat otherwise: a list of {@code line, severity, rule, message}; what concerns no target that
 * is pushed stands in a {@code runmirrors} of the whole. Thread-safe.
 */
public final class PlanJson {

    private PlanJson() {}

    /**
     * Writes a plan.
     *
     * @param plan the plan
     * @return one line of JSON, without a line end
     */
    public static String write(PushPlan plan) {
        return write(plan, MirrorList.create());
    }

    /**
     * Writes the plan of a push to the mirrors of a list.
     *
     * @param plan the plan
     * @param list the list that it was made from
     * @return one line of JSON, without a line end
     */
    public static String write(PushPlan plan, MirrorList list) {
        Map<String, Integer> lines = new HashMap<>();
        for (MirrorListLine line : list.lines()) {
            if (line.entry() instanceof ListedMirror mirror) {
                lines.putIfAbsent(mirror.name(), line.line());
            }
        }
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("version", ReportJson.VERSION);
        ObjectNode push = root.putObject("push");
        push.put("archive", plan.archive().value());
        push.put("kind", plan.kind().word());
        plan.serial().ifPresent(serial -> push.put("serial", serial.value()));
        root.put("worstCase", plan.worstCase().toString());
        Set<Integer> told = new HashSet<>();
        ArrayNode waves = root.putArray("waves");
        for (PlannedWave wave : plan.waves()) {
            ObjectNode node = waves.addObject();
            node.put("name", wave.name());
            node.put("mayFail", wave.mayFail());
            ArrayNode steps = node.putArray("steps");
            for (PushStep step : wave.steps()) {
                told.add(fill(steps.addObject(), step, lines, list.diagnostics()));
            }
        }
        fill(
                root,
                list.diagnostics().stream()
                        .filter(diagnostic -> !told.contains(diagnostic.place().line()))
                        .toList());
        return DocumentJson.line(root);
    }

    private static int fill(ObjectNode node, PushStep step, Map<String, Integer> lines, List<Diagnostic> diagnostics) {
        if (step instanceof PushPause pause) {
            BigDecimal seconds =
                    BigDecimal.valueOf(pause.duration().toMillis(), 3).stripTrailingZeros();
            node.put("delaySeconds", seconds.scale() < 0 ? seconds.setScale(0) : seconds);
            node.put("untilStage1", pause.until() == PushPause.Until.STAGE1_DONE);
            return 0;
        }
        PlannedTarget planned = (PlannedTarget) step;
        PushTarget target = planned.target();
        int line = lines.getOrDefault(target.name(), 0);
        if (line > 0) {
            node.put("line", line);
        }
        node.put("name", target.name());
        node.put("host", target.host());
        node.put("port", target.port());
        node.put("user", target.user());
        node.put("type", target.type().word());
        ArrayNode commands = node.putArray("commands");
        planned.requests().forEach(request -> commands.add(request.command()));
        fill(
                node,
                diagnostics.stream()
                        .filter(diagnostic -> diagnostic.place().line() == line)
                        .toList());
        return line;
    }

    private static void fill(ObjectNode node, List<Diagnostic> differences) {
        if (differences.isEmpty()) {
            return;
        }
        ArrayNode list = node.putArray("runmirrors");
        for (Diagnostic difference : differences) {
            ObjectNode entry = list.addObject();
            entry.put("line", difference.place().line());
            entry.put("severity", difference.severity().word());
            entry.put("rule", difference.rule());
            entry.put("message", difference.message());
        }
    }
}
