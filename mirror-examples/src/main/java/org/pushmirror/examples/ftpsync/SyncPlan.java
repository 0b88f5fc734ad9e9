package org.pushmirror.examples.ftpsync;

import static org.pushmirror.core.shell.FtpsyncConf.ARCH_EXCLUDE;
import static org.pushmirror.core.shell.FtpsyncConf.ARCH_INCLUDE;
import static org.pushmirror.core.shell.FtpsyncConf.BASEDIR;
import static org.pushmirror.core.shell.FtpsyncConf.BINDIR;
import static org.pushmirror.core.shell.FtpsyncConf.CALLBACKHOST;
import static org.pushmirror.core.shell.FtpsyncConf.CALLBACKKEY;
import static org.pushmirror.core.shell.FtpsyncConf.CALLBACKUSER;
import static org.pushmirror.core.shell.FtpsyncConf.EXCLUDE;
import static org.pushmirror.core.shell.FtpsyncConf.HUB;
import static org.pushmirror.core.shell.FtpsyncConf.MIRRORNAME;
import static org.pushmirror.core.shell.FtpsyncConf.RSYNC;
import static org.pushmirror.core.shell.FtpsyncConf.RSYNC_BW;
import static org.pushmirror.core.shell.FtpsyncConf.RSYNC_EXTRA;
import static org.pushmirror.core.shell.FtpsyncConf.RSYNC_HOST;
import static org.pushmirror.core.shell.FtpsyncConf.RSYNC_OPTIONS;
import static org.pushmirror.core.shell.FtpsyncConf.RSYNC_OPTIONS1;
import static org.pushmirror.core.shell.FtpsyncConf.RSYNC_OPTIONS2;
import static org.pushmirror.core.shell.FtpsyncConf.RSYNC_PASSWORD;
import static org.pushmirror.core.shell.FtpsyncConf.RSYNC_PATH;
import static org.pushmirror.core.shell.FtpsyncConf.RSYNC_PROXY;
import static org.pushmirror.core.shell.FtpsyncConf.RSYNC_SOURCE;
import static org.pushmirror.core.shell.FtpsyncConf.RSYNC_SSL;
import static org.pushmirror.core.shell.FtpsyncConf.RSYNC_SSL_CAPATH;
import static org.pushmirror.core.shell.FtpsyncConf.RSYNC_SSL_METHOD;
import static org.pushmirror.core.shell.FtpsyncConf.RSYNC_SSL_PORT;
import static org.pushmirror.core.shell.FtpsyncConf.RSYNC_TRANSPORT;
import static org.pushmirror.core.shell.FtpsyncConf.RSYNC_USER;
import static org.pushmirror.core.shell.FtpsyncConf.TO;
import static org.pushmirror.core.shell.FtpsyncConf.TRACEHOST;
import static org.pushmirror.core.shell.FtpsyncConf.UIPRETRIES;
import static org.pushmirror.core.shell.FtpsyncConf.UIPSLEEP;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.pushmirror.core.shell.FtpsyncConf;
import org.pushmirror.core.shell.SuiteSetting;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.sync.Callback;
import org.pushmirror.core.sync.HookPoint;
import org.pushmirror.examples.format.LocalHost;
import org.pushmirror.rsync.DaemonPlace;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncSource;
import org.pushmirror.rsync.sync.Architectures;
import org.pushmirror.rsync.sync.MirrorInfo;
import org.pushmirror.rsync.sync.MirrorSyncSettings;
import org.pushmirror.rsync.sync.SyncGuards;
import org.pushmirror.rsync.sync.SyncOptions;
import org.pushmirror.rsync.sync.SyncSelection;
import org.pushmirror.rsync.sync.SyncTransfer;
import org.pushmirror.rsync.sync.SyncTransport;
import org.pushmirror.rsync.sync.SyncTransport.TlsMethod;
import org.pushmirror.rsync.sync.UpstreamWait;
import org.pushmirror.rsync.sync.program.HookCommand;
import org.pushmirror.rsync.sync.program.RunmirrorsPush;
import org.pushmirror.rsync.sync.program.SshCallback;

/** Turns a configuration into the settings of a sync. Each setting that is refused is refused with its place. */
final class SyncPlan {

    private static final String NONE = "none";
    private static final Map<String, TlsMethod> METHODS =
            Map.of("stunnel", TlsMethod.STUNNEL, "stunnel-old", TlsMethod.STUNNEL_OLD, "socat", TlsMethod.SOCAT);
    private static final List<SuiteSetting<String>> HOOKS =
            List.of(FtpsyncConf.HOOK1, FtpsyncConf.HOOK2, FtpsyncConf.HOOK3, FtpsyncConf.HOOK4, FtpsyncConf.HOOK5);

    private final Configuration conf;

    SyncPlan(Configuration conf) {
        this.conf = conf;
    }

    /** The rsync to run: the one that is configured, else the one on the PATH. */
    Rsync rsync() {
        String program = conf.require(RSYNC);
        if (program.matches(".*[ \t\n].*")) {
            throw conf.problem(RSYNC, "it must be one program without arguments; options belong into RSYNC_EXTRA");
        }
        return program.equals("rsync") ? Rsync.find() : Rsync.at(conf.path(RSYNC));
    }

    /** Whether a callback that is asked for can be made. */
    boolean canCallBack() {
        return !conf.require(CALLBACKHOST).equals(NONE)
                && !conf.require(CALLBACKKEY).equals(NONE);
    }

    /**
     * What the sync needs to know.
     *
     * @param archive which archive
     * @param rsyncLog what rsync writes its own log to
     */
    MirrorSyncSettings settings(ArchiveName archive, Path rsyncLog) {
        requireFolder(BASEDIR);
        MirrorSyncSettings settings = checked(
                        MIRRORNAME, () -> MirrorSyncSettings.of(conf.require(MIRRORNAME), source(), conf.path(TO)))
                .archive(archive)
                .selection(selection())
                .transfer(transfer(rsyncLog))
                .guards(SyncGuards.NONE)
                .stateFolder(conf.stateFolder())
                .upstreamWait(new UpstreamWait(conf.require(UIPSLEEP), conf.require(UIPRETRIES)))
                .info(info());
        MirrorSyncSettings named = checked(TRACEHOST, () -> settings.host(conf.require(TRACEHOST)));
        String trigger = conf.get(FtpsyncConf.INFO_TRIGGER).orElse("");
        return withPrograms(checked(FtpsyncConf.INFO_TRIGGER, () -> named.trigger(trigger)));
    }

    private void requireFolder(SuiteSetting<String> setting) {
        if (conf.sets(setting) && !Files.isDirectory(conf.path(setting))) {
            throw conf.problem(setting, "there is no such folder");
        }
    }

    private MirrorInfo info() {
        List<String> texts = new ArrayList<>();
        for (SuiteSetting<String> setting : List.of(
                FtpsyncConf.INFO_MAINTAINER,
                FtpsyncConf.INFO_SPONSOR,
                FtpsyncConf.INFO_COUNTRY,
                FtpsyncConf.INFO_LOCATION,
                FtpsyncConf.INFO_THROUGHPUT)) {
            String text = conf.get(setting).orElse("");
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw conf.problem(setting, "it has a control character, and the trace has a line for it");
            }
            texts.add(text);
        }
        return new MirrorInfo(texts.get(0), texts.get(1), texts.get(2), texts.get(3), texts.get(4));
    }

    private RsyncSource source() {
        if (conf.sets(RSYNC_SOURCE)) {
            return withPassword(checked(RSYNC_SOURCE, () -> RsyncSource.parse(conf.require(RSYNC_SOURCE))));
        }
        String host = conf.require(RSYNC_HOST);
        String[] path = conf.require(RSYNC_PATH).split("/", 2);
        DaemonPlace source = checked(RSYNC_PATH, () -> {
            DaemonPlace module = RsyncSource.daemon(host, path[0]);
            return path.length == 2 && !path[1].isEmpty() ? module.path(path[1]) : module;
        });
        return withPassword(conf.get(RSYNC_USER)
                .map(user -> checked(RSYNC_USER, () -> source.user(user)))
                .orElse(source));
    }

    private RsyncSource withPassword(DaemonPlace source) {
        return conf.get(RSYNC_PASSWORD)
                .map(password -> checked(RSYNC_PASSWORD, () -> source.password(password)))
                .orElse(source);
    }

    private SyncSelection selection() {
        List<String> include = conf.get(ARCH_INCLUDE).orElse(List.of());
        List<String> exclude = conf.get(ARCH_EXCLUDE).orElse(List.of());
        Architectures architectures = Architectures.ALL;
        if (!include.isEmpty()) {
            architectures = checked(ARCH_INCLUDE, () -> Architectures.including(include));
        } else if (!exclude.isEmpty()) {
            architectures = checked(ARCH_EXCLUDE, () -> Architectures.excluding(exclude));
        }
        SyncSelection selection = SyncSelection.DEFAULT.architectures(architectures);
        return checked(EXCLUDE, () -> selection.words(conf.get(EXCLUDE).orElse(List.of())));
    }

    private SyncTransfer transfer(Path rsyncLog) {
        List<String> extra = new ArrayList<>(List.of("--log-file=" + rsyncLog));
        extra.addAll(conf.get(RSYNC_EXTRA).orElse(List.of()));
        SyncOptions options = checked(RSYNC_EXTRA, () -> SyncOptions.DEFAULT.extra(extra));
        options = replaced(options, RSYNC_OPTIONS, SyncOptions::both);
        options = replaced(options, RSYNC_OPTIONS1, SyncOptions::stage1);
        options = replaced(options, RSYNC_OPTIONS2, SyncOptions::stage2);
        SyncTransfer transfer = SyncTransfer.DEFAULT
                .options(options)
                .bandwidthLimit(conf.require(RSYNC_BW))
                .transport(transport());
        Optional<String> proxy = conf.get(RSYNC_PROXY);
        return proxy.isEmpty() ? transfer : checked(RSYNC_PROXY, () -> transfer.proxy(proxy.get()));
    }

    private interface Replacement {
        SyncOptions of(SyncOptions options, List<String> words);
    }

    private SyncOptions replaced(SyncOptions options, SuiteSetting<List<String>> setting, Replacement replacement) {
        return conf.sets(setting) ? checked(setting, () -> replacement.of(options, conf.require(setting))) : options;
    }

    private SyncTransport transport() {
        boolean ssl =
                conf.sets(RSYNC_TRANSPORT) ? conf.require(RSYNC_TRANSPORT).equals("ssl") : conf.require(RSYNC_SSL);
        if (ssl) {
            return checked(
                    RSYNC_SSL_CAPATH,
                    () -> new SyncTransport.Tls(
                            METHODS.get(conf.require(RSYNC_SSL_METHOD)),
                            conf.require(RSYNC_SSL_PORT),
                            Path.of(conf.require(RSYNC_SSL_CAPATH))));
        }
        return conf.require(RSYNC_TRANSPORT).equals("ssh") ? SyncTransport.SSH : SyncTransport.PLAIN;
    }

    private MirrorSyncSettings withPrograms(MirrorSyncSettings settings) {
        MirrorSyncSettings more = settings;
        for (HookPoint point : HookPoint.values()) {
            SuiteSetting<String> setting = HOOKS.get(point.number() - 1);
            Optional<String> hook = conf.get(setting).filter(text -> !text.isBlank());
            if (hook.isPresent()) {
                more = more.hook(point, HookCommand.parse(hook.get()));
            }
        }
        if (canCallBack()) {
            more = more.callback(callback());
        }
        return conf.require(HUB) ? more.hub(RunmirrorsPush.of(runmirrors())) : more;
    }

    /** Calls back with the name that the script gives: that of the host, not that of the mirror. */
    private Callback callback() {
        Path key = conf.path(CALLBACKKEY);
        SshCallback ssh = checked(
                CALLBACKHOST, () -> SshCallback.of(conf.require(CALLBACKUSER), conf.require(CALLBACKHOST), key));
        return mirror -> ssh.call(LocalHost.nodeName().isEmpty() ? mirror : LocalHost.nodeName());
    }

    private String runmirrors() {
        return conf.get(BINDIR).map(folder -> folder + "/runmirrors").orElse("runmirrors");
    }

    private <T> T checked(SuiteSetting<?> setting, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            String reason = String.valueOf(e.getMessage());
            throw conf.problem(setting, reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason);
        }
    }
}
