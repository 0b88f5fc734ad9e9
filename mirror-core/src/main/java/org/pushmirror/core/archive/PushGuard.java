package org.pushmirror.core.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.trace.ArchiveSerial;

/** Says why an archive should not be pushed as it is now: mirrors would copy a state that harms them. */
public final class PushGuard {

    private PushGuard() {}

    /**
     * Looks at an archive before it is pushed: its serial must not be older than what was pushed last, no in-progress mark
     * may stand in it, because downstreams wait as long as one does, and each suite must have the indices that its
     * {@code InRelease} names, with the sizes and SHA-256 sums that it names. Indices that are not there at all are not missed.
     *
     * @param tree the archive
     * @param lastPushed the serial of the last push; null if there was none, or it had none
     * @return why not, one sentence each; empty if nothing is against it
     * @throws ArchiveException if a folder cannot be read
     * @throws org.pushmirror.core.text.FileException if a file cannot be read
     */
    public static List<String> refusals(ArchiveTree tree, @Nullable ArchiveSerial lastPushed) {
        List<String> refusals = new ArrayList<>();
        olderThan(tree, lastPushed).ifPresent(refusals::add);
        List<String> marks = tree.inProgress();
        if (!marks.isEmpty()) {
            refusals.add("The archive " + tree + " has the mark " + ArchiveTree.IN_PROGRESS + marks.get(0)
                    + (marks.size() == 1 ? "" : " and " + (marks.size() - 1) + " more")
                    + ": it is being changed, or a change was killed; downstreams wait as long as it is there.");
        }
        inconsistent(tree).ifPresent(refusals::add);
        return List.copyOf(refusals);
    }

    private static Optional<String> olderThan(ArchiveTree tree, @Nullable ArchiveSerial lastPushed) {
        if (lastPushed == null) {
            return Optional.empty();
        }
        Optional<ArchiveSerial> now = tree.serial();
        if (now.isEmpty()) {
            return Optional.of("The archive " + tree + " has no serial in " + tree.masterTrace()
                    + ", and the last push was of serial " + lastPushed + ".");
        }
        return now.filter(serial -> serial.compareTo(lastPushed) < 0)
                .map(serial -> "The archive " + tree + " has serial " + serial + ", which is older than " + lastPushed
                        + " of the last push; mirrors would not count it as new.");
    }

    private static Optional<String> inconsistent(ArchiveTree tree) {
        List<SuiteReport> broken = tree.checkIndices(SuiteReport.Depth.CONTENT).stream()
                .filter(suite -> !suite.isConsistent())
                .toList();
        if (broken.isEmpty()) {
            return Optional.empty();
        }
        SuiteReport first = broken.get(0);
        int more = broken.stream().mapToInt(suite -> suite.problems().size()).sum() - 1;
        String message = first.problems().get(0).message();
        return Optional.of("The indices of the suite " + first.suite() + " in " + tree + " do not fit together: "
                + (message.endsWith(".") ? message.substring(0, message.length() - 1) : message)
                + (more == 0 ? "." : ", and " + more + " more."));
    }
}
