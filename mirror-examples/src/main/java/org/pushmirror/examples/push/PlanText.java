package org.pushmirror.examples.push;

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
import org.pushmirror.core.push.PushPlan;
import org.pushmirror.core.push.PushStep;
import org.pushmirror.core.text.Diagnostic;

/** A plan for people: a line for each step, and below it what Debian's runmirrors would do otherwise there. */
final class PlanText {

    private static final String INDENT = "      ";

    private final MirrorList list;
    private final Map<String, Integer> lines = new HashMap<>();

    private PlanText(MirrorList list) {
        this.list = list;
        for (MirrorListLine line : list.lines()) {
            if (line.entry() instanceof ListedMirror mirror) {
                lines.putIfAbsent(mirror.name(), line.line());
            }
        }
    }

    static String of(PushPlan plan, MirrorList list) {
        return new PlanText(list).text(plan);
    }

    private String text(PushPlan plan) {
        StringBuilder text = new StringBuilder(plan.headline()).append('\n');
        Set<Integer> told = new HashSet<>();
        for (PlannedWave wave : plan.waves()) {
            if (plan.waves().size() > 1) {
                text.append("Wave ").append(wave.name()).append(":\n");
            }
            for (PushStep step : wave.steps()) {
                text.append("  ").append(step.text()).append('\n');
                if (step instanceof PlannedTarget planned) {
                    int line = lines.getOrDefault(planned.target().name(), 0);
                    told.add(line);
                    notes(line).forEach(note -> text.append(note(INDENT, note)));
                }
            }
        }
        List<Diagnostic> others = list.diagnostics().stream()
                .filter(diagnostic -> !told.contains(diagnostic.place().line()))
                .toList();
        if (!others.isEmpty()) {
            text.append("Elsewhere in the list:\n");
            others.forEach(note -> text.append(note("  ", note)));
        }
        return text.toString();
    }

    private List<Diagnostic> notes(int line) {
        return list.diagnostics().stream()
                .filter(diagnostic -> diagnostic.place().line() == line)
                .toList();
    }

    private static String note(String indent, Diagnostic note) {
        return indent + "line " + note.place().line() + ", " + note.severity().word() + ": " + note.message() + "\n";
    }
}
