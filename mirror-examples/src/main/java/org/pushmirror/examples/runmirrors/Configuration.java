package org.pushmirror.examples.runmirrors;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pushmirror.core.shell.RunmirrorsConf;
import org.pushmirror.core.shell.ShellFile;
import org.pushmirror.core.shell.SuiteSetting;
import org.pushmirror.core.shell.Unresolved;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.Severity;
import org.pushmirror.examples.format.LocalHost;

/**
 * The configuration of one archive, {@code runmirrors.conf} or {@code runmirrors-NAME.conf}: found where Debian's runmirrors
 * finds it, and read without a shell.
 */
final class Configuration {

    private final Path file;
    private final String name;
    private final Path home;
    private final RunmirrorsConf conf;
    private final ArchiveName archive;
    private final List<String> remarks = new ArrayList<>();

    private Configuration(Path file, String name, Path home, RunmirrorsConf conf, ArchiveName archive) {
        this.file = file;
        this.name = name;
        this.home = home;
        this.conf = conf;
        this.archive = archive;
    }

    /**
     * Finds and reads the configuration.
     *
     * @param program the name that the program was started by
     * @param arguments the command line
     * @param environment the variables of the program
     * @throws ConfigurationException if there is none, or it cannot be used
     */
    static Configuration of(String program, Arguments arguments, Map<String, String> environment) {
        Path home = home(environment);
        String name = program + (arguments.name().isEmpty() ? "" : "-" + arguments.name());
        Path file = find(home, name, ".conf")
                .orElseThrow(
                        () -> new ConfigurationException("There is no configuration " + sanitized(name) + ".conf in "
                                + places(home).get(0) + " or " + places(home).get(1) + "."));
        byte[] content = AtomicFile.read(file);
        RunmirrorsConf conf = RunmirrorsConf.of(
                ShellFile.parse(file.toString(), content),
                LocalHost.context(content, variables(home, name, arguments, environment)));
        String word = conf.get(RunmirrorsConf.PUSHARCHIVE).orElse(arguments.name());
        try {
            Configuration configuration = new Configuration(file, name, home, conf, ArchiveName.of(word));
            configuration.requireUsable();
            return configuration;
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    file + ": the archive \"" + word + "\" cannot be pushed: " + e.getMessage());
        }
    }

    private static Path home(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
        if (!home.startsWith("/")) {
            throw new ConfigurationException("HOME is not set to an absolute path, so no configuration can be found.");
        }
        return Path.of(home);
    }

    private static List<Path> places(Path home) {
        return List.of(home.resolve(".config/ftpsync"), Path.of("/etc/ftpsync"));
    }

    private static String sanitized(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private static Optional<Path> find(Path home, String name, String suffix) {
        return places(home).stream()
                .map(place -> place.resolve(sanitized(name) + suffix))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** What the script has set when it reads the file. */
    private static Map<String, String> variables(
            Path home, String name, Arguments arguments, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("HOME", home.toString());
        variables.put("NAME", name);
        variables.put("CONF", arguments.name());
        variables.put("PUSHKIND", arguments.kind().word());
        variables.put("FROMFTPSYNC", String.valueOf(arguments.fromFtpsync()));
        variables.put("LOGDIR", home.resolve(".local/log/ftpsync").toString());
        variables.put("LOCKDIR", home.resolve(".local/lock/ftpsync").toString());
        return variables;
    }

    private void requireUsable() {
        for (Diagnostic problem : conf.diagnostics()) {
            boolean fatal = problem.severity() == Severity.FATAL
                    || problem.rule().equals("unset-variable")
                    || problem.rule().equals("bad-value");
            if (fatal) {
                throw new ConfigurationException(problem.place() + ": " + problem.message());
            }
            if (problem.severity() != Severity.ADVICE && !problem.rule().equals("no-basedir")) {
                remarks.add(problem.toString());
            }
        }
        for (Unresolved unresolved : conf.written().unresolved()) {
            boolean matters = unresolved
                    .name()
                    .filter(set -> RunmirrorsConf.all().stream()
                            .anyMatch(setting -> setting.name().equals(set)))
                    .isPresent();
            if (matters) {
                throw new ConfigurationException(unresolved.place() + ": " + unresolved.message());
            }
            remarks.add(unresolved.toString());
        }
    }

    /** The value of a setting; its default where the file sets none. */
    <T> Optional<T> get(SuiteSetting<T> setting) {
        return conf.get(setting);
    }

    private <T> T require(SuiteSetting<T> setting) {
        return get(setting).orElseThrow(() -> new ConfigurationException(file + ": " + setting + " must be set."));
    }

    /** The name of the configuration, which logs and list are named after. */
    String name() {
        return name;
    }

    /** The name in every line of the log. */
    String programName() {
        return get(RunmirrorsConf.PROGRAM).orElse(name);
    }

    Path file() {
        return file;
    }

    Path home() {
        return home;
    }

    ArchiveName archive() {
        return archive;
    }

    /** What is passed over in the file, one sentence each. */
    List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** Where hooks run, and where relative names start but that of the key. */
    Path folder() {
        Path folder = path(get(RunmirrorsConf.BASEDIR).orElse(home.toString()), home);
        if (!Files.isDirectory(folder)) {
            throw new ConfigurationException(file + ": BASEDIR cannot be used: " + folder + " is no folder.");
        }
        return folder;
    }

    Path log() {
        return path(require(RunmirrorsConf.LOG), folder());
    }

    Path logFolder() {
        return path(require(RunmirrorsConf.LOGDIR), folder());
    }

    int logsKept() {
        return require(RunmirrorsConf.LOGROTATE);
    }

    /** The key of all mirrors that name none of their own. */
    Path key() {
        return keyFile(require(RunmirrorsConf.KEYFILE));
    }

    /** A key file by its name in a configuration or a list. */
    Path keyFile(String written) {
        boolean tilde = written.startsWith("~/");
        return path(tilde ? written.substring(2) : written, home);
    }

    /** The list of mirrors. */
    Path mirrors() {
        Optional<Path> named = get(RunmirrorsConf.MIRRORS).map(text -> path(text, folder()));
        Path list = named.or(() -> find(home, name, ".mirror"))
                .orElseThrow(() -> new ConfigurationException("There is no list of mirrors " + sanitized(name)
                        + ".mirror in " + places(home).get(0) + " or "
                        + places(home).get(1)
                        + ", and MIRRORS is not set in " + file + "."));
        if (!Files.isReadable(list)) {
            throw new ConfigurationException("The list of mirrors " + list + " cannot be read.");
        }
        return list;
    }

    /** How long the barrier waits for stage 1. */
    Duration pushDelay() {
        Duration delay = require(RunmirrorsConf.PUSHDELAY);
        return delay.isZero() ? Duration.ofMillis(1) : delay;
    }

    /** Whom to tell of failures; nobody if it is empty. */
    List<String> mailTo() {
        return get(RunmirrorsConf.MAILTO)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> List.of(text.split("\\s+")))
                .orElse(List.of());
    }

    private Path path(String written, Path start) {
        try {
            return start.resolve(written);
        } catch (InvalidPathException e) {
            throw new ConfigurationException(file + ": \"" + written + "\" is no path.");
        }
    }
}
