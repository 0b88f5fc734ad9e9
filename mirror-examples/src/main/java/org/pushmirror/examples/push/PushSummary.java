package org.pushmirror.examples.push;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.TargetReport;

/** How a push went, for people: a line for each target, those that did not end well last, with the reason. */
final class PushSummary {

    private PushSummary() {}

    static String of(PushReport report) {
        int name = width(report, target -> target.target().name());
        int outcome = width(report, target -> target.outcome().word());
        StringBuilder text = new StringBuilder();
        for (TargetReport target : sorted(report)) {
            String line = "  %-" + name + "s  %-" + outcome + "s  ";
            text.append(String.format(
                    Locale.ROOT, line, target.target().name(), target.outcome().word()));
            text.append(target.receipt()
                    .map(Object::toString)
                    .filter(receipt -> target.outcome() == Outcome.COMPLETE)
                    .or(() -> target.reason().map(Reason::message))
                    .orElse(""));
            trimEnd(text).append('\n');
        }
        return text.append(counts(report)).append('\n').toString();
    }

    private static int width(PushReport report, Function<TargetReport, String> column) {
        return report.targets().stream()
                .map(column)
                .mapToInt(String::length)
                .max()
                .orElse(1);
    }

    private static List<TargetReport> sorted(PushReport report) {
        List<TargetReport> sorted = new ArrayList<>();
        report.targets().stream().filter(target -> target.outcome().endedWell()).forEach(sorted::add);
        report.targets().stream()
                .filter(target -> !target.outcome().endedWell())
                .forEach(sorted::add);
        return sorted;
    }

    private static StringBuilder trimEnd(StringBuilder text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        text.setLength(end);
        return text;
    }

    /** One line: how many ended how, and how long it took. */
    static String counts(PushReport report) {
        String counts = report.summary().entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().word())
                .collect(Collectors.joining(", "));
        int targets = report.targets().size();
        double seconds = Duration.between(report.started(), report.ended()).toMillis() / 1000.0;
        return String.format(
                Locale.ROOT,
                "%d target%s in %.1f s%s",
                targets,
                targets == 1 ? "" : "s",
                seconds,
                counts.isEmpty() ? "." : ": " + counts + ".");
    }
}
