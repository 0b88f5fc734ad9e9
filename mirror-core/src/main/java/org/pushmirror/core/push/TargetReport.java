package org.pushmirror.core.push;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a push went for one target. Immutable; one that exists is whole: see {@link #of}. */
public final class TargetReport {

    private final PushTarget target;
    private final Outcome outcome;
    private final @Nullable Reason reason;
    private final List<StageReport> stages;
    private final @Nullable Receipt receipt;

    private TargetReport(
            PushTarget target,
            Outcome outcome,
            @Nullable Reason reason,
            List<StageReport> stages,
            @Nullable Receipt receipt) {
        this.target = target;
        this.outcome = outcome;
        this.reason = reason;
        this.stages = List.copyOf(stages);
        this.receipt = receipt;
    }

    /**
     * The report of a target.
     *
     * @param target which
     * @param outcome how it ended
     * @param reason why; must be given for an outcome that did not end well
     * @param stages its triggers, in order
     * @param receipt the proof; must be given for {@link Outcome#COMPLETE}, and otherwise says what the witness still
     *     showed
     * @return the report
     * @throws IllegalArgumentException if a reason or receipt is missing where one must be
     */
    public static TargetReport of(
            PushTarget target,
            Outcome outcome,
            @Nullable Reason reason,
            List<StageReport> stages,
            @Nullable Receipt receipt) {
        if (!outcome.endedWell() && reason == null) {
            throw new IllegalArgumentException(
                    "The outcome " + outcome.word() + " of " + target.name() + " has no reason.");
        }
        if (outcome == Outcome.COMPLETE && receipt == null) {
            throw new IllegalArgumentException("The outcome complete of " + target.name() + " has no receipt.");
        }
        return new TargetReport(target, outcome, reason, stages, receipt);
    }

    /**
     * The target.
     *
     * @return which target this is about
     */
    public PushTarget target() {
        return target;
    }

    /**
     * How it ended.
     *
     * @return the outcome
     */
    public Outcome outcome() {
        return outcome;
    }

    /**
     * Why it ended so.
     *
     * @return the reason; always there when {@link Outcome#endedWell()} is false
     */
    public Optional<Reason> reason() {
        return Optional.ofNullable(reason);
    }

    /**
     * Its triggers.
     *
     * @return in order
     */
    public List<StageReport> stages() {
        return stages;
    }

    /**
     * The proof.
     *
     * @return the receipt; always there for {@link Outcome#COMPLETE}
     */
    public Optional<Receipt> receipt() {
        return Optional.ofNullable(receipt);
    }

    @Override
    public String toString() {
        return target.name() + ": " + outcome.word()
                + receipt()
                        .map(r -> ", " + r)
                        .or(() -> reason().map(r -> ", " + r.message()))
                        .orElse("");
    }
}
