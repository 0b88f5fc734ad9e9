package org.pushmirror.rsync.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * A process to run. Immutable, for one run.
 *
 * @param command the program and its arguments, passed exactly as they are
 * @param environment the whole environment
 * @param input the standard input
 * @param limits when to stop it
 * @param threads makes the threads of the run
 * @param children what becomes of the processes that it started
 */
public record Launch(
        List<String> command,
        Map<String, String> environment,
        ProcessInput input,
        Limits limits,
        ThreadFactory threads,
        Children children) {

    /** What becomes of the processes that a process started, once it has ended by itself. */
    public enum Children {
        /** They are ended. */
        ENDED,
        /** They go on: it may have started them for that. When it is stopped, they are ended all the same. */
        LEFT
    }

    /**
     * Copies the command and the environment.
     *
     * @param command the program and its arguments, passed exactly as they are
     * @param environment the whole environment
     * @param input the standard input
     * @param limits when to stop it
     * @param threads makes the threads of the run
     * @param children what becomes of the processes that it started
     * @throws IllegalArgumentException if the command is empty, or has an argument that cannot be passed as it is
     */
    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("A command without a program cannot be run.");
        }
        command.forEach(ExactCommandLine::requirePassable);
    }

    /**
     * A process whose children are ended with it.
     *
     * @param command the program and its arguments, passed exactly as they are
     * @param environment the whole environment
     * @param input the standard input
     * @param limits when to stop it
     * @param threads makes the threads of the run
     * @throws IllegalArgumentException if the command is empty, or has an argument that cannot be passed as it is
     */
    public Launch(
            List<String> command,
            Map<String, String> environment,
            ProcessInput input,
            Limits limits,
            ThreadFactory threads) {
        this(command, environment, input, limits, threads, Children.ENDED);
    }

    /**
     * When a process is stopped.
     *
     * @param deadline the longest time it may run; null for no end
     * @param silence the longest time it may print nothing, read nothing and do nothing; null for no end
     * @param grace how long it has to end after TERM, before KILL
     */
    public record Limits(
            @Nullable Duration deadline, @Nullable Duration silence, Duration grace) {}
}
