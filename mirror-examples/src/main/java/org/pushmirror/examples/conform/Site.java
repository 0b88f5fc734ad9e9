package org.pushmirror.examples.conform;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.pushmirror.examples.conform.Drive.Scene;
import org.pushmirror.examples.conform.Receiver.Trigger;
import org.pushmirror.examples.demo.TreeComparison;

/** Where the scenes play: an upstream, a receiver, and the verdicts so far. */
final class Site {

    /** How long a run may take. */
    static final Duration RUN = Duration.ofSeconds(120);

    private static final Duration POLL = Duration.ofMillis(50);
    private static final int IDLE_POLLS = 5;

    /** The words that a hub sends begin with a blank. */
    static final String DEFAULT_ARCHIVE = " sync:archive: ";

    private final Upstream upstream;
    private final Receiver receiver;
    private final Map<Check, Verdict> verdicts = new EnumMap<>(Check.class);

    Site(Upstream upstream, Receiver receiver) {
        this.upstream = upstream;
        this.receiver = receiver;
    }

    Archive archive() {
        return upstream.archive();
    }

    Valve valve() {
        return upstream.valve();
    }

    Receiver receiver() {
        return receiver;
    }

    /** Plays a scene on a mirror that is up to date; where that cannot be brought about, the scene is left out. */
    void play(Scene scene) throws IOException, InterruptedException {
        if (upstream.archive().serial().isPresent() && difference().isPresent()) {
            Trigger heal = receiver.trigger(DEFAULT_ARCHIVE + "sync:all");
            heal.await(RUN);
            receiver.settle(RUN);
            if (difference().isPresent()) {
                return;
            }
        }
        scene.play(this);
        // what a scene left running must not meet the next
        if (!receiver.settle(RUN)) {
            receiver.close();
        }
    }

    /** Starts the receiver and waits for it, and for all that it left in the background. */
    OptionalInt run(String words) throws IOException, InterruptedException {
        OptionalInt exit = receiver.trigger(DEFAULT_ARCHIVE + words).await(RUN);
        receiver.settle(RUN);
        return exit;
    }

    /** Waits until a connection is held; false if nothing runs any more that could be. */
    boolean isCaught(Valve.Hold hold) throws InterruptedException {
        long end = System.nanoTime() + RUN.toNanos();
        for (int idle = 0; idle < IDLE_POLLS && System.nanoTime() - end < 0; ) {
            if (hold.awaitCaught(POLL)) {
                return true;
            }
            idle = receiver.isIdle() ? idle + 1 : 0;
        }
        return false;
    }

    Trigger trigger(String words) throws IOException {
        return receiver.trigger(DEFAULT_ARCHIVE + words);
    }

    /** What the mirror's tree has other than upstream's, as the end of a sentence. */
    Optional<String> difference() throws IOException {
        return TreeComparison.firstDifference(upstream.archive().root(), receiver.tree());
    }

    /** A verdict. Once broken stays broken. */
    void say(Check check, Verdict verdict) {
        verdicts.merge(check, verdict, (before, now) -> before.kind() == Verdict.Kind.BROKEN ? before : now);
    }

    Conformance conformance() {
        return new Conformance(verdicts);
    }

    /** How a start ended, in words. */
    static String ending(OptionalInt exit) {
        return exit.isPresent() ? "ended with " + exit.getAsInt() : "had not ended after " + RUN.toSeconds() + " s";
    }
}
