package org.pushmirror.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushmirror.core.journal.Recording.begun;
import static org.pushmirror.core.journal.Recording.complete;
import static org.pushmirror.core.journal.Recording.ended;
import static org.pushmirror.core.journal.Recording.finished;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pushmirror.core.journal.PushHistory.MirrorHistory;
import org.pushmirror.core.json.HistoryJson;
import org.pushmirror.core.push.JournalEntry;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Push;

class PushHistoryTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static PushHistory history(JournalEntry... entries) {
        return PushHistory.of(JournalledPush.of(List.of(entries))).get(0);
    }

    private static final PushHistory TWO_PUSHES = history(
            begun("p1", "one", "two"),
            complete("one"),
            complete("two"),
            finished(),
            begun("p2", "one", "two"),
            complete("one"),
            ended("two", Outcome.FAILED, "exit-status"),
            finished());

    @Test
    void eachMirrorHasItsLastOutcomeAndHowLongItTakes() {
        MirrorHistory one = TWO_PUSHES.mirrors().get(0);
        MirrorHistory two = TWO_PUSHES.mirrors().get(1);

        assertThat(one.lastOutcome()).contains(Outcome.COMPLETE);
        assertThat(one.times().quantile(0.5)).contains(Duration.ofSeconds(4));
        assertThat(one.failuresInARow()).isZero();
        assertThat(two.lastOutcome()).contains(Outcome.FAILED);
        assertThat(two.failuresInARow()).isEqualTo(1);
        assertThat(two.lastComplete()).isEqualTo(Recording.NOON.plusSeconds(4));
    }

    @Test
    void theShareCompleteInTimeCountsThoseThatNeverWere() {
        assertThat(TWO_PUSHES.distribution().shareWithin(MINUTE)).isEqualTo(0.75);
        assertThat(TWO_PUSHES.distribution().shareWithin(Duration.ofSeconds(3))).isZero();
    }

    @Test
    void timesRunFromThePublicationWhereItIsKnown() {
        PushHistory published = history(
                new JournalEntry.Begun(
                        Recording.NOON,
                        "p1",
                        Push.of("debian").published(Recording.NOON.minusSeconds(60)),
                        List.of(Recording.target("one"))),
                complete("one"));

        assertThat(published.distribution().longest()).contains(Duration.ofSeconds(64));
    }

    @Test
    void quantilesAreTimesThatOccurred() {
        Distribution hundred = Distribution.of(
                IntStream.rangeClosed(1, 100).mapToObj(Duration::ofSeconds).toList(), 100);

        assertThat(hundred.quantile(0.5)).contains(Duration.ofSeconds(50));
        assertThat(hundred.quantile(0.95)).contains(Duration.ofSeconds(95));
        assertThat(hundred.longest()).contains(Duration.ofSeconds(100));
        assertThat(Distribution.of(List.of(), 3).quantile(0.5)).isEmpty();
    }

    @Test
    void aMirrorWhosePushWasStoppedHasNoOutcome() {
        PushHistory stopped = history(begun("p1", "one"));

        assertThat(stopped.mirrors().get(0).lastOutcome()).isEmpty();
        assertThat(stopped.last().isOver()).isFalse();
    }

    @Test
    void openMetricsHasEveryFamilyOnceAndEnds() {
        String text = OpenMetrics.write(List.of(TWO_PUSHES));

        assertThat(text)
                .endsWith("# EOF\n")
                .contains(
                        "pushmirror_last_push_targets{archive=\"debian\",outcome=\"failed\"} 1\n",
                        "pushmirror_mirror_well{archive=\"debian\",mirror=\"two\"} 0\n",
                        "pushmirror_complete_seconds_bucket{archive=\"debian\",le=\"10.0\"} 3\n",
                        "pushmirror_complete_seconds_bucket{archive=\"debian\",le=\"+Inf\"} 3\n",
                        "pushmirror_complete_seconds_sum{archive=\"debian\"} 12.000\n");
        List<String> types =
                text.lines().filter(line -> line.startsWith("# TYPE ")).toList();
        assertThat(types).doesNotHaveDuplicates();
        assertThat(text.lines().filter(line -> !line.startsWith("#")))
                .allMatch(line -> line.matches("[a-z0-9_]+\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*} [0-9.]+"));
    }

    @Test
    void jsonHasALineForEachArchive() {
        assertThat(HistoryJson.line(TWO_PUSHES, List.of(MINUTE)))
                .doesNotContain("\n")
                .contains(
                        "\"archive\":\"debian\",\"pushes\":2",
                        "\"summary\":{\"complete\":1,\"failed\":1}",
                        "\"within\":{\"PT1M\":0.75}",
                        "\"reason\":{\"code\":\"exit-status\"");
    }
}
