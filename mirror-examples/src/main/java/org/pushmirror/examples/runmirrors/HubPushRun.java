package org.pushmirror.examples.runmirrors;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.pushmirror.core.json.ReportJson;
import org.pushmirror.core.mirrorlist.SshOptions;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushListener;
import org.pushmirror.core.push.PushPause;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.Reason;
import org.pushmirror.core.push.TargetReport;
import org.pushmirror.core.shell.RunmirrorsConf;
import org.pushmirror.core.sshconfig.SshUser;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.text.Severity;
import org.pushmirror.examples.format.LocalHost;
import org.pushmirror.ssh.ConfiguredHosts;
import org.pushmirror.ssh.HostKeys;
import org.pushmirror.ssh.Identity;
import org.pushmirror.ssh.SshConnector;
import org.pushmirror.ssh.SshSettings;
import org.pushmirror.ssh.TriggerConnector;
import org.pushmirror.ssh.push.Pusher;
import org.pushmirror.ssh.push.PusherBuilder;

/** One push of a hub, as its configuration says. */
final class HubPushRun {

    /** What runmirrors always asks of ssh, before the options of the configuration and of the line. */
    private static final List<String> ALWAYS = List.of("-o", "ServerAliveInterval=45", "-o", "ConnectTimeout=45");

    private static final Duration LONGEST_HOOK = Duration.ofHours(1);

    /** A sync of a mirror that was triggered takes as long as it takes. */
    private static final Duration LONGEST_SYNC = Duration.ofDays(2);

    /** The mirror has been told, and has not said that it cannot do it. */
    private static final Set<Outcome> GOOD =
            EnumSet.of(Outcome.COMPLETE, Outcome.TRIGGERED, Outcome.STAGE1_DONE, Outcome.QUEUED);

    private final Arguments arguments;
    private final Configuration configuration;
    private final HubLog log;
    private final HubList list;
    private final Pusher pusher;

    private HubPushRun(Arguments arguments, Configuration configuration, HubLog log, HubList list, Pusher pusher) {
        this.arguments = arguments;
        this.configuration = configuration;
        this.log = log;
        this.list = list;
        this.pusher = pusher;
    }

    /**
     * Reads list and keys; nobody is contacted.
     *
     * @throws ConfigurationException if the list cannot be used
     * @throws org.pushmirror.ssh.SshKeyException if the key cannot be used
     */
    static HubPushRun prepare(
            Arguments arguments,
            Configuration configuration,
            Map<String, String> environment,
            HubLog log,
            StandIns standIns) {
        HubList list = HubList.read(configuration.mirrors());
        TriggerConnector ssh = standIns.connector().orElse(connector(configuration, environment, list, log));
        boolean callback = configuration.get(RunmirrorsConf.PUSHCB).isPresent();
        HookPrograms hooks = new HookPrograms(configuration, log);
        PusherBuilder pusher = Pusher.builder()
                .connector(new LoggedConnector(ssh, log, list::nameInList, callback))
                .barrierTimeout(configuration.pushDelay())
                .commandDeadline(LONGEST_SYNC);
        if (!hooks.isEmpty()) {
            pusher.hook(hooks, LONGEST_HOOK);
        }
        if (arguments.leavesStage2()) {
            // ftpsync waits for this run, and its own upstream for ftpsync.
            pusher.runDeadline(configuration.pushDelay().plus(pauses(list)));
        }
        return new HubPushRun(arguments, configuration, log, list, pusher.build());
    }

    private static Duration pauses(HubList list) {
        Duration all = Duration.ZERO;
        for (Object entry : list.order().entries()) {
            all = entry instanceof PushPause pause ? all.plus(pause.duration()) : all;
        }
        return all;
    }

    private static SshConnector connector(
            Configuration configuration, Map<String, String> environment, HubList list, HubLog log) {
        Path home = configuration.home();
        Path learnt = home.resolve(".ssh/pushmirror_known_hosts");
        Optional<Path> agent = Optional.ofNullable(environment.get("SSH_AUTH_SOCK"))
                .filter(socket -> !socket.isEmpty())
                .map(Path::of);
        List<String> common = new ArrayList<>(ALWAYS);
        common.addAll(configuration.get(RunmirrorsConf.SSH_OPTS).orElse(List.of()));
        boolean unchecked =
                common.stream().anyMatch(word -> word.toLowerCase(Locale.ROOT).endsWith("stricthostkeychecking=no"));
        if (unchecked) {
            log.say("SSH_OPTS asks for host keys not to be checked: new ones are learnt into " + learnt
                    + ", and changed ones are refused.");
        }
        SshUser user = new SshUser(System.getProperty("user.name", "mirror"), home, LocalHost.nodeName(), environment);
        ConfiguredHosts hosts = ConfiguredHosts.ofUser(user)
                .withOptions(target -> options(common, target))
                .withKnownHosts(learnt);
        sayUnsupported(hosts, list, log);
        Identity key = Identity.read(configuration.key(), agent);
        Map<Path, Identity> keys = new ConcurrentHashMap<>();
        return SshConnector.of(key, HostKeys.learning(learnt)).withSettings(target -> {
            SshSettings settings = hosts.apply(target);
            return target.identity()
                    .map(file -> configuration.keyFile(file.toString()))
                    .map(file -> keys.computeIfAbsent(file, path -> Identity.read(path, agent)))
                    .map(settings::withIdentity)
                    .orElse(settings);
        });
    }

    /** What ssh would do with its configuration, and this program does not. */
    private static void sayUnsupported(ConfiguredHosts hosts, HubList list, HubLog log) {
        Set<String> said = new LinkedHashSet<>();
        for (PushTarget target : list.order().targets()) {
            try {
                hosts.diagnostics(target).stream()
                        .filter(diagnostic -> diagnostic.severity() == Severity.IGNORED)
                        .map(Diagnostic::toString)
                        .forEach(said::add);
            } catch (IllegalArgumentException refused) {
                // the mirror will be unreachable, and its reason says so
                continue;
            }
        }
        said.forEach(log::say);
    }

    private static SshOptions options(List<String> common, PushTarget target) {
        List<String> words = new ArrayList<>(common);
        words.addAll(target.sshOptions());
        return SshOptions.of(words);
    }

    /** Pushes everybody; false if not everybody was reached. */
    boolean run() throws InterruptedException {
        Push push = Push.of(configuration.archive()).kind(arguments.kind());
        push = arguments.leavesStage2() ? push.leavingStage2() : push;
        log.say("Pushing the archive \"" + configuration.archive() + "\" to the mirrors of "
                + configuration.mirrors() + ", kind " + arguments.kind().word()
                + (arguments.fromFtpsync() ? ", started by ftpsync." : "."));
        configuration.remarks().forEach(log::say);
        list.remarks().forEach(log::say);
        list.unusable().forEach(log::error);
        PushReport report = pusher.push(list.order(), push).run(new Listener());
        save(report);
        log.say("The push has ended: " + report.summary() + ".");
        if (Thread.interrupted()) {
            throw new InterruptedException("the push was interrupted");
        }
        boolean reached = report.targets().stream().allMatch(target -> GOOD.contains(target.outcome()));
        return reached && list.unusable().isEmpty();
    }

    private void save(PushReport report) {
        try {
            AtomicFile.replace(log.report(), (ReportJson.write(report) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (FileException e) {
            log.error(String.valueOf(e.getMessage()));
        }
    }

    /** Writes the outcome of each mirror into the log. */
    private final class Listener implements PushListener {

        @Override
        public void ended(TargetReport report) {
            String name = list.nameInList(report.target());
            String text = name + ": " + report.outcome().word()
                    + report.reason()
                            .map(Reason::message)
                            .map(message -> ". " + message)
                            .orElse(".");
            if (GOOD.contains(report.outcome())) {
                log.say(text);
            } else {
                log.error(text);
            }
        }
    }
}
