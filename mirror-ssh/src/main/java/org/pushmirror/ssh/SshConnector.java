package org.pushmirror.ssh;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Reason;
import org.pushmirror.ssh.message.Address;
import org.pushmirror.ssh.time.Deadline;

/**
 * Connects over ssh, with one key and believed host keys. Immutable, safe for use by several threads.
 *
 * <p>Only public keys are used to log in. What is particular to a host comes from {@link #withSettings}; without it the ssh
 * configuration of the user is not read. Host certificates and {@code ProxyCommand} are not supported. Interrupting a
 * thread that connects ends its connection at once. Each open session has one thread of its own, and so has each session to a
 * jump host, which all who are behind it share; a few more hand commands over, for a round trip or two each.
 */
public final class SshConnector implements TriggerConnector {

    /** How long a session may be silent before it is asked for a sign of life, unless said otherwise. */
    public static final Duration DEFAULT_KEEP_ALIVE = Duration.ofSeconds(15);

    /** A command that cannot be handed over keeps a thread for a while. */
    private static final int MOST_STARTERS = 64;

    private final Identity identity;
    private final HostKeys hostKeys;
    private final ThreadFactory threads;
    private final Duration keepAlive;
    private final Function<PushTarget, SshSettings> settings;
    private final SessionOpener opener;
    private final Starters starters;

    private SshConnector(
            Identity identity,
            HostKeys hostKeys,
            ThreadFactory threads,
            Duration keepAlive,
            Function<PushTarget, SshSettings> settings) {
        this.identity = identity;
        this.hostKeys = hostKeys;
        this.threads = threads;
        this.keepAlive = keepAlive;
        this.settings = settings;
        this.opener = new SessionOpener(identity, hostKeys, threads, keepAlive);
        this.starters = new Starters(threads, MOST_STARTERS);
    }

    /**
     * A connector with daemon threads and the usual keepalive.
     *
     * @param identity the key to log in with
     * @param hostKeys which hosts to believe
     * @return the connector
     */
    public static SshConnector of(Identity identity, HostKeys hostKeys) {
        return new SshConnector(
                identity, hostKeys, SshConnector::daemon, DEFAULT_KEEP_ALIVE, target -> SshSettings.DEFAULT);
    }

    /**
     * The same connector with other threads, for example virtual ones.
     *
     * @param newThreads makes a thread for each session and for each lookup of a name
     * @return the changed copy
     */
    public SshConnector withThreads(ThreadFactory newThreads) {
        return new SshConnector(identity, hostKeys, newThreads, keepAlive, settings);
    }

    /**
     * The same connector with another keepalive. A session whose host has been silent for four intervals is lost.
     *
     * @param interval how long a session may be silent before it is asked for a sign of life
     * @return the changed copy
     * @throws IllegalArgumentException if the interval is shorter than 100 ms or longer than a day
     */
    public SshConnector withKeepAlive(Duration interval) {
        SshSettings checked = SshSettings.DEFAULT.withKeepAlive(interval, SshSettings.DEFAULT.silentIntervals());
        return new SshConnector(identity, hostKeys, threads, checked.keepAlive().orElse(interval), settings);
    }

    /**
     * The same connector with settings that differ from host to host: ports, keys, jump hosts and the like.
     *
     * @param newSettings asked at each connection, by several threads at once; what it throws makes the target
     *     unreachable. {@link ConfiguredHosts} is one that reads ssh_config
     * @return the changed copy
     */
    public SshConnector withSettings(Function<PushTarget, SshSettings> newSettings) {
        return new SshConnector(identity, hostKeys, threads, keepAlive, newSettings);
    }

    @Override
    public TriggerSession open(PushTarget target, Duration within) throws InterruptedException {
        SshSettings own;
        PushTarget place;
        try {
            own = settings.apply(target);
            place = own.placeOf(target);
        } catch (RuntimeException e) {
            throw new TriggerException(
                    Outcome.UNREACHABLE,
                    new Reason(
                            "bad-configuration",
                            Phase.RESOLVE.word(),
                            Address.of(target) + " cannot be reached, because its ssh settings cannot be used: "
                                    + e.getMessage()),
                    e);
        }
        Deadline deadline = own.connectTimeout()
                .map(limit -> Deadline.in(within).or(Deadline.in(limit)))
                .orElseGet(() -> Deadline.in(within));
        return new SshSession(opener.open(place, own, deadline), starters);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "pushmirror-ssh");
        thread.setDaemon(true);
        return thread;
    }
}
