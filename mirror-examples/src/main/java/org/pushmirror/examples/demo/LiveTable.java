package org.pushmirror.examples.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.pushmirror.core.push.PushListener;
import org.pushmirror.core.push.PushPlan;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.TargetEvent;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.push.TargetState;

/**
 * A push as a table that redraws itself on a terminal: one line a mirror while they fit, else one line of counts. It is
 * drawn when something changes.
 */
final class LiveTable implements PushListener {

    private static final String ERASE_TO_END_OF_LINE = "\033[K";
    private static final int BAR = 24;

    private final Consumer<String> terminal;
    private final Clock clock;
    private final int maxRows;
    private final Ink ink;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private Instant started = Instant.EPOCH;
    private int drawn;

    /** What one mirror shows. */
    private record Row(int progress, String text, Instant since) {}

    /**
     * What bars are drawn with.
     *
     * @param done one character of what is behind us
     * @param open one character of what is before us
     */
    record Ink(String done, String open) {
        static final Ink BLOCKS = new Ink("\u2588", "\u00b7");
        static final Ink ASCII = new Ink("#", ".");
    }

    LiveTable(Consumer<String> terminal, Clock clock, int maxRows, Ink ink) {
        this.terminal = terminal;
        this.clock = clock;
        this.maxRows = maxRows;
        this.ink = ink;
    }

    @Override
    public void started(PushPlan plan) {
        started = clock.instant();
        plan.targets()
                .forEach(planned -> rows.put(planned.target().name(), new Row(0, TargetState.PLANNED.word(), started)));
        draw();
    }

    @Override
    public void changed(TargetEvent event) {
        if (event.state() != TargetState.ENDED) {
            rows.put(
                    event.target().name(),
                    new Row(progress(event.state()), event.state().word(), event.at()));
            draw();
        }
    }

    @Override
    public void ended(TargetReport report) {
        rows.put(
                report.target().name(),
                new Row(
                        report.outcome().endedWell() ? BAR : -1,
                        report.outcome().word(),
                        clock.instant()));
        draw();
    }

    @Override
    public void finished(PushReport report) {
        draw();
        drawn = 0;
    }

    private static int progress(TargetState state) {
        return switch (state) {
            case PLANNED -> 0;
            case CONNECTING -> 2;
            case STAGE1_QUEUED -> 4;
            case STAGE1_RUNNING, RUNNING -> 6;
            case WAITING -> 12;
            case STAGE2_RUNNING, REPAIRING -> 16;
            case TRIGGERED -> 21;
            case ENDED -> BAR;
        };
    }

    private void draw() {
        StringBuilder frame = new StringBuilder();
        if (drawn > 0) {
            frame.append("\033[").append(drawn).append('A');
        }
        drawn = rows.size() > maxRows ? counts(frame) : table(frame);
        terminal.accept(frame.toString());
    }

    private int table(StringBuilder frame) {
        int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
        rows.forEach((name, row) -> frame.append(String.format(
                Locale.ROOT,
                "  %-" + Math.max(width, 1) + "s  %s  %-22s %6.1f s%s\n",
                name,
                bar(row.progress()),
                row.text(),
                Duration.between(started, row.since()).toMillis() / 1000.0,
                ERASE_TO_END_OF_LINE)));
        return rows.size();
    }

    private int counts(StringBuilder frame) {
        Map<String, Integer> counts = new TreeMap<>();
        rows.values().forEach(row -> counts.merge(row.text(), 1, Integer::sum));
        StringBuilder line = new StringBuilder("  ");
        counts.forEach(
                (text, count) -> line.append(count).append(' ').append(text).append("  "));
        frame.append(line).append(ERASE_TO_END_OF_LINE).append('\n');
        return 1;
    }

    private String bar(int progress) {
        if (progress < 0) {
            return "!".repeat(BAR);
        }
        return ink.done().repeat(progress) + ink.open().repeat(BAR - progress);
    }
}
