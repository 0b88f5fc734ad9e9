package org.pushmirror.core.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.Severity;

/**
 * What ftpsync makes of its configuration: every setting of ftpsync.conf(5) with its documented default, and those that the script
 * reads and the page leaves out, as of version 20180513+nmu1. Immutable.
 */
public final class FtpsyncConf extends SuiteConf {

    /** {@code MIRRORNAME}: the name of the mirror and of its trace, marks and lock. */
    public static final SuiteSetting<String> MIRRORNAME = SuiteSetting.text("MIRRORNAME", "$(hostname -f)");

    /** {@code TO}: the folder that is mirrored into; everything else in it is deleted. */
    public static final SuiteSetting<String> TO = SuiteSetting.text("TO", "/srv/mirrors/debian/");

    /** {@code MAILTO}: who gets the logs by mail. */
    public static final SuiteSetting<String> MAILTO = SuiteSetting.text("MAILTO", "$LOGNAME");

    /** {@code HUB}: whether runmirrors is started after the sync. */
    public static final SuiteSetting<Boolean> HUB = SuiteSetting.flag("HUB", "false");

    /** {@code RSYNC_HOST}: the host to mirror from; required unless {@code RSYNC_SOURCE} is set. */
    public static final SuiteSetting<String> RSYNC_HOST = SuiteSetting.text("RSYNC_HOST", "");

    /** {@code RSYNC_PATH}: the rsync module, and the path in it. */
    public static final SuiteSetting<String> RSYNC_PATH = SuiteSetting.text("RSYNC_PATH", "debian");

    /** {@code RSYNC_USER}: the account on the rsync daemon. */
    public static final SuiteSetting<String> RSYNC_USER = SuiteSetting.text("RSYNC_USER", "");

    /** {@code RSYNC_PASSWORD}: the password of the account. */
    public static final SuiteSetting<Password> RSYNC_PASSWORD = SuiteSetting.password("RSYNC_PASSWORD");

    /** {@code RSYNC_SOURCE}: the whole rsync source instead of host, path and user; read by the script, not documented. */
    public static final SuiteSetting<String> RSYNC_SOURCE = SuiteSetting.text("RSYNC_SOURCE", "");

    /** {@code RSYNC_SSL}: the older way to ask for the transport {@code ssl}; read by the script, not documented. */
    public static final SuiteSetting<Boolean> RSYNC_SSL = SuiteSetting.flag("RSYNC_SSL", "false");

    /** {@code RSYNC_TRANSPORT}: how rsync reaches the host: {@code undefined} (the plain daemon), {@code ssh} or {@code ssl}. */
    public static final SuiteSetting<String> RSYNC_TRANSPORT =
            SuiteSetting.choice("RSYNC_TRANSPORT", "undefined", List.of("undefined", "ssh", "ssl"));

    /** {@code RSYNC_SSL_PORT}: the port of the daemon behind TLS. */
    public static final SuiteSetting<Integer> RSYNC_SSL_PORT = SuiteSetting.number("RSYNC_SSL_PORT", "1873");

    /** {@code RSYNC_SSL_CAPATH}: the folder of the certificates that are trusted. */
    public static final SuiteSetting<String> RSYNC_SSL_CAPATH = SuiteSetting.text("RSYNC_SSL_CAPATH", "/etc/ssl/certs");

    /** {@code RSYNC_SSL_METHOD}: the program that makes the tunnel: {@code stunnel}, {@code stunnel-old} or {@code socat}. */
    public static final SuiteSetting<String> RSYNC_SSL_METHOD =
            SuiteSetting.choice("RSYNC_SSL_METHOD", "stunnel", List.of("stunnel", "stunnel-old", "socat"));

    /** {@code RSYNC_PROXY}: host and port of a web proxy. */
    public static final SuiteSetting<String> RSYNC_PROXY = SuiteSetting.text("RSYNC_PROXY", "");

    /** {@code INFO_MAINTAINER}: who looks after the mirror, for the trace. */
    public static final SuiteSetting<String> INFO_MAINTAINER = SuiteSetting.text("INFO_MAINTAINER", "");

    /** {@code INFO_SPONSOR}: who pays for the mirror, for the trace. */
    public static final SuiteSetting<String> INFO_SPONSOR = SuiteSetting.text("INFO_SPONSOR", "");

    /** {@code INFO_COUNTRY}: the country of the mirror, for the trace. */
    public static final SuiteSetting<String> INFO_COUNTRY = SuiteSetting.text("INFO_COUNTRY", "");

    /** {@code INFO_LOCATION}: where the mirror stands, for the trace. */
    public static final SuiteSetting<String> INFO_LOCATION = SuiteSetting.text("INFO_LOCATION", "");

    /** {@code INFO_THROUGHPUT}: the bandwidth of the mirror, for the trace. */
    public static final SuiteSetting<String> INFO_THROUGHPUT = SuiteSetting.text("INFO_THROUGHPUT", "");

    /** {@code INFO_TRIGGER}: what starts the sync, for the trace; read by the script, not documented. */
    public static final SuiteSetting<String> INFO_TRIGGER = SuiteSetting.text("INFO_TRIGGER", "");

    /** {@code ARCH_INCLUDE}: the only architectures that are mirrored. */
    public static final SuiteSetting<List<String>> ARCH_INCLUDE = SuiteSetting.words("ARCH_INCLUDE", "");

    /** {@code ARCH_EXCLUDE}: architectures that are not mirrored. */
    public static final SuiteSetting<List<String>> ARCH_EXCLUDE = SuiteSetting.words("ARCH_EXCLUDE", "");

    /** {@code EXCLUDE}: further options of rsync that leave files out. */
    public static final SuiteSetting<List<String>> EXCLUDE = SuiteSetting.words("EXCLUDE", "");

    /** {@code LOGDIR}: the folder of the log files. */
    public static final SuiteSetting<String> LOGDIR = SuiteSetting.text("LOGDIR", "${HOME}/.local/log/ftpsync");

    /** {@code LOG}: the log file. */
    public static final SuiteSetting<String> LOG = SuiteSetting.text("LOG", "${LOGDIR}/${NAME}.log");

    /** {@code ERRORSONLY}: whether only failed syncs are mailed. */
    public static final SuiteSetting<Boolean> ERRORSONLY = SuiteSetting.flag("ERRORSONLY", "true");

    /** {@code FULLLOGS}: whether the mails have the output of rsync. */
    public static final SuiteSetting<Boolean> FULLLOGS = SuiteSetting.flag("FULLLOGS", "false");

    /** {@code LOGROTATE}: how many old logs are kept. */
    public static final SuiteSetting<Integer> LOGROTATE = SuiteSetting.number("LOGROTATE", "14");

    /** {@code LOCKTIMEOUT}: how old a lock must be to count as left over, where its process cannot be asked for. */
    public static final SuiteSetting<Duration> LOCKTIMEOUT = SuiteSetting.seconds("LOCKTIMEOUT", "3600");

    /** {@code UIPSLEEP}: how long to wait when upstream is being changed. */
    public static final SuiteSetting<Duration> UIPSLEEP = SuiteSetting.seconds("UIPSLEEP", "1200");

    /** {@code UIPRETRIES}: how often to wait so. */
    public static final SuiteSetting<Integer> UIPRETRIES = SuiteSetting.number("UIPRETRIES", "3");

    /** {@code TRACEHOST}: the real host name, for the trace. */
    public static final SuiteSetting<String> TRACEHOST = SuiteSetting.text("TRACEHOST", "$(hostname -f)");

    /** {@code RSYNC}: the rsync program. */
    public static final SuiteSetting<String> RSYNC = SuiteSetting.text("RSYNC", "rsync");

    /** {@code RSYNC_EXTRA}: options of rsync that come before all others. */
    public static final SuiteSetting<List<String>> RSYNC_EXTRA = SuiteSetting.words("RSYNC_EXTRA", "");

    /** {@code RSYNC_BW}: the bandwidth limit in KiB a second; 0 for none. */
    public static final SuiteSetting<Integer> RSYNC_BW = SuiteSetting.number("RSYNC_BW", "0");

    /** {@code RSYNC_OPTIONS}: options of rsync in both stages. */
    public static final SuiteSetting<List<String>> RSYNC_OPTIONS = SuiteSetting.words(
            "RSYNC_OPTIONS",
            "-prltvHSB8192 --safe-links --chmod=D755,F644 --timeout 120 --stats --no-human-readable --no-inc-recursive");

    /** {@code RSYNC_OPTIONS1}: options of rsync in stage 1. */
    public static final SuiteSetting<List<String>> RSYNC_OPTIONS1 = SuiteSetting.words(
            "RSYNC_OPTIONS1",
            "--include=*.diff/ --exclude=*.diff/Index --exclude=Packages* --exclude=Sources* --exclude=Release* --exclude=InRelease --include=i18n/by-hash --exclude=i18n/* --exclude=ls-lR*");

    /** {@code RSYNC_OPTIONS2}: options of rsync in stage 2. */
    public static final SuiteSetting<List<String>> RSYNC_OPTIONS2 = SuiteSetting.words(
            "RSYNC_OPTIONS2", "--max-delete=40000 --delay-updates --delete --delete-delay --delete-excluded");

    /** {@code CALLBACKUSER}: the account to call back. */
    public static final SuiteSetting<String> CALLBACKUSER = SuiteSetting.text("CALLBACKUSER", "archvsync");

    /** {@code CALLBACKHOST}: the host to call back. */
    public static final SuiteSetting<String> CALLBACKHOST = SuiteSetting.text("CALLBACKHOST", "none");

    /** {@code CALLBACKKEY}: the key to call back with. */
    public static final SuiteSetting<String> CALLBACKKEY = SuiteSetting.text("CALLBACKKEY", "none");

    /** {@code HOOK1}: the program to run when the lock is held, before stage 1. */
    public static final SuiteSetting<String> HOOK1 = SuiteSetting.text("HOOK1", "");

    /** {@code HOOK2}: the program to run after a stage 1. */
    public static final SuiteSetting<String> HOOK2 = SuiteSetting.text("HOOK2", "");

    /** {@code HOOK3}: the program to run after a stage 2. */
    public static final SuiteSetting<String> HOOK3 = SuiteSetting.text("HOOK3", "");

    /** {@code HOOK4}: the program to run before downstreams are triggered. */
    public static final SuiteSetting<String> HOOK4 = SuiteSetting.text("HOOK4", "");

    /** {@code HOOK5}: the program to run after downstreams were triggered. */
    public static final SuiteSetting<String> HOOK5 = SuiteSetting.text("HOOK5", "");

    /** {@code BASEDIR}: the folder that the script changes to; not documented. */
    public static final SuiteSetting<String> BASEDIR = SuiteSetting.text("BASEDIR", "");

    /** {@code BINDIR}: the folder of the other scripts; read by the script, not documented. */
    public static final SuiteSetting<String> BINDIR = SuiteSetting.text("BINDIR", "");

    /** {@code PROGRAM}: the name in log lines; read by the script, not documented. */
    public static final SuiteSetting<String> PROGRAM = SuiteSetting.text("PROGRAM", "${NAME}");

    private static final String PROGRAM_NAME = "ftpsync";

    private static final List<SuiteSetting<?>> ALL = List.of(
            MIRRORNAME,
            TO,
            MAILTO,
            HUB,
            RSYNC_HOST,
            RSYNC_PATH,
            RSYNC_USER,
            RSYNC_PASSWORD,
            RSYNC_SOURCE,
            RSYNC_SSL,
            RSYNC_TRANSPORT,
            RSYNC_SSL_PORT,
            RSYNC_SSL_CAPATH,
            RSYNC_SSL_METHOD,
            RSYNC_PROXY,
            INFO_MAINTAINER,
            INFO_SPONSOR,
            INFO_COUNTRY,
            INFO_LOCATION,
            INFO_THROUGHPUT,
            INFO_TRIGGER,
            ARCH_INCLUDE,
            ARCH_EXCLUDE,
            EXCLUDE,
            LOGDIR,
            LOG,
            ERRORSONLY,
            FULLLOGS,
            LOGROTATE,
            LOCKTIMEOUT,
            UIPSLEEP,
            UIPRETRIES,
            TRACEHOST,
            RSYNC,
            RSYNC_EXTRA,
            RSYNC_BW,
            RSYNC_OPTIONS,
            RSYNC_OPTIONS1,
            RSYNC_OPTIONS2,
            CALLBACKUSER,
            CALLBACKHOST,
            CALLBACKKEY,
            HOOK1,
            HOOK2,
            HOOK3,
            HOOK4,
            HOOK5,
            BASEDIR,
            BINDIR,
            PROGRAM);

    private FtpsyncConf(ShellSettings settings, HostContext host) {
        super(settings, new SuiteView(PROGRAM_NAME, settings, host, ALL));
    }

    /**
     * Reads a configuration as ftpsync on this host would. The archive is that of the file's name:
     * {@code ftpsync-NAME.conf}.
     *
     * @param file the file
     * @param host what it may ask of the host; settings that the file leaves out are taken from its environment, as the
     *     script does
     * @return the view
     */
    public static FtpsyncConf of(ShellFile file, HostContext host) {
        HostContext prepared = prepared(host, file.name());
        return new FtpsyncConf(file.settings(prepared), prepared);
    }

    /**
     * The host as ftpsync has made it ready when it reads the file: {@code NAME}, {@code LOGDIR} and {@code LOCKDIR} are set,
     * unless the environment has them.
     *
     * @param host the host
     * @param file the name of the file
     * @return the changed copy
     */
    public static HostContext prepared(HostContext host, String file) {
        return SuiteView.prepared(host, PROGRAM_NAME, SuiteView.nameOf(PROGRAM_NAME, file));
    }

    /**
     * Every setting.
     *
     * @return the settings in the order of the manual page; unmodifiable
     */
    public static List<SuiteSetting<?>> all() {
        return ALL;
    }

    @Override
    public List<Diagnostic> diagnostics() {
        List<Diagnostic> found = new ArrayList<>(readingDiagnostics());
        checkSource(found);
        if (get(ARCH_INCLUDE).isPresent() && get(ARCH_EXCLUDE).isPresent()) {
            found.add(diagnostic(
                    "ARCH_EXCLUDE",
                    Severity.FATAL,
                    "both-architecture-lists",
                    "ARCH_INCLUDE and ARCH_EXCLUDE are both set, and ftpsync refuses that; keep one of them."));
        }
        written().get("RSYNC_TRANSPORT").filter(text -> !text.isEmpty()).ifPresent(text -> {
            if (RSYNC_TRANSPORT.read(text).isEmpty()) {
                found.add(diagnostic(
                        "RSYNC_TRANSPORT",
                        Severity.FATAL,
                        "unknown-transport",
                        "ftpsync ends at a transport other than undefined, ssh and ssl."));
            }
        });
        for (SuiteSetting<List<String>> list :
                List.of(EXCLUDE, RSYNC_EXTRA, RSYNC_OPTIONS, RSYNC_OPTIONS1, RSYNC_OPTIONS2)) {
            written()
                    .get(list.name())
                    .filter(text -> text.indexOf('"') >= 0 || text.indexOf('\'') >= 0)
                    .ifPresent(text -> found.add(diagnostic(
                            list.name(),
                            Severity.HAZARD,
                            "quotes-in-options",
                            "The quotes in " + list
                                    + " reach rsync as they are, because the script splits the value at blanks"
                                    + " only; write the options without quotes.")));
        }
        written()
                .get("MIRRORNAME")
                .filter(text -> !text.isEmpty() && !text.matches("[A-Za-z0-9][A-Za-z0-9._-]*"))
                .ifPresent(text -> found.add(diagnostic(
                        "MIRRORNAME",
                        Severity.HAZARD,
                        "odd-mirror-name",
                        "MIRRORNAME is part of file names; use a full host name.")));
        written()
                .get("TO")
                .filter(text -> text.matches("(?s).*[ \t\n*?\\[].*"))
                .ifPresent(text -> found.add(diagnostic(
                        "TO",
                        Severity.HAZARD,
                        "odd-folder",
                        "ftpsync uses TO without quotes in places; a blank or a pattern in it is taken apart.")));
        return List.copyOf(found);
    }

    private void checkSource(List<Diagnostic> found) {
        boolean told = !written().isUnresolved("RSYNC_HOST") && !written().isUnresolved("RSYNC_SOURCE");
        if (told && get(RSYNC_SOURCE).isEmpty() && get(RSYNC_HOST).isEmpty()) {
            found.add(diagnostic(
                    "RSYNC_HOST",
                    Severity.FATAL,
                    "no-upstream",
                    "ftpsync ends at once, because RSYNC_HOST does not name the host to mirror from."));
        }
        if (get(RSYNC_USER).isPresent()
                && get(RSYNC_PASSWORD).isEmpty()
                && !written().isUnresolved("RSYNC_PASSWORD")) {
            found.add(diagnostic(
                    "RSYNC_USER",
                    Severity.ADVICE,
                    "user-without-password",
                    "RSYNC_USER is set and RSYNC_PASSWORD is not; a daemon that asks for one will refuse."));
        }
    }
}
