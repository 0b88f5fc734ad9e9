package org.pushmirror.rsync.sync.program;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pushmirror.core.sync.Hook;
import org.pushmirror.core.sync.HookCall;
import org.pushmirror.core.sync.StepResult;
import org.pushmirror.rsync.process.ProcessInput;

/**
 * A hook that runs a program, without a shell. The program has the environment of this process, but for
 * {@code RSYNC_PASSWORD}, and besides {@code MIRRORNAME}, {@code TO}, {@code ARCHIVE}, {@code HOOKNR} and {@code SYNC_WORDS}
 * (what the sync does, as it is asked for); its standard input is empty. Exit 0 is success. Immutable.
 */
public final class HookCommand implements Hook {

    /** How long a hook may take when nothing else is set. */
    public static final Duration DEFAULT_LIMIT = Duration.ofHours(1);

    private final List<String> command;
    private final Duration within;

    private HookCommand(List<String> command, Duration within) {
        this.command = command;
        this.within = within;
    }

    /**
     * A hook that runs a program for at most {@link #DEFAULT_LIMIT}.
     *
     * @param command the program, by its path or a name in {@code PATH}, and its arguments
     * @return the hook
     * @throws IllegalArgumentException if there is no program
     */
    public static HookCommand of(List<String> command) {
        if (command.isEmpty() || command.get(0).isBlank()) {
            throw new IllegalArgumentException("The command of a hook names no program.");
        }
        return new HookCommand(List.copyOf(command), DEFAULT_LIMIT);
    }

    /**
     * A hook as ftpsync.conf has it: words between blanks, in which nothing else has a meaning.
     *
     * @param text the program and its arguments
     * @return the hook
     * @throws IllegalArgumentException if there is no program
     */
    public static HookCommand parse(String text) {
        return of(List.of(text.strip().split("[ \t\n]+")));
    }

    /**
     * Sets how long the program may take; then it is stopped, with all that it started, and has failed.
     *
     * @param limit the limit
     * @return the changed copy
     */
    public HookCommand within(Duration limit) {
        return new HookCommand(command, limit);
    }

    @Override
    public StepResult run(HookCall call) throws InterruptedException {
        Map<String, String> environment = new TreeMap<>(ProgramRun.inherited());
        environment.put("MIRRORNAME", call.mirror());
        environment.put("TO", call.tree().toString());
        environment.put("ARCHIVE", call.request().archive().value());
        environment.put("HOOKNR", Integer.toString(call.point().number()));
        environment.put("SYNC_WORDS", call.request().command());
        return new ProgramRun("hook " + call.point().number(), command, environment, within).run(ProcessInput.none());
    }

    @Override
    public String toString() {
        return String.join(" ", command);
    }
}
