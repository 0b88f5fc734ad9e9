package org.pushmirror.core.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.pushmirror.core.json.ReportJson;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.push.TargetType;

class TimelineTest {

    private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]+)((?:[^<>\"]|\"[^\"]*\")*)>");
    private static final Pattern ROW =
            Pattern.compile("(?s)<details class=\"row o-([a-z0-9-]+)\">.*?<span class=\"n\" dir=\"auto\">([^<]*)<");
    private static final Set<String> VOID = Set.of("meta", "input", "path");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static List<MatchResult> rows(String html) {
        return ROW.matcher(html).results().toList();
    }

    private static PushReport reportOf(Outcome outcome, Reason reason, StageReport... stages) {
        PushTarget target = PushTarget.of(TargetType.STAGED, "mirror.example.org", "192.0.2.1", "archvsync");
        return PushReport.of(
                "id",
                Push.of("debian"),
                NOON,
                NOON.plusSeconds(10),
                List.of(TargetReport.of(target, outcome, reason, List.of(stages), null)));
    }

    @Test
    void everyMirrorHasOneLine() {
        assertThat(rows(Timeline.html(SampleReport.of(10)))).hasSize(10);
        assertThat(rows(Timeline.html(SampleReport.of(1000)))).hasSize(1000);
    }

    @Test
    void failuresComeFirst() {
        List<String> outcomes = rows(Timeline.html(SampleReport.of(100))).stream()
                .map(row -> row.group(1))
                .toList();

        assertThat(outcomes.subList(0, 10)).doesNotContain("complete");
        assertThat(outcomes.subList(10, 100)).containsOnly("complete");
    }

    @Test
    void theReasonStandsBesideTheBar() {
        String html = Timeline.html(
                reportOf(Outcome.UNREACHABLE, new Reason("connection-refused", "connect", "Nobody listens there.")));

        assertThat(html).contains("<span class=\"w\"><span class=\"why\" dir=\"auto\">Nobody listens there.</span>");
    }

    @Test
    void aStagedPushHasItsBarrierAsALine() {
        assertThat(Timeline.html(SampleReport.of(10))).contains("<span class=\"bl\"", "barrier 21 s");
        assertThat(Timeline.html(reportOf(Outcome.TRIGGERED, null, StageReport.of(StageReport.Stage.ALL))))
                .doesNotContain("<span class=\"bl");
    }

    @Test
    void theTotalsStandOnTop() {
        String html = Timeline.html(SampleReport.of(1000));

        assertThat(html)
                .contains(
                        "<title>Push of debian 2026112204: 900 of 1000 complete</title>",
                        "<strong>900</strong> of 1,000 complete",
                        "<span class=\"bad\">100 not</span>",
                        "<dt>half complete</dt>");
    }

    @Test
    void everyPhaseHasItsStretch() {
        String html = Timeline.html(SampleReport.ofEveryFailure());

        for (Phase phase : Phase.values()) {
            assertThat(html.contains("<i class=\"" + phase.cssClass() + "\" style="))
                    .as(phase.label())
                    .isEqualTo(phase != Phase.SYNC);
        }
    }

    @Test
    void whatMirrorsSayIsNeverMarkup() {
        String hostile = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;\u202E\u0000\uD800</details>";
        String html = Timeline.html(reportOf(
                Outcome.FAILED,
                new Reason("exit-status", "output", hostile),
                StageReport.of(StageReport.Stage.STAGE1).withOutput(hostile).withSignal(hostile)));

        assertThat(html).doesNotContain("<script", "<img", "\u202E", "\u0000", "\uD800");
        assertThat(html).contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&amp;amp;");
        assertThat(unbalanced(html)).isEmpty();
    }

    @Test
    void thePageIsWellFormedAndNeedsNothingFromOutside() {
        String html = Timeline.html(SampleReport.ofEveryFailure());

        assertThat(unbalanced(html)).isEmpty();
        assertThat(html).doesNotContain("<script", "<link", "src=", "@import", "url(", "http:", "https:");
        assertThat(html).contains("default-src 'none'", "prefers-color-scheme:dark");
    }

    @Test
    void noStretchLeavesItsBar() {
        Matcher stretches = Pattern.compile("left:([0-9.]+)%;width:([0-9.]+)%")
                .matcher(Timeline.html(SampleReport.ofEveryFailure()));
        List<Double> ends = new ArrayList<>();
        while (stretches.find()) {
            ends.add(Double.parseDouble(stretches.group(1)) + Double.parseDouble(stretches.group(2)));
        }

        assertThat(ends).isNotEmpty().allMatch(end -> end <= 100.01);
    }

    @Test
    void aReportThatWasReadGivesTheSamePicture() {
        PushReport report = SampleReport.ofEveryFailure();

        assertThat(Timeline.html(ReportJson.read(ReportJson.write(report)))).isEqualTo(Timeline.html(report));
    }

    @Test
    void aPushToNobodyIsAPageToo() {
        String html = Timeline.html(PushReport.of("id", Push.of(""), NOON, NOON, List.of()));

        assertThat(unbalanced(html)).isEmpty();
        assertThat(html).contains("<strong>0</strong> of 0 complete");
    }

    @Test
    void aClockThatIsOffCannotLeadOutOfThePush() {
        PushReport report = reportOf(
                Outcome.TRIGGERED,
                null,
                StageReport.of(StageReport.Stage.ALL)
                        .withStartedAt(NOON.minusSeconds(100))
                        .withEndedAt(NOON.plusSeconds(100_000)));

        assertThat(Bar.of(report.targets().get(0), report.started(), report.ended())
                        .endAt())
                .isEqualTo(10);
    }

    /** The elements that are not closed, or closed and not open. */
    private static List<String> unbalanced(String html) {
        String body = html.replaceAll("(?s)<style>.*?</style>", "").replace("<!DOCTYPE html>", "");
        Deque<String> open = new ArrayDeque<>();
        List<String> wrong = new ArrayList<>();
        TAG.matcher(body).results().forEach(tag -> {
            String name = tag.group(2);
            if (VOID.contains(name)) {
                return;
            }
            if (tag.group(1).isEmpty()) {
                open.push(name);
            } else if (open.isEmpty() || !open.pop().equals(name)) {
                wrong.add(tag.group());
            }
        });
        wrong.addAll(open);
        return wrong;
    }
}
