package org.pushmirror.core.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.StageReport;

/** The top of the page: what was pushed, how many mirrors ended how, and how long it took. */
final class Totals {

    private static final int FEW = 3;

    private final PushReport report;
    private final List<Bar> bars;
    private final Html html;

    Totals(PushReport report, List<Bar> bars, Html html) {
        this.report = report;
        this.bars = bars;
        this.html = html;
    }

    void write() {
        html.raw("<h1>Push of ")
                .element(
                        "span",
                        "what",
                        report.archive().isDefault()
                                ? "the archive"
                                : report.archive().value());
        report.serial().ifPresent(serial -> html.raw(" ").element("span", "serial", "serial " + serial));
        html.raw("</h1>\n<p class=\"meta\"><span>")
                .text(Words.time(report.started()))
                .raw("</span> · <span>took ")
                .text(Words.duration(seconds(report.started(), report.ended())))
                .raw("</span> · <span>kind ")
                .text(report.kind().word())
                .raw("</span></p>\n");
        headline();
        stack();
        facts();
    }

    private void headline() {
        Map<Outcome, Integer> summary = report.summary();
        int well = summary.entrySet().stream()
                .filter(entry -> entry.getKey().endedWell())
                .mapToInt(Map.Entry::getValue)
                .sum();
        int complete = summary.getOrDefault(Outcome.COMPLETE, 0);
        boolean witnessed = complete > 0 || well == 0;
        html.raw("<p class=\"headline\"><strong>")
                .text(Words.count(witnessed ? complete : well))
                .raw("</strong> of ")
                .text(Words.count(bars.size()))
                .raw(witnessed ? " complete" : " ended well");
        if (well < bars.size()) {
            html.raw(" <span class=\"bad\">")
                    .text(Words.count(bars.size() - well))
                    .raw(" not</span>");
        }
        html.raw("</p>\n");
    }

    private void stack() {
        html.raw("<div class=\"stack\" aria-hidden=\"true\">");
        inOrder()
                .forEach(entry -> html.raw("<i class=\"tone-" + Words.tone(entry.getKey()) + "\" style=\"flex-grow:")
                        .raw(entry.getValue().toString())
                        .raw("\"></i>"));
        html.raw("</div>\n<p class=\"chips\">");
        inOrder()
                .forEach(entry -> html.raw("<label class=\"chip\" for=\"f-"
                                + entry.getKey().word() + "\"")
                        .raw(" title=\"show or hide\"><em class=\"tone-" + Words.tone(entry.getKey()) + "\">")
                        .raw(Words.sign(entry.getKey()))
                        .raw("</em> ")
                        .text(entry.getKey().word())
                        .raw(" <strong>")
                        .text(Words.count(entry.getValue()))
                        .raw("</strong></label>\n"));
        html.raw("</p>\n");
    }

    private List<Map.Entry<Outcome, Integer>> inOrder() {
        return report.summary().entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().endedWell() ? 0 : 1))
                .toList();
    }

    private void facts() {
        double[] complete = bars.stream()
                .map(Bar::completeAt)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        html.raw("<dl class=\"facts\">");
        if (complete.length > FEW) {
            fact("half complete", Words.duration(complete[(complete.length - 1) / 2]));
            fact("95 % of them", Words.duration(complete[(int) Math.ceil(complete.length * 0.95) - 1]));
        }
        if (complete.length > 0) {
            fact("last complete", Words.duration(complete[complete.length - 1]));
        }
        List<Instant> switches = report.targets().stream()
                .flatMap(target -> target.stages().stream())
                .filter(stage -> stage.stage() == StageReport.Stage.STAGE2)
                .flatMap(stage -> stage.startedAt().stream())
                .sorted()
                .toList();
        if (switches.size() > 1) {
            fact("stage 2 begun within", Words.duration(seconds(switches.get(0), switches.get(switches.size() - 1))));
        }
        html.raw("</dl>\n");
    }

    private void fact(String name, String value) {
        html.raw("<div><dt>").text(name).raw("</dt><dd>").text(value).raw("</dd></div>");
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }
}
