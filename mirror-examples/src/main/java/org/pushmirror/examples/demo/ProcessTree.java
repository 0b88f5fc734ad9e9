package org.pushmirror.examples.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
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
    private final boolean held;

    private ProcessTree(Collection<ProcessHandle> members, boolean held) {
        this.members = List.copyOf(members);
        this.held = held;
    }

    /**
     * A process with everything that it has started, all of it held, so that none starts another one unseen before
     * {@link #end} lets them go.
     *
     * @param root the process
     * @return the processes that live now
     */
    public static ProcessTree held(ProcessHandle root) {
        long deadline = System.nanoTime() + GRACE.toNanos();
        Set<ProcessHandle> known = new HashSet<>();
        boolean complete = false;
        while (!complete && System.nanoTime() < deadline) {
            List<ProcessHandle> fresh = Stream.concat(Stream.of(root), root.descendants())
                    .filter(process -> !known.contains(process))
                    .toList();
            complete = fresh.isEmpty() && known.stream().allMatch(ProcessTree::standsStill);
            signal("-STOP", fresh);
            known.addAll(fresh);
        }
        return new ProcessTree(known, true);
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
        Set<ProcessHandle> found = ProcessHandle.allProcesses()
                .filter(process -> environment(process).contains(variable))
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .collect(Collectors.toSet());
        return new ProcessTree(found, false);
    }

    /** Whether a process that was told to stop has done so, or is gone; taken for granted where there is no /proc. */
    private static boolean standsStill(ProcessHandle process) {
        try {
            String stat = Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "stat"), StandardCharsets.ISO_8859_1);
            return "TtZX".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) >= 0;
        } catch (IOException e) {
            return true;
        }
    }

    private static void signal(String signal, Collection<ProcessHandle> processes) {
        if (processes.isEmpty()) {
            return;
        }
        List<String> words = new ArrayList<>(List.of("/bin/kill", signal));
        processes.forEach(process -> words.add(Long.toString(process.pid())));
        try {
            Process kill = new ProcessBuilder(words)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            awaitExit(kill.toHandle(), GRACE.toNanos());
        } catch (IOException e) {
            // Without kill they are not held, and are ended all the same.
        }
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
        if (held) {
            signal("-CONT", members);
        }
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
