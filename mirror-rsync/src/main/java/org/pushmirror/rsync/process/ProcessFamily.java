package org.pushmirror.rsync.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The processes that a process started, remembered while it lives: once it is dead, the system no longer says who its
 * children were. Safe for use by several threads.
 */
public final class ProcessFamily {

    private static final Duration AFTER_KILL = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 10;

    private final Set<ProcessHandle> members = new LinkedHashSet<>();

    /** A family without members. */
    public ProcessFamily() {}

    /**
     * Adds every descendant that a process has now.
     *
     * @param root the process; it is not itself a member
     */
    public synchronized void remember(ProcessHandle root) {
        root.descendants().forEach(members::add);
        members.removeIf(ProcessFamily::isDead);
    }

    /**
     * Adds a process.
     *
     * @param member the process
     */
    public synchronized void add(ProcessHandle member) {
        members.add(member);
    }

    /**
     * Ends every member: TERM, then, after the grace time, KILL. Returns when all are dead or cannot be killed.
     * An interruption does not cut it short; the interrupt flag is kept.
     *
     * @param grace how long the members have after TERM
     */
    public void stop(Duration grace) {
        if (signal(ProcessHandle::destroy) && !awaitDead(grace)) {
            signal(ProcessHandle::destroyForcibly);
            awaitDead(AFTER_KILL);
        }
    }

    /**
     * Whether a process is dead. One that has ended and was not waited for by its parent (a zombie) is dead: without
     * an init process it would stay for ever.
     *
     * @param handle the process
     * @return true if it does nothing any more
     */
    public static boolean isDead(ProcessHandle handle) {
        return !handle.isAlive() || isZombie(handle.pid());
    }

    private synchronized boolean signal(Predicate<ProcessHandle> how) {
        for (ProcessHandle member : List.copyOf(members)) {
            member.descendants().forEach(members::add);
        }
        members.removeIf(ProcessFamily::isDead);
        members.forEach(how::test);
        return !members.isEmpty();
    }

    private synchronized boolean allDead() {
        return members.stream().allMatch(ProcessFamily::isDead);
    }

    private boolean awaitDead(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        try {
            while (!allDead()) {
                if (System.nanoTime() - end > 0) {
                    return false;
                }
                try {
                    Thread.sleep(POLL_MILLIS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            int name = stat.lastIndexOf(')');
            return name >= 0 && name + 2 < stat.length() && "ZX".indexOf(stat.charAt(name + 2)) >= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
