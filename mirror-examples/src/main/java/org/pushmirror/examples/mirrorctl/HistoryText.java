package org.pushmirror.examples.mirrorctl;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pushmirror.core.journal.Distribution;
import org.pushmirror.core.journal.JournalledPush;
import org.pushmirror.core.journal.PushHistory;
import org.pushmirror.core.journal.PushHistory.MirrorHistory;
import org.pushmirror.core.push.Elapsed;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Receipt;

/** A history for people: a few lines about all mirrors, then a line for each. */
final class HistoryText {

    private static final List<String> HEADINGS =
            List.of("MIRROR", "LAST PUSH", "OUTCOME", "SERIAL", "HALF", "95 %", "COMPLETE", "FAILURES IN A ROW");

    private HistoryText() {}

    static String of(PushHistory history, List<Duration> limits) {
        StringBuilder text = new StringBuilder();
        JournalledPush last = history.last();
        text.append(history.archive().isDefault() ? "The default archive" : history.archive())
                .append(": ")
                .append(history.pushes().size())
                .append(history.pushes().size() == 1 ? " push" : " pushes")
                .append(" since ")
                .append(second(history.pushes().get(0)))
                .append("\n  last: ")
                .append(second(last))
                .append(last.push().serial().map(serial -> ", serial " + serial).orElse(""))
                .append(": ")
                .append(summary(last))
                .append("\n  from publication to complete: ")
                .append(times(history.distribution(), limits))
                .append("\n\n");
        List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
        history.mirrors().forEach(mirror -> rows.add(row(mirror)));
        rows.forEach(row -> text.append(line(row, rows)).append('\n'));
        return text.append('\n').toString();
    }

    private static String second(JournalledPush push) {
        return push.started().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String summary(JournalledPush push) {
        long complete = push.reports().stream()
                .filter(report -> report.outcome() == Outcome.COMPLETE)
                .count();
        return complete + " of " + push.targets().size() + " complete"
                + (push.isOver() ? "" : "; it was stopped, and can be resumed");
    }

    private static String times(Distribution times, List<Duration> limits) {
        if (times.times().isEmpty()) {
            return "no mirror was ever complete";
        }
        return "half in " + words(times.quantile(0.5)) + ", 95 % in " + words(times.quantile(0.95))
                + ", the slowest in "
                + words(times.longest())
                + limits.stream()
                        .map(limit -> "; " + percent(times.shareWithin(limit)) + " within " + Elapsed.words(limit))
                        .collect(Collectors.joining());
    }

    /** Rounded down: not all is not 100 percent. */
    private static String percent(double share) {
        return String.format(Locale.ROOT, "%d %%", (int) (share * 100));
    }

    private static List<String> row(MirrorHistory mirror) {
        return List.of(
                mirror.name(),
                mirror.lastPush().truncatedTo(ChronoUnit.SECONDS).toString(),
                mirror.lastOutcome().map(Outcome::word).orElse("stopped"),
                Optional.ofNullable(mirror.lastReport())
                        .flatMap(report -> report.receipt())
                        .flatMap(Receipt::serial)
                        .map(Object::toString)
                        .orElse("-"),
                words(mirror.times().quantile(0.5)),
                words(mirror.times().quantile(0.95)),
                mirror.times().times().size() + " of " + mirror.times().asked(),
                Integer.toString(mirror.failuresInARow()));
    }

    private static String words(Optional<Duration> time) {
        return time.map(Elapsed::words).orElse("-");
    }

    private static String line(List<String> row, List<List<String>> rows) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            int column = i;
            int width = rows.stream()
                    .mapToInt(other -> other.get(column).length())
                    .max()
                    .orElse(0);
            line.append(row.get(i)).append(" ".repeat(width - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
