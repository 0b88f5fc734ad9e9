package org.pushmirror.core.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.Receipt;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.TargetReport;

/** A line for each mirror, which unfolds to everything that is known of it. */
final class Rows {

    private static final int LONGEST_OUTPUT = 800;

    private final PushReport report;
    private final TimeScale scale;
    private final Html html;

    Rows(PushReport report, TimeScale scale, Html html) {
        this.report = report;
        this.scale = scale;
        this.html = html;
    }

    /** Writes mirrors under a heading; nothing if there are none. */
    void group(String cssClass, String heading, List<Bar> bars) {
        if (bars.isEmpty()) {
            return;
        }
        html.raw("<section class=\"" + cssClass + "\">\n")
                .element("h2", "g", heading)
                .raw("\n");
        bars.forEach(this::row);
        html.raw("</section>\n");
    }

    private void row(Bar bar) {
        TargetReport target = bar.report();
        String outcome = target.outcome().word();
        String tone = Words.tone(target.outcome());
        html.raw("<details class=\"row o-" + outcome + "\"><summary title=\"")
                .text(title(bar))
                .raw("\">")
                .element("span", "n", target.target().name())
                .raw("<span class=\"b\">");
        bar.stretches().forEach(this::stretch);
        Double complete = bar.completeAt();
        if (complete != null) {
            html.raw("<b class=\"m\" style=\"left:")
                    .percent(scale.place(complete))
                    .raw("\"></b>");
        } else if (!target.outcome().endedWell()) {
            html.raw("<b class=\"x tone-" + tone + "\" style=\"left:")
                    .percent(scale.place(bar.endAt()))
                    .raw("\"></b>");
        }
        html.raw("</span><span class=\"o\"><em class=\"tone-" + tone + "\">")
                .raw(Words.sign(target.outcome()))
                .raw("</em><span>" + outcome + "</span><time>")
                .text(Words.duration(complete == null ? bar.endAt() : complete))
                .raw("</time></span>");
        if (!target.outcome().endedWell()) {
            target.reason()
                    .ifPresent(reason -> html.raw("<span class=\"w\">")
                            .element("span", "why", reason.message())
                            .raw("</span>"));
        }
        html.raw("</summary>");
        details(target);
        html.raw("</details>\n");
    }

    private void stretch(Bar.Stretch stretch) {
        double from = scale.place(stretch.from());
        html.raw("<i class=\"" + stretch.phase().cssClass() + "\" style=\"left:")
                .percent(from)
                .raw(";width:")
                .percent(scale.place(stretch.to()) - from)
                .raw("\"></i>");
    }

    private static String title(Bar bar) {
        String phases = bar.stretches().stream()
                .map(stretch -> stretch.phase().label() + " " + Words.duration(stretch.to() - stretch.from()))
                .collect(Collectors.joining(", "));
        String reason = bar.report()
                .reason()
                .map(Reason::message)
                .map(message -> "\n" + message)
                .orElse("");
        return bar.report().target().name() + ": " + bar.report().outcome().word()
                + (phases.isEmpty() ? "" : "\n" + phases) + reason;
    }

    private void details(TargetReport target) {
        html.raw("<div class=\"d\">");
        PushTarget where = target.target();
        html.element(
                "p",
                "where",
                where.type().word() + " · " + where.user() + "@" + where.host() + " port " + where.port());
        target.reason().ifPresent(reason -> {
            String code = reason.code() + ", phase " + reason.phase();
            // The reason of what did not end well stands beside the bar.
            html.element("p", "code", target.outcome().endedWell() ? reason.message() + " (" + code + ")" : code);
        });
        target.receipt().ifPresent(this::receipt);
        target.stages().forEach(this::stage);
        target.stages().stream()
                .filter(stage -> !stage.output().isBlank())
                .forEach(stage -> html.element("pre", "out", tail(stage.output().strip())));
        html.raw("</div>");
    }

    private void receipt(Receipt receipt) {
        StringBuilder text = new StringBuilder("receipt: ");
        receipt.serial()
                .ifPresent(serial -> text.append("serial ").append(serial).append(", "));
        text.append("done at ")
                .append(Words.time(receipt.completedAt()))
                .append(", by ")
                .append(receipt.witness().word());
        receipt.bytes()
                .ifPresent(bytes -> text.append(", ").append(Words.count(bytes)).append(" bytes received"));
        html.element("p", "receipt", text.toString());
    }

    private void stage(StageReport stage) {
        StringBuilder text = new StringBuilder(stage.stage().word()).append(": ");
        text.append(stage.attempts()).append(stage.attempts() == 1 ? " try" : " tries");
        stage.connectedAt().ifPresent(time -> text.append(", connected ").append(since(time)));
        stage.startedAt().ifPresent(time -> text.append(", sent ").append(since(time)));
        stage.endedAt().ifPresent(time -> text.append(", ended ").append(since(time)));
        html.element("p", "stage", text.append(", ").append(result(stage)).toString());
    }

    private static String result(StageReport stage) {
        return stage.signal()
                .map(signal -> "signal " + signal)
                .orElseGet(() -> stage.exitStatus().isPresent()
                        ? "exit " + stage.exitStatus().getAsInt()
                        : "no answer");
    }

    private String since(Instant time) {
        return Words.duration(Duration.between(report.started(), time).toNanos() / 1e9);
    }

    private static String tail(String output) {
        return output.length() <= LONGEST_OUTPUT ? output : "… " + output.substring(output.length() - LONGEST_OUTPUT);
    }
}
