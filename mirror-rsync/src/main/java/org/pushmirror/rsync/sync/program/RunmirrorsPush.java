package org.pushmirror.rsync.sync.program;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.pushmirror.core.push.HubPush;
import org.pushmirror.core.push.PushKind;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.sync.StepResult;
import org.pushmirror.rsync.process.ProcessInput;

/**
 * The push of a hub that runs a runmirrors program, Debian's or another that takes {@code [-a ARCHIVE] -f -k KIND}. It has the
 * environment of this process, but for {@code RSYNC_PASSWORD}. Immutable.
 */
public final class RunmirrorsPush implements HubPush {

    /** How long runmirrors may take when nothing else is set: it waits for whole tiers. */
    public static final Duration DEFAULT_LIMIT = Duration.ofHours(12);

    private final String program;
    private final Duration within;

    private RunmirrorsPush(String program, Duration within) {
        this.program = program;
        this.within = within;
    }

    /**
     * A push that runs a program for at most {@link #DEFAULT_LIMIT}.
     *
     * @param program its path, or a name in {@code PATH} such as {@code runmirrors}
     * @return the push
     */
    public static RunmirrorsPush of(String program) {
        return new RunmirrorsPush(program, DEFAULT_LIMIT);
    }

    /**
     * Sets how long the program may take; then it is stopped and has failed.
     *
     * @param limit the limit
     * @return the changed copy
     */
    public RunmirrorsPush within(Duration limit) {
        return new RunmirrorsPush(program, limit);
    }

    @Override
    public StepResult push(ArchiveName archive, PushKind kind) throws InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(program);
        if (!archive.isDefault()) {
            command.add("-a");
            command.add(archive.value());
        }
        command.addAll(List.of("-f", "-k", kind.word()));
        return new ProgramRun("the push to the next tier", command, ProgramRun.inherited(), within)
                .run(ProcessInput.none());
    }

    @Override
    public String toString() {
        return program;
    }
}
