package org.pushmirror.ssh;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.mirrorlist.SshOptions;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.sshconfig.JumpHost;
import org.pushmirror.core.sshconfig.SshConfig;
import org.pushmirror.core.sshconfig.SshHostSettings;
import org.pushmirror.core.sshconfig.SshUser;
import org.pushmirror.core.sshconfig.StrictChecking;
import org.pushmirror.core.text.Diagnostic;

/**
 * Settings of hosts as the ssh program would find them: options of the command line first, then the files of ssh_config.
 * Safe for use by several threads; methods with a parameter return a changed copy.
 *
 * <p>Taken are {@code HostName}, {@code Port} (where the target names none), {@code ProxyJump}, {@code ConnectTimeout},
 * {@code ServerAliveInterval} and {@code ServerAliveCountMax}, {@code AddressFamily}, {@code HostKeyAlias}, {@code
 * KexAlgorithms}, {@code HostKeyAlgorithms}, {@code -b} of the options, and when asked for {@code IdentityFile} (the first that is there, in an agent if it
 * has a passphrase) and the settings of known hosts. The user is always that of the target. {@code ConnectionAttempts} is left
 * to whoever retries. A host with a {@code ProxyCommand}, or settings that ssh would refuse, is refused; what else is not
 * supported is in {@link #diagnostics}.
 */
public final class ConfiguredHosts implements Function<PushTarget, SshSettings> {

    private static final int MOST_HOPS = 8;

    private final SshUser user;
    private final List<Path> files;
    private final Function<PushTarget, SshOptions> options;
    private final boolean identities;
    private final @Nullable Path learnInto;
    private final Map<List<String>, SshConfig> configs = new ConcurrentHashMap<>();
    private final Map<Path, Identity> keys = new ConcurrentHashMap<>();
    private final Map<String, HostKeys> hostKeys = new ConcurrentHashMap<>();

    private ConfiguredHosts(
            SshUser user,
            List<Path> files,
            Function<PushTarget, SshOptions> options,
            boolean identities,
            @Nullable Path learnInto) {
        this.user = user;
        this.files = List.copyOf(files);
        this.options = options;
        this.identities = identities;
        this.learnInto = learnInto;
    }

    /**
     * What files of ssh_config say.
     *
     * @param user who runs the program
     * @param files the files, the first of which wins; those that are not there are passed over
     * @return the settings, without identities and known hosts
     */
    public static ConfiguredHosts of(SshUser user, List<Path> files) {
        return new ConfiguredHosts(user, files, target -> SshOptions.NONE, false, null);
    }

    /**
     * What the files say that ssh reads for a user: {@code ~/.ssh/config} and {@code /etc/ssh/ssh_config}.
     *
     * @param user who runs the program
     * @return the settings, without identities and known hosts
     */
    public static ConfiguredHosts ofUser(SshUser user) {
        return of(user, List.of(user.home().resolve(".ssh/config"), Path.of("/etc/ssh/ssh_config")));
    }

    /**
     * The same with options of the ssh program, which win over the files.
     *
     * @param newOptions the options of each target
     * @return the changed copy
     */
    public ConfiguredHosts withOptions(Function<PushTarget, SshOptions> newOptions) {
        return new ConfiguredHosts(user, files, newOptions, identities, learnInto);
    }

    /**
     * The same, and {@code IdentityFile} names the key to log in with.
     *
     * @return the changed copy
     */
    public ConfiguredHosts withIdentities() {
        return new ConfiguredHosts(user, files, options, true, learnInto);
    }

    /**
     * The same, and the configuration says which host keys are believed: those in its files of known hosts. With {@code
     * StrictHostKeyChecking=accept-new} new ones are learnt into the first of them. Where it is {@code no}, new ones are learnt into
     * a file of our own, and changed ones are refused all the same.
     *
     * @param file the file of our own
     * @return the changed copy
     */
    public ConfiguredHosts withKnownHosts(Path file) {
        return new ConfiguredHosts(user, files, options, identities, file);
    }

    /**
     * What ssh would refuse in the settings of a target, and what of it is not supported here.
     *
     * @param target the target
     * @return the diagnostics; unmodifiable
     */
    public List<Diagnostic> diagnostics(PushTarget target) {
        return config(options.apply(target)).settings(target.host(), user).diagnostics();
    }

    /**
     * The settings of a target.
     *
     * @throws org.pushmirror.core.text.DocumentException if ssh would refuse its configuration
     * @throws IllegalArgumentException if something in it is not supported and decides whom ssh talks to
     * @throws SshKeyException if a key cannot be used
     */
    @Override
    public SshSettings apply(PushTarget target) {
        SshOptions own = options.apply(target);
        SshConfig config = config(own);
        SshHostSettings found = config.settings(target.host(), user).requireAccepted();
        SshSettings settings = settings(found, config).withHost(found.hostName());
        boolean standardPort = target.givenPort().isEmpty();
        settings = standardPort ? settings.withPort(found.port()) : settings;
        settings = with(settings, OptionLines.bindAddress(own), SshSettings::withBindAddress);
        return settings.withHops(hops(found, config, MOST_HOPS));
    }

    private SshSettings settings(SshHostSettings found, SshConfig config) {
        if (found.proxyCommand().isPresent()) {
            throw new IllegalArgumentException("ProxyCommand is not supported; use ProxyJump.");
        }
        SshSettings settings = SshSettings.DEFAULT.withAddressFamily(
                switch (found.addressFamily().orElse("any")) {
                    case "inet" -> AddressFamily.IPV4;
                    case "inet6" -> AddressFamily.IPV6;
                    default -> AddressFamily.ANY;
                });
        settings =
                with(settings, found.connectTimeout().filter(time -> !time.isZero()), SshSettings::withConnectTimeout);
        settings = with(
                settings,
                found.serverAliveInterval(),
                (s, interval) -> s.withKeepAlive(interval, Math.max(1, found.serverAliveCountMax())));
        settings = with(settings, found.hostKeyAlias(), SshSettings::withHostKeyAlias);
        settings = with(settings, found.kexAlgorithms(), SshSettings::withKeyExchanges);
        settings = with(settings, found.hostKeyAlgorithms(), SshSettings::withHostKeyAlgorithms);
        if (learnInto != null) {
            settings = settings.withHostKeys(hostKeys(found, learnInto));
        }
        return identities ? with(settings, identity(found), SshSettings::withIdentity) : settings;
    }

    private static <T> SshSettings with(SshSettings settings, Optional<T> value, Change<T> change) {
        return value.isPresent() ? change.apply(settings, value.get()) : settings;
    }

    private interface Change<T> {
        SshSettings apply(SshSettings settings, T value);
    }

    private SshConfig config(SshOptions own) {
        return configs.computeIfAbsent(own.words(), words -> new OptionLines(files, user).read(own));
    }

    /** The hosts on the way; what lies before the first of them is its own affair. */
    private List<SshHop> hops(SshHostSettings found, SshConfig config, int left) {
        List<SshHop> hops = new ArrayList<>();
        for (JumpHost jump : found.proxyJump()) {
            SshConfig plain = config(SshOptions.NONE);
            SshHostSettings of = plain.settings(jump.host(), user).requireAccepted();
            if (hops.isEmpty() && !of.proxyJump().isEmpty()) {
                if (left == 0) {
                    throw new IllegalArgumentException("ProxyJump leads through more than " + MOST_HOPS + " hosts.");
                }
                hops.addAll(hops(of, plain, left - 1));
            }
            hops.add(new SshHop(
                    of.hostName(), jump.port().orElse(of.port()), jump.user().orElse(of.user()), settings(of, plain)));
        }
        return hops;
    }

    private Optional<Identity> identity(SshHostSettings found) {
        return found.identityFiles().stream()
                .filter(file -> !file.equalsIgnoreCase("none"))
                .map(found::expand)
                .map(Path::of)
                .filter(Files::isRegularFile)
                .findFirst()
                .map(file -> keys.computeIfAbsent(file, path -> Identity.read(path, agent())));
    }

    private Optional<Path> agent() {
        return Optional.ofNullable(user.environment().get("SSH_AUTH_SOCK"))
                .filter(socket -> !socket.isEmpty())
                .map(Path::of);
    }

    private HostKeys hostKeys(SshHostSettings found, Path own) {
        List<Path> users = paths(found, found.userKnownHostsFiles());
        List<Path> all = new ArrayList<>(users);
        all.addAll(paths(found, found.globalKnownHostsFiles()));
        StrictChecking strict = found.strictHostKeyChecking();
        Path learning = strict == StrictChecking.OFF || users.isEmpty() ? own : users.get(0);
        boolean learns = strict == StrictChecking.OFF || strict == StrictChecking.ACCEPT_NEW;
        return hostKeys.computeIfAbsent(
                learns + " " + learning + " " + all,
                name -> learns ? HostKeys.learning(all, learning) : HostKeys.strict(all));
    }

    private static List<Path> paths(SshHostSettings found, List<String> written) {
        List<Path> paths = new ArrayList<>();
        for (String name : written) {
            try {
                paths.add(Path.of(found.expand(name)));
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("The file \"" + name + "\" of known hosts cannot be opened.", e);
            }
        }
        return paths;
    }
}
