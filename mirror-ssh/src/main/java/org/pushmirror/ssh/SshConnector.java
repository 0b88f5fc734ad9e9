package org.pushmirror.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.ssh.message.Address;
import org.pushmirror.ssh.time.Deadline;

/**
 * Connects over ssh, with one key and believed host keys. Immutable, safe for use by several threads.
 *
 * <p>Only public keys are used to log in. The ssh configuration of the user is not read, jump hosts, agents and host
 * certificates are not supported. Interrupting a thread that connects ends its connection at once. Each open session has
 * one thread of its own; a few more hand commands over, for a round trip or two each.
 */
public final class SshConnector implements TriggerConnector {

    /** How long a session may be silent before it is asked for a sign of life, unless said otherwise. */
    public static final Duration DEFAULT_KEEP_ALIVE = Duration.ofSeconds(15);

    /** A session is given up after so many silent intervals. */
    private static final int SILENT_INTERVALS = 3;

    /** A command that cannot be handed over keeps a thread for a while. */
    private static final int MOST_STARTERS = 128;

    private final Identity identity;
    private final HostKeys hostKeys;
    private final ThreadFactory threads;
    private final Duration keepAlive;
    private final Resolver resolver;
    private final Executor starters;

    private SshConnector(Identity identity, HostKeys hostKeys, ThreadFactory threads, Duration keepAlive) {
        this.identity = identity;
        this.hostKeys = hostKeys;
        this.threads = threads;
        this.keepAlive = keepAlive;
        this.resolver = new Resolver(threads);
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
        return new SshConnector(identity, hostKeys, SshConnector::daemon, DEFAULT_KEEP_ALIVE);
    }

    /**
     * The same connector with other threads, for example virtual ones.
     *
     * @param newThreads makes a thread for each session and for each lookup of a name
     * @return the changed copy
     */
    public SshConnector withThreads(ThreadFactory newThreads) {
        return new SshConnector(identity, hostKeys, newThreads, keepAlive);
    }

    /**
     * The same connector with another keepalive. A session whose host has been silent for four intervals is lost.
     *
     * @param interval how long a session may be silent before it is asked for a sign of life
     * @return the changed copy
     * @throws IllegalArgumentException if the interval is shorter than 100 ms or longer than a day
     */
    public SshConnector withKeepAlive(Duration interval) {
        if (interval.compareTo(Duration.ofMillis(100)) < 0 || interval.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "The keepalive interval " + interval + " is not between 100 ms and a day.");
        }
        return new SshConnector(identity, hostKeys, threads, interval);
    }

    @Override
    public TriggerSession open(PushTarget target, Duration within) throws InterruptedException {
        Deadline deadline = Deadline.in(within);
        Link link = Link.open(target, resolver, deadline, keepAlive);
        HostKeyCheck hostKey = hostKeys.checkFor(target);
        try {
            Session session = session(target, link, hostKey);
            session.connect();
            link.established();
            return new SshSession(target, session, link, starters);
        } catch (JSchException | RuntimeException e) {
            link.close();
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while connecting to " + Address.of(target));
            }
            throw OpenFailure.of(target, identity, link, hostKey, e);
        }
    }

    private Session session(PushTarget target, Link link, HostKeyCheck hostKey) throws JSchException {
        Session session = new JSch().getSession(target.user(), target.host(), target.port());
        session.setLogger(link.handshake());
        session.setSocketFactory(link);
        session.setHostKeyRepository(hostKey);
        session.setIdentityRepository(identity.repository());
        session.setThreadFactory(threads);
        session.setDaemonThread(true);
        session.setConfig(configuration());
        session.setServerAliveInterval((int) keepAlive.toMillis());
        session.setServerAliveCountMax(SILENT_INTERVALS);
        return session;
    }

    private static Properties configuration() {
        Properties configuration = new Properties();
        // JSch checks no host key at all when this is anything but exactly "yes" or "ask".
        configuration.setProperty("StrictHostKeyChecking", "yes");
        configuration.setProperty("HashKnownHosts", "no");
        configuration.setProperty("prefer_known_host_key_types", "yes");
        configuration.setProperty("server_host_key", HostKeyCheck.ALGORITHMS);
        configuration.setProperty("PreferredAuthentications", "publickey");
        configuration.setProperty("MaxAuthTries", "1");
        // Asking first whether the one key would do, or which methods there are, costs two round trips.
        configuration.setProperty("enable_auth_none", "no");
        configuration.setProperty("enable_pubkey_auth_query", "no");
        return configuration;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "pushmirror-ssh");
        thread.setDaemon(true);
        return thread;
    }
}
