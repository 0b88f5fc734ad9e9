package org.pushmirror.examples.ftpsync;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.core.shell.ShellFile;
import org.pushmirror.core.shell.ShellSettings;
import org.pushmirror.core.shell.Unresolved;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.Severity;
import org.pushmirror.rsync.DaemonPlace;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncSource;
import org.pushmirror.rsync.sync.MirrorInfo;
import org.pushmirror.rsync.sync.MirrorSyncSettings;
import org.pushmirror.rsync.sync.SyncGuards;
import org.pushmirror.rsync.sync.SyncOptions;
import org.pushmirror.rsync.sync.SyncTransfer;
import org.pushmirror.rsync.sync.UpstreamWait;

/**
 * The configuration of one archive, {@code ftpsync.conf} or {@code ftpsync-NAME.conf}: found where Debian's ftpsync finds
 * it, read without a shell, and understood as ftpsync.conf(5) has it. A setting that would change what is mirrored, and
 * that this program does not carry out, is refused and never passed over.
 */
final class Configuration {

    private static final String PROGRAM = "ftpsync";

    /** Settings whose every value but these asks for what this program does not do. */
    private static final Map<String, Set<String>> HARMLESS = Map.ofEntries(
            Map.entry("HUB", Set.of("", "false")),
            Map.entry("RSYNC_TRANSPORT", Set.of("", "undefined")),
            Map.entry("RSYNC_SSL", Set.of("", "false")),
            Map.entry("RSYNC_PROXY", Set.of("")),
            Map.entry("RSYNC_OPTIONS", Set.of("")),
            Map.entry("RSYNC_OPTIONS1", Set.of("")),
            Map.entry("RSYNC_OPTIONS2", Set.of("")),
            Map.entry("EXCLUDE", Set.of("")),
            Map.entry("ARCH_INCLUDE", Set.of("")),
            Map.entry("ARCH_EXCLUDE", Set.of("")),
            Map.entry("HOOK1", Set.of("")),
            Map.entry("HOOK2", Set.of("")),
            Map.entry("HOOK3", Set.of("")),
            Map.entry("HOOK4", Set.of("")),
            Map.entry("HOOK5", Set.of("")));

    private static final Set<String> USED = Set.of(
            "MIRRORNAME",
            "TRACEHOST",
            "TO",
            "RSYNC",
            "RSYNC_HOST",
            "RSYNC_PATH",
            "RSYNC_USER",
            "RSYNC_PASSWORD",
            "RSYNC_SOURCE",
            "RSYNC_EXTRA",
            "RSYNC_BW",
            "UIPSLEEP",
            "UIPRETRIES",
            "LOG",
            "LOGDIR",
            "INFO_MAINTAINER",
            "INFO_SPONSOR",
            "INFO_COUNTRY",
            "INFO_LOCATION",
            "INFO_THROUGHPUT",
            "INFO_TRIGGER");

    private final Path file;
    private final ArchiveName archive;
    private final ShellSettings settings;
    private final Path home;

    private Configuration(Path file, ArchiveName archive, ShellSettings settings, Path home) {
        this.file = file;
        this.archive = archive;
        this.settings = settings;
        this.home = home;
    }

    /**
     * Finds and reads the configuration of an archive.
     *
     * @param archive which archive
     * @param environment the variables of the program
     * @throws ConfigurationException if there is none, or it cannot be used
     */
    static Configuration of(ArchiveName archive, Map<String, String> environment) {
        String homeName = environment.getOrDefault("HOME", "");
        if (!homeName.startsWith("/")) {
            throw new ConfigurationException("HOME is not set to an absolute path, so no configuration can be found.");
        }
        Path home = Path.of(homeName);
        String name = archive.isDefault() ? PROGRAM + ".conf" : PROGRAM + "-" + archive + ".conf";
        List<Path> places = List.of(home.resolve(".config/ftpsync").resolve(name), Path.of("/etc/ftpsync", name));
        Path file = places.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("There is no configuration " + name + " in "
                        + places.get(0).getParent() + " or " + places.get(1).getParent() + "."));
        Configuration configuration =
                new Configuration(file, archive, ShellFile.read(file).settings(environment), home);
        configuration.requireUnderstood();
        return configuration;
    }

    private void requireUnderstood() {
        for (Diagnostic problem : settings.diagnostics()) {
            if (problem.severity() == Severity.FATAL || problem.rule().equals("unset-variable")) {
                throw new ConfigurationException(problem.place() + ": " + problem.message());
            }
        }
        for (Unresolved unresolved : settings.unresolved()) {
            boolean matters = unresolved
                    .name()
                    .filter(name -> USED.contains(name) || HARMLESS.containsKey(name))
                    .isPresent();
            if (matters) {
                throw new ConfigurationException(unresolved.place() + ": " + unresolved.message());
            }
        }
        HARMLESS.forEach((name, values) -> settings.get(name)
                .filter(value -> !values.contains(value))
                .ifPresent(value -> {
                    throw problem(name, "this ftpsync does not carry it out; remove it or use another");
                }));
    }

    /** What the sync needs to know; the text says what started it. */
    MirrorSyncSettings sync(String trigger) {
        return MirrorSyncSettings.of(mirrorName(), source(), Path.of(get("TO", "/srv/mirrors/debian/")))
                .archive(archive)
                .host(settings.get("TRACEHOST").orElseGet(Configuration::hostName))
                .transfer(SyncTransfer.DEFAULT
                        .options(SyncOptions.DEFAULT.extra(words(get("RSYNC_EXTRA", ""))))
                        .bandwidthLimit(number("RSYNC_BW", 0)))
                .guards(SyncGuards.NONE)
                .upstreamWait(new UpstreamWait(
                        Duration.ofSeconds(number(
                                "UIPSLEEP", (int) UpstreamWait.DEFAULT.pause().toSeconds())),
                        number("UIPRETRIES", UpstreamWait.DEFAULT.retries())))
                .trigger(trigger.isEmpty() ? get("INFO_TRIGGER", "") : trigger)
                .info(new MirrorInfo(
                        get("INFO_MAINTAINER", ""),
                        get("INFO_SPONSOR", ""),
                        get("INFO_COUNTRY", ""),
                        get("INFO_LOCATION", ""),
                        get("INFO_THROUGHPUT", "")));
    }

    /** The rsync to run: the one that is configured, else the one on the PATH. */
    Rsync rsync() {
        String program = get("RSYNC", "rsync");
        return program.contains("/") ? Rsync.at(Path.of(program)) : Rsync.find();
    }

    /** The log file. */
    Path log() {
        String name = archive.isDefault() ? PROGRAM : PROGRAM + "-" + archive;
        Path folder = settings.get("LOGDIR").map(Path::of).orElse(home.resolve(".local/log/ftpsync"));
        return settings.get("LOG").filter(log -> !log.isEmpty()).map(Path::of).orElse(folder.resolve(name + ".log"));
    }

    private String mirrorName() {
        return settings.get("MIRRORNAME").filter(name -> !name.isEmpty()).orElseGet(Configuration::hostName);
    }

    private RsyncSource source() {
        Optional<String> whole = settings.get("RSYNC_SOURCE").filter(text -> !text.isEmpty());
        DaemonPlace source;
        if (whole.isPresent()) {
            source = RsyncSource.parse(whole.get());
        } else {
            String host = get("RSYNC_HOST", "");
            if (host.isEmpty()) {
                throw problem("RSYNC_HOST", "it must name the host to mirror from");
            }
            String[] path = get("RSYNC_PATH", "debian").split("/", 2);
            source = RsyncSource.daemon(host, path[0]);
            source = path.length == 2 && !path[1].isEmpty() ? source.path(path[1]) : source;
            String user = get("RSYNC_USER", "");
            source = user.isEmpty() ? source : source.user(user);
        }
        String password = get("RSYNC_PASSWORD", "");
        return password.isEmpty() ? source : source.password(Password.of(password));
    }

    private String get(String name, String otherwise) {
        return settings.get(name).filter(value -> !value.isEmpty()).orElse(otherwise);
    }

    private int number(String name, int otherwise) {
        String text = get(name, Integer.toString(otherwise));
        if (!text.matches("[0-9]{1,9}")) {
            throw problem(name, "it is no whole number");
        }
        return Integer.parseInt(text);
    }

    private static List<String> words(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+"));
    }

    private ConfigurationException problem(String name, String what) {
        String place = settings.get(name).isPresent() ? settings.place(name).toString() : file.toString();
        return new ConfigurationException(place + ": " + name + " cannot be used: " + what + ".");
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException e) {
            throw new ConfigurationException(
                    "This host does not know its own name; set MIRRORNAME and TRACEHOST in the configuration.");
        }
    }
}
