package org.pushmirror.core.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.sync.ArchiveName;

/**
 * What the pushes of one archive came to over time: for each mirror its last push and how long it takes, and for all of
 * them how many are complete how soon. Times run from the moment when the archive was published, where that is known, else from
 * the beginning of the push, to the moment when the witness says that the mirror was complete. Immutable.
 *
 * @param archive which archive
 * @param pushes the pushes, the oldest first; at least one
 * @param mirrors the mirrors of all of them, in the order in which they were first pushed
 */
public record PushHistory(ArchiveName archive, List<JournalledPush> pushes, List<MirrorHistory> mirrors) {

    /**
     * Copies the lists.
     *
     * @param archive which archive
     * @param pushes the pushes, the oldest first; at least one
     * @param mirrors the mirrors of all of them, in the order in which they were first pushed
     */
    public PushHistory {
        pushes = List.copyOf(pushes);
        mirrors = List.copyOf(mirrors);
    }

    /**
     * The histories that journals tell.
     *
     * @param pushes the pushes of any number of journals
     * @return one for each archive, in the order of their names
     */
    public static List<PushHistory> of(Collection<JournalledPush> pushes) {
        Map<String, List<JournalledPush>> byArchive = new TreeMap<>();
        pushes.stream()
                .sorted(Comparator.comparing(JournalledPush::started))
                .forEach(push -> byArchive
                        .computeIfAbsent(push.push().archive().value(), name -> new ArrayList<>())
                        .add(push));
        return byArchive.values().stream().map(PushHistory::ofOne).toList();
    }

    private static PushHistory ofOne(List<JournalledPush> pushes) {
        Map<String, MirrorHistory.Builder> mirrors = new LinkedHashMap<>();
        for (JournalledPush push : pushes) {
            push.targets()
                    .forEach(target -> mirrors.computeIfAbsent(target.target().name(), MirrorHistory.Builder::new));
            push.targets().forEach(target -> mirrors.get(target.target().name()).pushed(push));
            push.reports().forEach(report -> mirrors.get(report.target().name()).ended(push, report));
        }
        return new PushHistory(
                pushes.get(0).push().archive(),
                pushes,
                mirrors.values().stream().map(MirrorHistory.Builder::build).toList());
    }

    /**
     * The last push.
     *
     * @return the push that began last
     */
    public JournalledPush last() {
        return pushes.get(pushes.size() - 1);
    }

    /**
     * How long it took mirrors to be complete, in all pushes.
     *
     * @return the distribution; a mirror that was never complete is in its size and not in its times
     */
    public Distribution distribution() {
        List<Duration> times = mirrors.stream()
                .flatMap(mirror -> mirror.times().times().stream())
                .toList();
        int asked = mirrors.stream().mapToInt(mirror -> mirror.times().asked()).sum();
        return Distribution.of(times, asked);
    }

    /**
     * One mirror over time.
     *
     * @param name its name
     * @param lastPush when the last push that was to contact it began
     * @param lastReport how it ended then; null if it did not, or the push was stopped
     * @param lastComplete when it was complete last; null if it never was
     * @param failuresInARow how many pushes have not ended well there since the last that did
     * @param times how long it took to be complete
     */
    public record MirrorHistory(
            String name,
            Instant lastPush,
            @Nullable TargetReport lastReport,
            @Nullable Instant lastComplete,
            int failuresInARow,
            Distribution times) {

        /**
         * How it ended in the last push.
         *
         * @return the outcome; empty if it did not end
         */
        public Optional<Outcome> lastOutcome() {
            return Optional.ofNullable(lastReport).map(TargetReport::outcome);
        }

        /** Takes one push after the other. */
        private static final class Builder {

            private final String name;
            private final List<Duration> times = new ArrayList<>();
            private Instant lastPush = Instant.MIN;
            private @Nullable TargetReport lastReport;
            private @Nullable Instant lastComplete;
            private int pushes;
            private int failures;

            Builder(String name) {
                this.name = name;
            }

            void pushed(JournalledPush push) {
                lastPush = push.started();
                lastReport = null;
                pushes++;
            }

            void ended(JournalledPush push, TargetReport report) {
                lastReport = report;
                failures = report.outcome().endedWell() ? 0 : failures + 1;
                if (report.outcome() == Outcome.COMPLETE) {
                    report.receipt().ifPresent(receipt -> {
                        lastComplete = receipt.completedAt();
                        Instant from = push.push().published().orElse(push.started());
                        Duration took = Duration.between(from, receipt.completedAt());
                        times.add(took.isNegative() ? Duration.ZERO : took);
                    });
                }
            }

            MirrorHistory build() {
                return new MirrorHistory(
                        name, lastPush, lastReport, lastComplete, failures, Distribution.of(times, pushes));
            }
        }
    }
}
