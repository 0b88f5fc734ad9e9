package org.pushmirror.examples.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process with everything that it started, remembered while it lives, since a dead parent has no children. */
final class ProcessTree {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final List<ProcessHandle> members = new ArrayList<>();

    private ProcessTree(ProcessHandle root) {
        // The youngest first: a sync ends and gives back its lock before the session that it runs in.
        root.descendants().forEach(child -> members.add(0, child));
        members.add(root);
    }

    static ProcessTree of(ProcessHandle root) {
        return new ProcessTree(root);
    }

    /** Asks every process to end, waits a little, and kills what is left. */
    void end() {
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
