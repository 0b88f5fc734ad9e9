package org.pushmirror.core.push;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What happened to one trigger of a target: how often it was tried, when, and how it ended. Immutable. */
public final class StageReport {

    /** Which trigger. */
    public enum Stage {
        /** The one trigger of a target that is not staged. */
        ALL("all"),
        /** The first of a staged target. */
        STAGE1("stage1"),
        /** The second of a staged target. */
        STAGE2("stage2"),
        /** A trigger with both stages that mends what another left undone. */
        REPAIR("repair");

        private final String word;

        Stage(String word) {
            this.word = word;
        }

        /**
         * The word in reports.
         *
         * @return for example {@code stage1}
         */
        public String word() {
            return word;
        }

        /**
         * The stage with this word.
         *
         * @param word a word of a report
         * @return the stage
         * @throws IllegalArgumentException if there is none
         */
        public static Stage of(String word) {
            for (Stage stage : values()) {
                if (stage.word.equals(word)) {
                    return stage;
                }
            }
            throw new IllegalArgumentException("There is no stage \"" + word + "\".");
        }
    }

    private final Stage stage;
    private final int attempts;
    private final @Nullable Instant connectedAt;
    private final @Nullable Instant startedAt;
    private final @Nullable Instant endedAt;
    private final @Nullable Integer exitStatus;
    private final @Nullable String signal;
    private final String output;

    private StageReport(
            Stage stage,
            int attempts,
            @Nullable Instant connectedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Integer exitStatus,
            @Nullable String signal,
            String output) {
        this.stage = stage;
        this.attempts = attempts;
        this.connectedAt = connectedAt;
        this.startedAt = startedAt;
        this.endedAt = endedAt;
        this.exitStatus = exitStatus;
        this.signal = signal;
        this.output = output;
    }

    /**
     * A trigger that was not tried yet.
     *
     * @param stage which trigger
     * @return the report
     */
    public static StageReport of(Stage stage) {
        return new StageReport(stage, 0, null, null, null, null, null, "");
    }

    /**
     * The same, tried once more.
     *
     * @return the changed copy
     */
    public StageReport attempted() {
        return new StageReport(stage, attempts + 1, connectedAt, startedAt, endedAt, exitStatus, signal, output);
    }

    /**
     * The same, tried so often.
     *
     * @param count how often a connection was tried or an open one used
     * @return the changed copy
     */
    public StageReport withAttempts(int count) {
        return new StageReport(stage, count, connectedAt, startedAt, endedAt, exitStatus, signal, output);
    }

    /**
     * The same, connected.
     *
     * @param time when the session was authenticated
     * @return the changed copy
     */
    public StageReport withConnectedAt(Instant time) {
        return new StageReport(stage, attempts, time, startedAt, endedAt, exitStatus, signal, output);
    }

    /**
     * The same, with the command sent.
     *
     * @param time when the command was sent
     * @return the changed copy
     */
    public StageReport withStartedAt(Instant time) {
        return new StageReport(stage, attempts, connectedAt, time, endedAt, exitStatus, signal, output);
    }

    /**
     * The same, ended.
     *
     * @param time when the command, or the attempt, was over
     * @return the changed copy
     */
    public StageReport withEndedAt(Instant time) {
        return new StageReport(stage, attempts, connectedAt, startedAt, time, exitStatus, signal, output);
    }

    /**
     * The same, with the exit status of the remote command.
     *
     * @param status 0 to 255
     * @return the changed copy
     */
    public StageReport withExitStatus(int status) {
        return new StageReport(stage, attempts, connectedAt, startedAt, endedAt, status, signal, output);
    }

    /**
     * The same, with the signal that ended the remote command.
     *
     * @param name the signal without SIG, for example {@code KILL}
     * @return the changed copy
     */
    public StageReport withSignal(String name) {
        return new StageReport(stage, attempts, connectedAt, startedAt, endedAt, exitStatus, name, output);
    }

    /**
     * The same, with what the remote command printed.
     *
     * @param text standard output and error, bounded by whoever read it
     * @return the changed copy
     */
    public StageReport withOutput(String text) {
        return new StageReport(stage, attempts, connectedAt, startedAt, endedAt, exitStatus, signal, text);
    }

    /**
     * Which trigger.
     *
     * @return the stage
     */
    public Stage stage() {
        return stage;
    }

    /**
     * How often a connection was tried or an open one used.
     *
     * @return the count; 0 if it never came to it
     */
    public int attempts() {
        return attempts;
    }

    /**
     * When the session was authenticated.
     *
     * @return the time; empty if it was not
     */
    public Optional<Instant> connectedAt() {
        return Optional.ofNullable(connectedAt);
    }

    /**
     * When the command was sent.
     *
     * @return the time; empty if it was not
     */
    public Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }

    /**
     * When it was over.
     *
     * @return the time; empty if it is not
     */
    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    /**
     * The exit status of the remote command.
     *
     * @return 0 to 255; empty if the command did not end, or not with a status
     */
    public OptionalInt exitStatus() {
        return exitStatus == null ? OptionalInt.empty() : OptionalInt.of(exitStatus);
    }

    /**
     * The signal that ended the remote command.
     *
     * @return its name without SIG; empty if none did
     */
    public Optional<String> signal() {
        return Optional.ofNullable(signal);
    }

    /**
     * What the remote command printed.
     *
     * @return the text, bounded by whoever read it; empty if there was none
     */
    public String output() {
        return output;
    }
}
