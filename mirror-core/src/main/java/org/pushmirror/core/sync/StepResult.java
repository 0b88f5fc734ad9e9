package org.pushmirror.core.sync;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How something that a sync does beside rsync ended: a hook, a callback, a push to the next tier, a mail. Immutable. */
public final class StepResult {

    private final @Nullable String failure;
    private final @Nullable Integer exitStatus;
    private final String output;

    private StepResult(@Nullable String failure, @Nullable Integer exitStatus, String output) {
        this.failure = failure;
        this.exitStatus = exitStatus;
        this.output = output;
    }

    /**
     * It went well.
     *
     * @param output what it printed, bounded by whoever read it; may be empty
     * @return the result
     */
    public static StepResult good(String output) {
        return new StepResult(null, null, output);
    }

    /**
     * It failed.
     *
     * @param message one sentence that says what failed and why
     * @param output what it printed, bounded by whoever read it; may be empty
     * @return the result
     */
    public static StepResult failed(String message, String output) {
        return new StepResult(message, null, output);
    }

    /**
     * The same, with the exit status of the program that did it.
     *
     * @param status 0 to 255
     * @return the changed copy
     */
    public StepResult withExitStatus(int status) {
        return new StepResult(failure, status, output);
    }

    /**
     * Whether it went well.
     *
     * @return false if it failed
     */
    public boolean isGood() {
        return failure == null;
    }

    /**
     * What failed and why.
     *
     * @return one sentence; empty if it went well
     */
    public String message() {
        return failure == null ? "" : failure;
    }

    /**
     * The exit status of the program that did it.
     *
     * @return 0 to 255; empty if no program did, or it did not end by itself
     */
    public OptionalInt exitStatus() {
        return exitStatus == null ? OptionalInt.empty() : OptionalInt.of(exitStatus);
    }

    /**
     * What it printed.
     *
     * @return the text; may be empty
     */
    public String output() {
        return output;
    }

    @Override
    public String toString() {
        return failure == null ? "good" : failure;
    }
}
