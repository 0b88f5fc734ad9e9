package org.pushmirror.core.timeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.timeline.Bar.Stretch;

/**
 * The picture of a push as one HTML page that needs no network and runs no script: totals on top, then a bar for each
 * mirror, those that need somebody first, with its phases and the barrier. It follows the light or dark setting of the
 * reader, fits narrow and wide screens, and unfolds what is known of a mirror when its line is chosen. What mirrors say
 * is shown as text, whatever it holds. Thread-safe.
 */
public final class Timeline {

    private static final String STYLE = style();
    private static final int CURVE_FROM = 5;
    private static final int EXPECTED_PER_MIRROR = 1500;
    private static final int LONGEST_NAME = 34;
    private static final int SHORTEST_NAME = 12;
    private static final int SIGN_AND_TIME = 15;

    private final PushReport report;
    private final List<Bar> bars;
    private final TimeScale scale;
    private final OptionalDouble barrier;
    private final Html html;

    private Timeline(PushReport report) {
        this.report = report;
        this.bars = report.targets().stream()
                .map(target -> Bar.of(target, report.started(), report.ended()))
                .sorted(Bar.ORDER)
                .toList();
        this.scale = TimeScale.of(bars);
        this.barrier = stage2Starts().min();
        this.html = new Html(STYLE.length() + EXPECTED_PER_MIRROR * bars.size());
    }

    /**
     * Draws a push.
     *
     * @param report how it went
     * @return the page, to be written as UTF-8
     */
    public static String html(PushReport report) {
        return new Timeline(report).page();
    }

    private String page() {
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\"")
                .raw(" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>")
                .text(title())
                .raw("</title>\n<style>\n")
                .raw(STYLE)
                .raw(filterRules())
                .raw("</style>\n</head>\n<body>\n");
        filters();
        html.raw("<header>\n");
        new Totals(report, bars, html).write();
        html.raw("</header>\n");
        chart();
        return html.raw("</body>\n</html>\n").toString();
    }

    private String title() {
        int complete = report.summary().getOrDefault(Outcome.COMPLETE, 0);
        return "Push of " + (report.archive().isDefault() ? "the archive" : report.archive())
                + report.serial().map(serial -> " " + serial).orElse("") + ": " + complete + " of " + bars.size()
                + " complete";
    }

    /** A box for each outcome; the chips in the totals are their labels. */
    private void filters() {
        for (Outcome outcome : report.summary().keySet()) {
            html.raw("<input type=\"checkbox\" class=\"f\" checked id=\"f-")
                    .raw(outcome.word())
                    .raw("\" aria-label=\"show ")
                    .raw(outcome.word())
                    .raw("\">\n");
        }
    }

    private String filterRules() {
        StringBuilder rules = new StringBuilder();
        for (Outcome outcome : report.summary().keySet()) {
            String box = "#f-" + outcome.word();
            rules.append(box)
                    .append(":not(:checked)~main .o-")
                    .append(outcome.word())
                    .append("{display:none}\n")
                    .append(box)
                    .append(":not(:checked)~header label[for=f-")
                    .append(outcome.word())
                    .append("]{opacity:.4;text-decoration:line-through}\n")
                    .append(box)
                    .append(":focus-visible~header label[for=f-")
                    .append(outcome.word())
                    .append("]{outline:2px solid var(--ink)}\n");
        }
        return rules.toString();
    }

    private void chart() {
        html.raw("<main style=\"--n:" + nameWidth() + "ch;--o:" + outcomeWidth() + "ch");
        barrier.ifPresent(at -> html.raw(";--k:").percent(scale.place(at)));
        html.raw("\"" + (barrier.isPresent() ? " class=\"k\"" : "") + ">\n");
        legend();
        html.raw("<div class=\"chart\">\n");
        axis();
        lines();
        Rows rows = new Rows(report, scale, html);
        List<Bar> bad =
                bars.stream().filter(bar -> !bar.report().outcome().endedWell()).toList();
        rows.group(
                "attention",
                bad.size() == 1 ? "1 mirror needs attention" : Words.count(bad.size()) + " mirrors need attention",
                bad);
        List<Bar> good =
                bars.stream().filter(bar -> bar.report().outcome().endedWell()).toList();
        rows.group("well", Words.count(good.size()) + " ended well, the slowest first", good);
        html.raw("</div>\n</main>\n");
    }

    private int nameWidth() {
        int longest = bars.stream()
                .mapToInt(bar -> bar.report().target().name().length())
                .max()
                .orElse(0);
        return Math.min(Math.max(longest, SHORTEST_NAME), LONGEST_NAME);
    }

    /** The longest outcome, with its sign before it and a time after it. */
    private int outcomeWidth() {
        int longest = report.summary().keySet().stream()
                .mapToInt(outcome -> outcome.word().length())
                .max()
                .orElse(0);
        return longest + SIGN_AND_TIME;
    }

    private void legend() {
        Set<Phase> phases = EnumSet.noneOf(Phase.class);
        bars.forEach(bar -> bar.stretches().stream().map(Stretch::phase).forEach(phases::add));
        html.raw("<ul class=\"legend\">\n");
        for (Phase phase : phases) {
            html.raw("<li title=\"")
                    .text(phase.meaning())
                    .raw("\"><i class=\"" + phase.cssClass() + "\"></i>")
                    .text(phase.label())
                    .raw("</li>\n");
        }
        if (bars.stream().anyMatch(bar -> bar.completeAt() != null)) {
            html.raw("<li title=\"by the word of the witness\"><b class=\"m\"></b>complete</li>\n");
        }
        if (barrier.isPresent()) {
            html.raw("<li title=\"everybody who has stage 1 goes on to stage 2\"><b class=\"kb\"></b>barrier</li>\n");
        }
        html.raw(scale.isBent() ? "<li class=\"note\">later times stand closer together</li>\n" : "")
                .raw("</ul>\n");
    }

    private void axis() {
        html.raw("<div class=\"axis\">\n");
        if (bars.stream().filter(bar -> bar.completeAt() != null).count() >= CURVE_FROM) {
            new Curve(bars, scale, html).write();
        }
        html.raw("<div class=\"scale\">");
        barrier.ifPresent(at -> {
            double place = scale.place(at);
            html.raw("<span class=\"bl" + (place > 0.8 ? " end" : "") + "\" style=\"left:")
                    .percent(place)
                    .raw("\">barrier ")
                    .text(Words.duration(at))
                    .raw("</span>");
        });
        html.raw("<span class=\"t\" style=\"left:0\">0</span>");
        for (double tick : scale.ticks()) {
            html.raw("<span class=\"t\" style=\"left:")
                    .percent(scale.place(tick))
                    .raw("\">")
                    .text(Words.tick(tick))
                    .raw("</span>");
        }
        html.raw("</div>\n</div>\n");
    }

    private void lines() {
        html.raw("<div class=\"lines\" aria-hidden=\"true\">");
        for (double tick : scale.ticks()) {
            html.raw("<i style=\"left:").percent(scale.place(tick)).raw("\"></i>");
        }
        barrier.ifPresent(
                at -> html.raw("<b style=\"left:").percent(scale.place(at)).raw("\"></b>"));
        html.raw("</div>\n");
    }

    private DoubleStream stage2Starts() {
        return report.targets().stream()
                .flatMap(target -> target.stages().stream())
                .filter(stage -> stage.stage() == StageReport.Stage.STAGE2)
                .flatMap(stage -> stage.startedAt().stream())
                .mapToDouble(at -> Duration.between(report.started(), at).toNanos() / 1e9);
    }

    private static String style() {
        try (InputStream in = Timeline.class.getResourceAsStream("timeline.css")) {
            if (in == null) {
                throw new IllegalStateException("The style sheet of the timeline is not in the module.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
