package org.pushmirror.examples.ftpsync;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pushmirror.core.shell.FtpsyncConf;
import org.pushmirror.core.shell.HostContext;
import org.pushmirror.core.shell.ShellFile;
import org.pushmirror.core.shell.SuiteSetting;
import org.pushmirror.core.shell.Unresolved;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.Severity;
import org.pushmirror.examples.format.LocalHost;

/**
 * The configuration of one archive, {@code ftpsync.conf} or {@code ftpsync-NAME.conf}: found where Debian's ftpsync finds
 * it, and read without a shell. What only a shell could tell, and what ftpsync would end at, is refused with its place; what
 * it passes over is passed over, and said.
 */
final class Configuration {

    /** They are compared with one word, so that any other value counts as the default. */
    private static final Set<String> FLAGS = Set.of("HUB", "RSYNC_SSL", "ERRORSONLY", "FULLLOGS");

    /** The script lets the file override what the words ask for. */
    private static final List<String> WORDS =
            List.of("SYNCSTAGE1", "SYNCSTAGE2", "SYNCALL", "SYNCMHOP", "SYNCCALLBACK", "ARCHIVE");

    private final Path file;
    private final String name;
    private final FtpsyncConf conf;
    private final Map<String, String> environment;
    private final List<String> remarks;

    private Configuration(
            Path file, String name, FtpsyncConf conf, Map<String, String> environment, List<String> remarks) {
        this.file = file;
        this.name = name;
        this.conf = conf;
        this.environment = environment;
        this.remarks = List.copyOf(remarks);
    }

    /**
     * Finds and reads the configuration of an archive.
     *
     * @param program the name that the program was started by
     * @param archive which archive
     * @param trigger what started the sync; empty if nothing says
     * @param environment the variables of the program
     * @throws ConfigurationException if there is none, or it cannot be used
     */
    static Configuration of(String program, ArchiveName archive, String trigger, Map<String, String> environment) {
        String name = archive.isDefault() ? program : program + "-" + archive;
        Path file = find(name + ".conf", environment);
        Map<String, String> variables = variables(name, trigger, environment);
        byte[] content = AtomicFile.read(file);
        ShellFile shell = ShellFile.parse(file.toString(), content);
        HostContext host = LocalHost.context(content, variables);
        FtpsyncConf conf = FtpsyncConf.of(shell, host);
        if (conf.get(FtpsyncConf.MIRRORNAME).isEmpty()
                || conf.get(FtpsyncConf.TRACEHOST).isEmpty()) {
            conf = FtpsyncConf.of(shell, LocalHost.named(host));
        }
        Configuration configuration = new Configuration(
                file, name, conf, variables, remarks(conf, new String(content, StandardCharsets.ISO_8859_1)));
        configuration.requireNames();
        return configuration;
    }

    private static Path find(String name, Map<String, String> environment) {
        Path home = home(environment);
        List<Path> places = List.of(home.resolve(".config/ftpsync").resolve(name), Path.of("/etc/ftpsync", name));
        return places.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("There is no configuration " + name + " in "
                        + places.get(0).getParent() + " or " + places.get(1).getParent() + "."));
    }

    private static Path home(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
        if (!home.startsWith("/")) {
            throw new ConfigurationException("HOME is not set to an absolute path, so no configuration can be found.");
        }
        return Path.of(home);
    }

    /** What the script has set when it reads the file. */
    private static Map<String, String> variables(String name, String trigger, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(environment);
        Path home = home(environment);
        variables.put("HOME", home.toString());
        variables.put("NAME", name);
        variables.put("LOGDIR", home.resolve(".local/log/ftpsync").toString());
        variables.put("LOCKDIR", home.resolve(".local/lock/ftpsync").toString());
        if (!trigger.isEmpty()) {
            variables.put("INFO_TRIGGER", trigger);
        }
        return variables;
    }

    /** Refuses what cannot be used, and returns sentences about what is passed over. */
    private static List<String> remarks(FtpsyncConf conf, String text) {
        List<String> remarks = new ArrayList<>();
        for (Diagnostic problem : conf.diagnostics()) {
            boolean flag = FLAGS.stream().anyMatch(name -> problem.message().startsWith(name + " "));
            boolean fatal = problem.severity() == Severity.FATAL
                    || problem.rule().equals("unset-variable")
                    || problem.rule().equals("bad-value") && !flag;
            if (fatal) {
                throw new ConfigurationException(problem.place() + ": " + problem.message());
            }
            if (problem.severity() != Severity.ADVICE) {
                remarks.add(problem.toString());
            }
        }
        List<String> lines = text.lines().toList();
        for (Unresolved unresolved : conf.written().unresolved()) {
            refuse(unresolved, lines);
            remarks.add(unresolved.toString());
        }
        for (String word : WORDS) {
            if (conf.written().get(word).isPresent()) {
                throw new ConfigurationException(conf.written().place(word) + ": " + word
                        + " cannot be set here; give the sync: words to the program instead.");
            }
        }
        return remarks;
    }

    private static void refuse(Unresolved unresolved, List<String> lines) {
        boolean known = unresolved
                .name()
                .filter(name -> FtpsyncConf.all().stream()
                        .anyMatch(setting -> setting.name().equals(name)))
                .isPresent();
        int line = unresolved.place().line();
        String command = line <= lines.size() ? lines.get(line - 1).strip() : "";
        if (known) {
            throw new ConfigurationException(unresolved.place() + ": " + unresolved.message());
        }
        if (unresolved.name().isEmpty() && command.matches("(\\.|source|eval)[ \t].*")) {
            throw new ConfigurationException(
                    unresolved.place() + ": This command could set anything, and no shell reads"
                            + " this file here; write the settings themselves.");
        }
    }

    private void requireNames() {
        for (SuiteSetting<String> setting : List.of(FtpsyncConf.MIRRORNAME, FtpsyncConf.TRACEHOST)) {
            if (conf.get(setting).isEmpty()) {
                throw problem(setting, "this host does not know its full name; set it");
            }
        }
    }

    /** The value of a setting, or its default; empty if it has neither. */
    <T> Optional<T> get(SuiteSetting<T> setting) {
        return conf.get(setting);
    }

    /** The value of a setting that has a default. */
    <T> T require(SuiteSetting<T> setting) {
        return conf.get(setting).orElseThrow(() -> problem(setting, "it has no value"));
    }

    /** Whether the file or the environment gives a value, so that the default does not count. */
    boolean sets(SuiteSetting<?> setting) {
        return conf.written()
                .get(setting.name())
                .or(() -> Optional.ofNullable(environment.get(setting.name())))
                .filter(value -> !value.isEmpty())
                .isPresent();
    }

    /** A path; a relative one starts from {@code BASEDIR}, which the script changes to, or from where we are. */
    Path path(SuiteSetting<String> setting) {
        Path base = conf.get(FtpsyncConf.BASEDIR).map(Path::of).orElse(Path.of(""));
        return base.resolve(require(setting)).toAbsolutePath();
    }

    /** Where the numbers of the last sync are kept. */
    Path stateFolder() {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path folder = state.startsWith("/") ? Path.of(state) : home(environment).resolve(".local/state");
        return folder.resolve("pushmirror/sync");
    }

    /** {@code ftpsync} or {@code ftpsync-NAME}: the name of the file, and of the logs. */
    String name() {
        return name;
    }

    /** What was passed over, one sentence each, with its place. */
    List<String> remarks() {
        return remarks;
    }

    /** A setting that cannot be used, with its place. */
    ConfigurationException problem(SuiteSetting<?> setting, String what) {
        String place = conf.written().get(setting.name()).isPresent()
                ? conf.written().place(setting.name()).toString()
                : file.toString();
        return new ConfigurationException(place + ": " + setting + " cannot be used: " + what + ".");
    }
}
