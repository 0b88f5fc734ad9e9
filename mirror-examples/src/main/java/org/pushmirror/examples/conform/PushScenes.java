package org.pushmirror.examples.conform;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.pushmirror.examples.conform.Receiver.Trigger;

/** Scenes about pushes that meet a run. */
final class PushScenes {

    /** How long the second push is waited for: it ends at once, or waits for the run. */
    private static final Duration SECOND = Duration.ofSeconds(30);

    private static final String NOT_HELD = "Its run fetched no new file of a megabyte, so it could not be held.";

    private PushScenes() {}

    static void secondPush(Site site) throws IOException, InterruptedException {
        site.archive().add("zeta").publish();
        Valve.Hold hold = site.valve().holdAfter(Archive.WITHIN_A_BIG_FILE);
        Trigger first = site.trigger("sync:all");
        OptionalInt second = OptionalInt.empty();
        boolean caught;
        try {
            caught = site.isCaught(hold);
            if (caught) {
                site.archive().add("eta").remove("beta").publish();
                second = site.trigger("sync:all").await(SECOND);
            }
        } finally {
            hold.release();
        }
        first.await(Site.RUN);
        site.receiver().settle(Site.RUN);
        Optional<String> difference = site.difference();
        site.say(
                Check.SECOND_PUSH,
                caught
                        ? Verdict.keptIf(
                                difference.isEmpty(),
                                "A push during a run " + Site.ending(second) + ", and in the end the mirror "
                                        + difference.orElse("") + ".")
                        : Verdict.notTested(NOT_HELD));
    }

    static void stage2DuringStage1(Site site) throws IOException, InterruptedException {
        site.archive().addBig("big").publish();
        Valve.Hold hold = site.valve().holdAfter(Archive.WITHIN_A_BIG_FILE);
        Trigger first = site.trigger("sync:stage1");
        OptionalInt second = OptionalInt.empty();
        boolean caught;
        try {
            caught = site.isCaught(hold);
            if (caught) {
                second = site.trigger("sync:stage2").await(SECOND);
            }
        } finally {
            hold.release();
        }
        first.await(Site.RUN);
        site.receiver().settle(Site.RUN);
        Optional<String> difference = site.difference();
        site.say(
                Check.STAGE2_DURING_STAGE1,
                caught
                        ? Verdict.keptIf(
                                difference.isEmpty(),
                                "A stage 2 during a stage 1 " + Site.ending(second)
                                        + ", and was never done: in the end the mirror " + difference.orElse("") + ".")
                        : Verdict.notTested(NOT_HELD));
    }
}
