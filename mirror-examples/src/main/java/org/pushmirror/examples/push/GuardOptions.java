package org.pushmirror.examples.push;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.archive.ArchiveTree;
import org.pushmirror.core.archive.PushGuard;
import org.pushmirror.core.journal.JournalledPush;
import org.pushmirror.core.trace.ArchiveSerial;
import picocli.CommandLine.Option;

/** Whether our own archive is looked at before it is pushed. */
final class GuardOptions {

    @Option(names = "--force", description = "Push although our own archive is not in a state to be pushed.")
    private boolean force;

    GuardOptions() {}

    /**
     * Looks at our archive, and says what is against pushing it.
     *
     * @param tree our archive; null if it is not given
     * @param pushes the pushes of it so far
     * @param say takes each sentence
     * @return whether it must not be pushed
     */
    boolean refuses(@Nullable Path tree, List<JournalledPush> pushes, Consumer<String> say) {
        if (tree == null) {
            return false;
        }
        List<String> refusals = PushGuard.refusals(ArchiveTree.at(tree), lastPushed(pushes));
        refusals.forEach(
                refusal -> say.accept(refusal + (force ? " It is pushed all the same, because of --force." : "")));
        return !refusals.isEmpty() && !force;
    }

    private static @Nullable ArchiveSerial lastPushed(List<JournalledPush> pushes) {
        return pushes.stream()
                .flatMap(push -> push.push().serial().stream())
                .reduce((first, last) -> last)
                .orElse(null);
    }
}
