package org.pushmirror.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.ssh.message.Address;
import org.pushmirror.ssh.time.Deadline;

/** Opens sessions of JSch, directly and through jump hosts. */
final class SessionOpener {

    private static final String CIPHERS =
            "aes128-gcm@openssh.com,aes256-gcm@openssh.com,aes128-ctr,aes192-ctr,aes256-ctr";
    private static final String MACS =
            "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com," + "hmac-sha2-256,hmac-sha2-512";
    private static final String PUBLIC_KEYS =
            "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384," + "ecdsa-sha2-nistp521,rsa-sha2-512,rsa-sha2-256";

    private final Identity identity;
    private final HostKeys hostKeys;
    private final ThreadFactory threads;
    private final Duration keepAlive;
    private final Resolver resolver;
    private final JumpHosts jumpHosts = new JumpHosts();

    SessionOpener(Identity identity, HostKeys hostKeys, ThreadFactory threads, Duration keepAlive) {
        this.identity = identity;
        this.hostKeys = hostKeys;
        this.threads = threads;
        this.keepAlive = keepAlive;
        this.resolver = new Resolver(threads, InetAddress::getAllByName);
    }

    /**
     * Connects and logs in.
     *
     * @throws TriggerException if that fails
     */
    OpenSession open(PushTarget place, SshSettings settings, Deadline deadline) throws InterruptedException {
        return open(place, settings, settings.hops(), deadline);
    }

    private OpenSession open(PushTarget place, SshSettings settings, List<SshHop> hops, Deadline deadline)
            throws InterruptedException {
        Duration idle = settings.keepAlive().orElse(keepAlive);
        Link link = hops.isEmpty()
                ? Link.open(place, settings, resolver, deadline, idle)
                : Link.over(tunnel(place, hops, deadline), place, deadline, idle);
        HostKeyCheck hostKey = settings.hostKeys().orElse(hostKeys).checkFor(place, settings);
        Identity key = settings.identity().orElse(identity);
        try {
            Session session = session(place, settings, link, hostKey, key);
            session.connect();
            link.established();
            return new OpenSession(place, session, link);
        } catch (JSchException | RuntimeException e) {
            link.close();
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while connecting to " + Address.of(place));
            }
            throw OpenFailure.of(place, key, link, hostKey, e);
        }
    }

    private Socket tunnel(PushTarget place, List<SshHop> hops, Deadline deadline) throws InterruptedException {
        List<SshHop> before = hops.subList(0, hops.size() - 1);
        SshHop last = hops.get(hops.size() - 1);
        PushTarget jump =
                last.settings().placeOf(new PushTarget("jump", last.host(), last.port(), last.user(), TargetType.ALL));
        String name = hops.stream().map(SshHop::toString).collect(Collectors.joining(","));
        JumpHosts.Lease lease;
        try {
            lease = jumpHosts.lease(name, () -> open(jump, last.settings(), before, deadline), deadline);
        } catch (TriggerException e) {
            throw new TriggerException(
                    e.outcome(),
                    new Reason(
                            e.reason().code(),
                            e.reason().phase(),
                            Address.of(place) + " is reached through a jump host, and that failed: "
                                    + e.reason().message()),
                    e);
        } catch (TimeoutException e) {
            throw Failures.timedOut(place, Phase.CONNECT, "", e);
        }
        try {
            return TunnelSocket.open(
                    lease.session().jsch(), place.host(), place.port(), deadline.remainingMillis(), lease::close);
        } catch (JSchException | IOException | RuntimeException e) {
            lease.close();
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while connecting to " + Address.of(place));
            }
            throw deadline.hasPassed()
                    ? Failures.timedOut(place, Phase.CONNECT, "", e)
                    : Failures.jumpFailed(place, jump, e);
        } catch (TunnelSocket.Refused e) {
            lease.close();
            throw Failures.jumpRefused(place, jump, e);
        }
    }

    private Session session(PushTarget place, SshSettings settings, Link link, HostKeyCheck hostKey, Identity key)
            throws JSchException {
        Session session = new JSch().getSession(place.user(), place.host(), place.port());
        session.setLogger(link.handshake());
        session.setSocketFactory(link);
        session.setHostKeyRepository(hostKey);
        session.setIdentityRepository(key.repository());
        session.setThreadFactory(threads);
        session.setDaemonThread(true);
        session.setConfig(configuration(settings));
        session.setServerAliveInterval(
                (int) settings.keepAlive().orElse(keepAlive).toMillis());
        session.setServerAliveCountMax(settings.silentIntervals());
        return session;
    }

    private static Properties configuration(SshSettings settings) {
        Properties configuration = new Properties();
        // JSch checks no host key at all when this is anything but exactly "yes" or "ask".
        configuration.setProperty("StrictHostKeyChecking", "yes");
        configuration.setProperty("HashKnownHosts", "no");
        configuration.setProperty("prefer_known_host_key_types", "yes");
        configuration.setProperty("server_host_key", settings.hostKeyAlgorithms());
        configuration.setProperty("kex", settings.keyExchanges());
        configuration.setProperty("cipher.c2s", CIPHERS);
        configuration.setProperty("cipher.s2c", CIPHERS);
        configuration.setProperty("mac.c2s", MACS);
        configuration.setProperty("mac.s2c", MACS);
        configuration.setProperty("PubkeyAcceptedAlgorithms", PUBLIC_KEYS);
        // All of these are in every Java from 17 on, so that JSch need not try each of them for each session.
        configuration.setProperty("CheckCiphers", "");
        configuration.setProperty("CheckMacs", "");
        configuration.setProperty("CheckKexes", settings.untriedKeyExchanges());
        configuration.setProperty("CheckSignatures", "");
        configuration.setProperty("PreferredAuthentications", "publickey");
        configuration.setProperty("MaxAuthTries", "1");
        // Asking first whether the one key would do, or which methods there are, costs two round trips.
        configuration.setProperty("enable_auth_none", "no");
        configuration.setProperty("enable_pubkey_auth_query", "no");
        return configuration;
    }
}
