package org.pushmirror.core.timeline;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** How many mirrors were complete when, as a curve over the axis. */
final class Curve {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 100;
    private static final int MOST_POINTS = 300;

    private final List<Bar> bars;
    private final TimeScale scale;
    private final Html html;

    Curve(List<Bar> bars, TimeScale scale, Html html) {
        this.bars = bars;
        this.scale = scale;
        this.html = html;
    }

    void write() {
        double[] complete = bars.stream()
                .map(Bar::completeAt)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        StringBuilder path = new StringBuilder("M0 " + HEIGHT);
        int every = Math.max(1, complete.length / MOST_POINTS);
        for (int i = 0; i < complete.length; i++) {
            if (i % every == 0 || i == complete.length - 1) {
                path.append(String.format(Locale.ROOT, "H%.1f", scale.place(complete[i]) * WIDTH))
                        .append(String.format(Locale.ROOT, "V%.1f", HEIGHT - (i + 1.0) / bars.size() * HEIGHT));
            }
        }
        path.append("H" + WIDTH);
        html.raw("<div class=\"curve\"><span class=\"cl\">complete</span><svg viewBox=\"0 0 1000 100\"")
                .raw(" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"share of mirrors complete over time\">")
                .raw("<path class=\"ca\" d=\"" + path + "V" + HEIGHT + "Z\"/><path class=\"cc\" d=\"" + path + "\"/>")
                .raw("</svg><span class=\"cr\">")
                .text(percent(complete.length))
                .raw("</span></div>\n");
    }

    /** Rounded down: not all is not 100 percent. */
    private String percent(int complete) {
        return complete * 100L / bars.size() + " %";
    }
}
