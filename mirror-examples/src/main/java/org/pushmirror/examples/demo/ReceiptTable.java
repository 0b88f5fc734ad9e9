package org.pushmirror.examples.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.Receipt;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.TargetReport;

/** The receipts of a push as a table for people: one line a mirror, and below it why, where one did not end well. */
final class ReceiptTable {

    private static final List<String> HEAD = List.of("MIRROR", "OUTCOME", "SERIAL", "SECONDS", "BYTES");

    private ReceiptTable() {}

    /**
     * Draws the table.
     *
     * @param report how the push went
     * @param bytes what each mirror received, by its name
     */
    static String of(PushReport report, Map<String, Long> bytes) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        report.targets().forEach(target -> rows.add(row(report, target, bytes)));
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            text.append(line(rows.get(i), widths)).append('\n');
            if (i > 0) {
                report.targets()
                        .get(i - 1)
                        .reason()
                        .map(Reason::message)
                        .ifPresent(why -> text.append("    ").append(why).append('\n'));
            }
        }
        return text.toString();
    }

    private static List<String> row(PushReport report, TargetReport target, Map<String, Long> bytes) {
        Optional<Receipt> receipt = target.receipt();
        return List.of(
                target.target().name(),
                target.outcome().word(),
                receipt.flatMap(Receipt::serial).map(Object::toString).orElse("-"),
                lastEnd(target)
                        .map(end -> String.format(
                                Locale.ROOT,
                                "%.1f",
                                Duration.between(report.started(), end).toMillis() / 1000.0))
                        .orElse("-"),
                Optional.ofNullable(bytes.get(target.target().name()))
                        .filter(count -> target.outcome().endedWell())
                        .map(count -> String.format(Locale.ROOT, "%,d", count))
                        .orElse("-"));
    }

    private static Optional<Instant> lastEnd(TargetReport target) {
        return target.stages().stream()
                .map(StageReport::endedAt)
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            boolean number = i >= 3;
            String cell = cells.get(i);
            String blanks = " ".repeat(widths[i] - cell.length());
            line.append(number ? blanks + cell : cell + blanks).append("  ");
        }
        return line.toString().stripTrailing();
    }
}
