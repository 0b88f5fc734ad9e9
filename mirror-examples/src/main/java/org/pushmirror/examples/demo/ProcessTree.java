package org.pushmirror.examples.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Processes with everything that they started, remembered while they live, since a dead parent has no children. */
public final class ProcessTree {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final List<ProcessHandle> members;

    private ProcessTree(Stream<ProcessHandle> roots) {
        Set<ProcessHandle> found = roots.flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .collect(Collectors.toSet());
        this.members = new ArrayList<>(found);
    }

    /**
     * A process with everything that it has started so far.
     *
     * @param root the process
     * @return the processes that live now
     */
    public static ProcessTree of(ProcessHandle root) {
        return new ProcessTree(Stream.of(root));
    }

    /**
     * The processes that have this folder as their home, which is how a forced command starts a sync. A session that
     * has ended leaves its sync without a parent, so that it is in no other tree. Where there is no {@code /proc} none is
     * found.
     *
     * @param home the folder
     * @return the processes that live now
     */
    public static ProcessTree withHome(Path home) {
        String variable = "HOME=" + home;
        return new ProcessTree(ProcessHandle.allProcesses()
                .filter(process -> environment(process).contains(variable)));
    }

    private static List<String> environment(ProcessHandle process) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "environ"));
            return List.of(new String(bytes, StandardCharsets.UTF_8).split("\0"));
        } catch (IOException e) {
            // It is gone, or somebody else's.
            return List.of();
        }
    }

    /**
     * Whether there was none.
     *
     * @return true if no process was found
     */
    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** Asks every process to end, waits a little, and kills what is left. */
    public void end() {
        members.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + GRACE.toNanos();
        for (ProcessHandle member : members) {
            awaitExit(member, deadline - System.nanoTime());
        }
        members.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle member : members) {
            awaitExit(member, GRACE.toNanos());
        }
    }

    private static void awaitExit(ProcessHandle member, long nanos) {
        try {
            member.onExit().get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // It is killed, or reported by whoever counts what is left.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
