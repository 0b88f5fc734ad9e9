package org.pushmirror.ssh;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.pushmirror.ssh.time.Deadline;

/**
 * Looks up addresses with a deadline, which the system's own lookup does not have. A lookup that is given up runs on in
 * a thread of its own until the system ends it; how many may run at once is bounded.
 */
final class Resolver {

    private static final int LOOKUPS = 64;
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    /** How names are looked up. */
    interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final ThreadFactory threads;
    private final Lookup system;
    private final Semaphore lookups = new Semaphore(LOOKUPS);

    Resolver(ThreadFactory threads, Lookup system) {
        this.threads = threads;
        this.system = system;
    }

    /**
     * The addresses of a host, in the order of the system.
     *
     * @throws UnknownHostException if there is none
     * @throws TimeoutException if the deadline passes first
     */
    InetAddress[] resolve(String host, Deadline deadline)
            throws UnknownHostException, TimeoutException, InterruptedException {
        if (host.indexOf(':') >= 0 || IPV4.matcher(host).matches()) {
            return InetAddress.getAllByName(host);
        }
        if (!lookups.tryAcquire(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
            throw new TimeoutException("every lookup is busy");
        }
        FutureTask<InetAddress[]> lookup = new FutureTask<>(() -> {
            try {
                return system.addresses(host);
            } finally {
                lookups.release();
            }
        });
        try {
            threads.newThread(lookup).start();
        } catch (RuntimeException | Error e) {
            lookups.release();
            throw e;
        }
        return await(lookup, deadline);
    }

    private static InetAddress[] await(FutureTask<InetAddress[]> lookup, Deadline deadline)
            throws UnknownHostException, TimeoutException, InterruptedException {
        try {
            return lookup.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            UnknownHostException unknown = new UnknownHostException(e.getCause().getMessage());
            unknown.initCause(e.getCause());
            throw unknown;
        }
    }
}
