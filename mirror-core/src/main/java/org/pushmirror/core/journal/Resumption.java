package org.pushmirror.core.journal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.InterruptedPush;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetProgress;
import org.pushmirror.core.trace.ArchiveSerial;

/** What resuming means, now that a journal says this and the archive is in that state. Immutable. */
public sealed interface Resumption {

    /**
     * What is done, and why, for people.
     *
     * @return one sentence
     */
    String message();

    /**
     * The last push was stopped, and its state is still ours: it goes on.
     *
     * @param push what was done and what was not
     * @param message one sentence
     */
    record GoOn(InterruptedPush push, String message) implements Resumption {}

    /**
     * What was begun is out of date, or unknown: a new push covers it.
     *
     * @param message one sentence
     */
    record StartAnew(String message) implements Resumption {}

    /**
     * Nothing is left to do.
     *
     * @param report how the last push went
     * @param message one sentence
     */
    record NothingToDo(PushReport report, String message) implements Resumption {}

    /**
     * Decides. A stopped push goes on if the serial is still that of the push and no other push came after it.
     *
     * @param journal the pushes that the journal tells of
     * @param serial the serial that our archive has now; null if it is not known
     * @return what to do
     */
    static Resumption decide(List<JournalledPush> journal, @Nullable ArchiveSerial serial) {
        if (journal.isEmpty()) {
            return new StartAnew("The journal tells of no push to resume, so a new push is made.");
        }
        JournalledPush last = journal.get(journal.size() - 1);
        Optional<ArchiveSerial> pushed = last.push().serial();
        if (serial != null && pushed.filter(serial::equals).isEmpty()) {
            return new StartAnew("The last push, begun at " + last.started() + ", was of "
                    + pushed.map(was -> "serial " + was).orElse("no serial") + " and the archive has serial " + serial
                    + " now, so a new push is made.");
        }
        if (!last.isOver()) {
            return new GoOn(last.interrupted(), goingOn(last));
        }
        Set<String> left = leftBefore(journal);
        if (!left.isEmpty()) {
            return new StartAnew("A later push ran, begun at " + last.started() + ", and left out " + left.size()
                    + " of the targets that an earlier one had not finished, so a new push is made.");
        }
        return new NothingToDo(
                last.report().orElseThrow(),
                "The last push, begun at " + last.started() + ", has ended, so nothing is left to resume.");
    }

    private static String goingOn(JournalledPush push) {
        long ended = push.targets().stream()
                .filter(target -> target.point() == TargetProgress.Point.ENDED)
                .count();
        return "The push of " + push.started() + " goes on; " + ended + " of its "
                + push.targets().size() + " targets have their outcome.";
    }

    /** The targets that pushes before the last left without an outcome, and no later one contacted. */
    private static Set<String> leftBefore(List<JournalledPush> journal) {
        Set<String> left = new TreeSet<>();
        for (JournalledPush push : journal) {
            Set<String> targets = push.targets().stream()
                    .map(TargetProgress::target)
                    .map(PushTarget::name)
                    .collect(Collectors.toSet());
            left.removeAll(targets);
            push.targets().stream()
                    .filter(target -> target.point() != TargetProgress.Point.ENDED)
                    .forEach(target -> left.add(target.target().name()));
        }
        return left;
    }
}
