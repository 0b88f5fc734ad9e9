package org.pushmirror.examples.push;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.mirrorlist.SshOptions;
import org.pushmirror.core.push.PushOrder;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.sshconfig.SshUser;
import org.pushmirror.ssh.ConfiguredHosts;
import org.pushmirror.ssh.HostKeys;
import org.pushmirror.ssh.Identity;
import org.pushmirror.ssh.SshConnector;
import org.pushmirror.ssh.SshSettings;
import org.pushmirror.ssh.push.Barrier;
import org.pushmirror.ssh.push.PusherBuilder;
import org.pushmirror.ssh.push.Waves;
import picocli.CommandLine.Option;

/** How mirrors are reached, and in which order. */
final class HowOptions {

    private static final String NONE = "none";
    private static final String QUORUM = "quorum=";

    @Option(names = "--identity", paramLabel = "KEY", description = "The private key that the mirrors let in.")
    private @Nullable Path identity;

    @Option(names = "--known-hosts", paramLabel = "FILE", description = "The host keys of the mirrors.")
    private @Nullable Path knownHosts;

    @Option(
            names = "--accept-new",
            description = "Learn unknown host keys into the file of known hosts; a changed key is always refused.")
    private boolean acceptNew;

    @Option(
            names = "--ssh-config",
            paramLabel = "FILE",
            description = "Read this ssh_config in place of that of the user; none reads no file.")
    private @Nullable String sshConfig;

    @Option(names = "--parallel", paramLabel = "N", defaultValue = "32", description = "Handshakes in flight, 32.")
    private int parallel;

    @Option(
            names = "--per-host",
            paramLabel = "N",
            defaultValue = "8",
            description = "Handshakes in flight at one address, 8.")
    private int perHost;

    @Option(
            names = "--max-sessions",
            paramLabel = "N",
            description = "Sessions that may be open at once; without it there is no limit.")
    private @Nullable Integer maxSessions;

    @Option(
            names = "--pace",
            paramLabel = "DURATION",
            defaultValue = "0",
            converter = TimeSpan.class,
            description = "How much later than the one before a mirror is contacted at the earliest.")
    private Duration pace;

    @Option(
            names = "--canary",
            paramLabel = "NAME|N",
            description = "A mirror, or so many of the first, that must end well before the others are contacted.")
    private @Nullable String canary;

    @Option(
            names = "--barrier",
            paramLabel = "POLICY",
            defaultValue = "without-failed",
            description = "Who gets stage 2: without-failed (default), all-or-none, quorum=PERCENT.")
    private String barrier;

    @Option(
            names = "--barrier-timeout",
            paramLabel = "DURATION",
            defaultValue = "600s",
            converter = TimeSpan.class,
            description = "How long mirrors wait for each other between the stages, 600 seconds.")
    private Duration barrierTimeout;

    @Option(
            names = "--deadline",
            paramLabel = "DURATION",
            converter = TimeSpan.class,
            description = "When the whole push ends at the latest.")
    private @Nullable Duration deadline;

    @Option(
            names = "--connect-timeout",
            paramLabel = "DURATION",
            converter = TimeSpan.class,
            description = "How long one connection may take, from the name to the login; 60 seconds.")
    private @Nullable Duration connectTimeout;

    @Option(
            names = "--command-timeout",
            paramLabel = "DURATION",
            converter = TimeSpan.class,
            description = "How long one sync on a mirror may take; 6 hours.")
    private @Nullable Duration commandTimeout;

    HowOptions() {}

    /**
     * Sets all but the way over ssh.
     *
     * @throws IllegalArgumentException if a value is not allowed
     */
    PusherBuilder apply(PusherBuilder pusher, PushOrder order) {
        pusher.parallel(parallel)
                .perHost(perHost)
                .pace(pace)
                .barrier(barrier())
                .barrierTimeout(barrierTimeout)
                .waves(waves(order));
        if (maxSessions != null) {
            pusher.maxSessions(maxSessions);
        }
        if (deadline != null) {
            pusher.runDeadline(deadline);
        }
        if (connectTimeout != null) {
            pusher.connectDeadline(connectTimeout);
        }
        return commandTimeout == null ? pusher : pusher.commandDeadline(commandTimeout);
    }

    /**
     * The way over ssh.
     *
     * @throws IllegalArgumentException if a key or the known hosts are not named
     */
    SshConnector connector() {
        if (identity == null || knownHosts == null) {
            throw new IllegalArgumentException("A push needs --identity KEY and --known-hosts FILE.");
        }
        HostKeys hostKeys = acceptNew ? HostKeys.learning(knownHosts) : HostKeys.strict(knownHosts);
        ConfiguredHosts configured = configured();
        return SshConnector.of(Identity.read(identity, agent()), hostKeys)
                .withSettings(target -> withKey(target, configured.apply(target)));
    }

    private static SshSettings withKey(PushTarget target, SshSettings settings) {
        return target.identity()
                .map(file -> settings.withIdentity(Identity.read(home(file), agent())))
                .orElse(settings);
    }

    private static Optional<Path> agent() {
        return Optional.ofNullable(System.getenv("SSH_AUTH_SOCK"))
                .filter(socket -> !socket.isEmpty())
                .map(Path::of);
    }

    /** ssh takes a tilde at the beginning of a key file for the home of the user. */
    private static Path home(Path file) {
        return file.startsWith("~")
                ? SshUser.current().home().resolve(Path.of("~").relativize(file))
                : file;
    }

    private ConfiguredHosts configured() {
        SshUser user = SshUser.current();
        ConfiguredHosts hosts;
        if (sshConfig == null) {
            hosts = ConfiguredHosts.ofUser(user);
        } else {
            hosts = ConfiguredHosts.of(user, sshConfig.equals(NONE) ? List.of() : List.of(Path.of(sshConfig)));
        }
        return hosts.withOptions(target -> SshOptions.of(target.sshOptions()));
    }

    private Barrier barrier() {
        return switch (barrier) {
            case "without-failed" -> Barrier.withoutFailed();
            case "all-or-none" -> Barrier.allOrNone();
            default -> quorum();
        };
    }

    private Barrier quorum() {
        String percent = barrier.startsWith(QUORUM) ? barrier.substring(QUORUM.length()) : "";
        if (!percent.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException(
                    "The barrier \"" + barrier + "\" is none of without-failed, all-or-none, quorum=PERCENT.");
        }
        return Barrier.quorum(Integer.parseInt(percent));
    }

    private Waves waves(PushOrder order) {
        if (canary == null) {
            return Waves.together();
        }
        boolean isName =
                order.targets().stream().anyMatch(target -> target.name().equals(canary));
        return !isName && canary.matches("[0-9]{1,9}")
                ? Waves.together().canary(Integer.parseInt(canary))
                : Waves.together().canary(canary);
    }
}
