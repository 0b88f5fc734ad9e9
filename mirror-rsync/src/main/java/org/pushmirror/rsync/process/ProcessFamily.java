package org.pushmirror.rsync.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
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
    private static final Path PROCESSES = Path.of("/proc");
    private static final int STATE = 0;
    private static final int SESSION = 3;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

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
     * Adds every process of a session, also those whose parent is gone. Where the system does not show the session of a
     * process (other than on Linux), none is added.
     *
     * @param session the number of the session: the id of the process that it began with
     */
    public void addSession(long session) {
        // ids are given out in order: a look at later ones is enough, unless they began anew
        boolean wrapped = newestProcess() < session;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[1-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if ((pid > session || wrapped)
                        && pid != session
                        && stat(pid, SESSION).equals(Long.toString(session))) {
                    ProcessHandle.of(pid).ifPresent(this::add);
                }
            }
        } catch (IOException | DirectoryIteratorException | NumberFormatException e) {
            // without the system's list, those that were seen while the parent lived are all that is known
            return;
        }
    }

    /** The id that was given out last; 0 if the system does not say. */
    private static long newestProcess() {
        try {
            String load = Files.readString(PROCESSES.resolve("loadavg"), StandardCharsets.ISO_8859_1);
            return number(load.strip().replaceFirst(".* ", ""));
        } catch (IOException e) {
            return 0;
        }
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

    /**
     * What a process and its family have done so far. Immutable. It tells a program that is merely silent from one that
     * waits for nothing.
     *
     * @param bytesRead bytes that were read, by those that still live
     * @param ticks time of the processor, in the system's ticks of usually 10 ms
     */
    record Activity(long bytesRead, long ticks) {

        /** A few ticks are what a program that only waits needs, too. */
        private static final long IDLE_TICKS = 5;

        boolean isMoreThan(Activity earlier) {
            return bytesRead != earlier.bytesRead || Math.abs(ticks - earlier.ticks) > IDLE_TICKS;
        }
    }

    /** What a process and the members have done so far; nothing where the system does not say (other than on Linux). */
    synchronized Activity activity(ProcessHandle root) {
        long bytes = bytesRead(root.pid());
        long ticks = ticks(root.pid());
        for (ProcessHandle member : members) {
            bytes += bytesRead(member.pid());
            ticks += ticks(member.pid());
        }
        return new Activity(bytes, ticks);
    }

    private static long bytesRead(long pid) {
        try {
            String io =
                    Files.readString(PROCESSES.resolve(Long.toString(pid)).resolve("io"), StandardCharsets.ISO_8859_1);
            String[] words = io.split("\\s+", 3);
            return words[0].equals("rchar:") ? number(words[1]) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static long ticks(long pid) {
        return number(stat(pid, USER_TIME)) + number(stat(pid, SYSTEM_TIME));
    }

    private static long number(String digits) {
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
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
        String state = stat(pid, STATE);
        return state.equals("Z") || state.equals("X");
    }

    /** A field of what the system says of a process, counted after its name; empty if it says nothing. */
    private static String stat(long pid, int field) {
        try {
            Path file = PROCESSES.resolve(Long.toString(pid)).resolve("stat");
            String stat = Files.readString(file, StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", field + 2);
            return fields.length > field ? fields[field] : "";
        } catch (IOException e) {
            return "";
        }
    }
}
