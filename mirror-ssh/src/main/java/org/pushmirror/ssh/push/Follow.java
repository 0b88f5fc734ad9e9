package org.pushmirror.ssh.push;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.StageReport;
import org.pushmirror.core.trace.MirrorState;
import org.pushmirror.ssh.time.Deadline;

/** One mirror that is followed: never looked at twice at once. Safe for use by several threads. */
final class Follow {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    /** When looking ends before its time. */
    enum Until {
        /** With a proof. */
        PROVEN(Duration.ZERO),
        /** Also when the mirror has been between its stages for a while. A sync may not have made its mark yet. */
        BETWEEN_STAGES(Duration.ofSeconds(5)),
        /** Also when nothing has been under way there for a while, or nobody can tell. */
        IDLE(Duration.ofSeconds(2));

        private final Duration quiet;

        Until(Duration quiet) {
            this.quiet = quiet;
        }
    }

    private final ReceiptWatch watch;
    private final PushTarget target;
    private final StageReport trigger;
    private final Deadline deadline;
    private final Until until;
    private final long beganNanos = System.nanoTime();
    private final CompletableFuture<Sight> seen = new CompletableFuture<>();
    private int planned;
    private boolean looking;
    private boolean again;
    private @Nullable Instant heard;
    private @Nullable Sight last;
    private @Nullable Deadline quiet;

    Follow(ReceiptWatch watch, PushTarget target, StageReport trigger, Deadline deadline, Until until) {
        this.watch = watch;
        this.target = target;
        this.trigger = trigger;
        this.deadline = deadline;
        this.until = until;
    }

    PushTarget target() {
        return target;
    }

    StageReport trigger() {
        return trigger;
    }

    CompletableFuture<Sight> seen() {
        return seen;
    }

    /** Something has happened there then: if it is news, it is looked at now. */
    void heard(Instant at) {
        synchronized (this) {
            if (at.equals(heard)) {
                return;
            }
            heard = at;
            if (looking) {
                again = true;
                return;
            }
        }
        lookAfter(Duration.ZERO);
    }

    /** Looks then; an earlier plan is void. */
    void lookAfter(Duration pause) {
        int plan;
        synchronized (this) {
            plan = ++planned;
        }
        if (!watch.schedule(() -> look(plan), pause)) {
            end();
        }
    }

    /** Nobody will look any more. */
    void end() {
        Sight known;
        synchronized (this) {
            known = last;
        }
        end(
                known != null
                        ? known
                        : Sight.unproven(null, null, "not-looked", "Nobody has looked at " + target.name() + " yet."));
    }

    private void end(Sight sight) {
        watch.forget(this);
        seen.complete(sight);
    }

    private void look(int plan) {
        synchronized (this) {
            if (plan != planned || looking || seen.isDone()) {
                return;
            }
            looking = true;
            again = false;
        }
        Sight sight;
        try {
            sight = watch.sight(target, trigger, deadline.remaining());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end();
            return;
        } catch (RuntimeException | Error e) {
            sight = Sight.unproven(
                    null, null, "witness-failed", "The witnesses of " + target.name() + " failed: " + e + ".");
        }
        decide(sight);
    }

    private void decide(Sight now) {
        boolean over;
        Sight sight;
        Duration pause;
        synchronized (this) {
            looking = false;
            sight = now.after(last);
            last = sight;
            over = sight.isProven() || deadline.hasPassed() || isQuiet(sight);
            pause = again ? Duration.ZERO : pause();
        }
        if (over) {
            end(sight);
        } else {
            lookAfter(pause);
        }
    }

    private boolean isQuiet(Sight sight) {
        if (until == Until.IDLE && cannotTell(sight)) {
            return true;
        }
        boolean still =
                until == Until.IDLE && sight.isIdle() || until == Until.BETWEEN_STAGES && sight.isBetweenStages();
        if (!still) {
            quiet = null;
            return false;
        }
        if (quiet == null) {
            quiet = Deadline.in(until.quiet);
        }
        return quiet.hasPassed();
    }

    /** Nobody reads traces, or their source does not bring marks. */
    private static boolean cannotTell(Sight sight) {
        MirrorState state = sight.state();
        return state == null || state.inProgress().isEmpty();
    }

    /** A seventh of the time that has passed: who is quick is seen quickly, and who is slow is not pestered. */
    private Duration pause() {
        Duration pause = Duration.ofNanos((System.nanoTime() - beganNanos) / 7);
        if (quiet != null && quiet.remaining().compareTo(pause) < 0) {
            pause = quiet.remaining();
        }
        Duration bounded = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        Duration patient = bounded.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : bounded;
        return patient.compareTo(deadline.remaining()) < 0 ? patient : deadline.remaining();
    }
}
