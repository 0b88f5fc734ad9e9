package org.pushmirror.core.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.Severity;

/**
 * What runmirrors makes of its configuration: every setting of runmirrors.conf(5) with its documented default, and those that the script
 * reads and the page leaves out, as of version 20180513+nmu1. Immutable.
 */
public final class RunmirrorsConf extends SuiteConf {

    /** {@code MAILTO}: who gets errors by mail. */
    public static final SuiteSetting<String> MAILTO = SuiteSetting.text("MAILTO", "$LOGNAME");

    /** {@code KEYFILE}: the key to log in with; a relative path starts from the home folder. */
    public static final SuiteSetting<String> KEYFILE = SuiteSetting.text("KEYFILE", ".ssh/pushmirror");

    /** {@code LOGDIR}: the folder of the log files, one for each mirror. */
    public static final SuiteSetting<String> LOGDIR = SuiteSetting.text("LOGDIR", "${HOME}/.local/log/ftpsync");

    /** {@code LOG}: the log file of the run. */
    public static final SuiteSetting<String> LOG = SuiteSetting.text("LOG", "${LOGDIR}/${NAME}.log");

    /** {@code LOGROTATE}: how many old logs are kept. */
    public static final SuiteSetting<Integer> LOGROTATE = SuiteSetting.number("LOGROTATE", "14");

    /** {@code LOCKDIR}: the folder of the files that the barrier is made of. */
    public static final SuiteSetting<String> LOCKDIR = SuiteSetting.text("LOCKDIR", "${HOME}/.local/lock/ftpsync");

    /** {@code MIRRORS}: the list of mirrors; where none is set, {@code NAME.mirror} in the folders of the configuration. */
    public static final SuiteSetting<String> MIRRORS = SuiteSetting.text("MIRRORS", "");

    /** {@code SSH_OPTS}: options of ssh for every mirror. */
    public static final SuiteSetting<List<String>> SSH_OPTS =
            SuiteSetting.words("SSH_OPTS", "-o StrictHostKeyChecking=no");

    /** {@code PUSHARCHIVE}: the archive that downstreams are told of. */
    public static final SuiteSetting<String> PUSHARCHIVE = SuiteSetting.text("PUSHARCHIVE", "");

    /** {@code PUSHDELAY}: how long the barrier waits for stage 1. */
    public static final SuiteSetting<Duration> PUSHDELAY = SuiteSetting.seconds("PUSHDELAY", "600");

    /** {@code PUSHCB}: asks downstreams to call back, if it is not empty; read by the script, not documented. */
    public static final SuiteSetting<String> PUSHCB = SuiteSetting.text("PUSHCB", "");

    /** {@code HOOK1}: the program to run before the first mirror. */
    public static final SuiteSetting<String> HOOK1 = SuiteSetting.text("HOOK1", "");

    /** {@code HOOK2}: the program to run after each mirror. */
    public static final SuiteSetting<String> HOOK2 = SuiteSetting.text("HOOK2", "");

    /** {@code HOOK3}: the program to run at the end. */
    public static final SuiteSetting<String> HOOK3 = SuiteSetting.text("HOOK3", "");

    /** {@code BASEDIR}: the folder that the script changes to; it ends at once where this is not set; not documented. */
    public static final SuiteSetting<String> BASEDIR = SuiteSetting.text("BASEDIR", "");

    /** {@code PROGRAM}: the name in log lines; read by the script, not documented. */
    public static final SuiteSetting<String> PROGRAM = SuiteSetting.text("PROGRAM", "${NAME}");

    private static final String PROGRAM_NAME = "runmirrors";

    private static final List<SuiteSetting<?>> ALL = List.of(
            MAILTO,
            KEYFILE,
            LOGDIR,
            LOG,
            LOGROTATE,
            LOCKDIR,
            MIRRORS,
            SSH_OPTS,
            PUSHARCHIVE,
            PUSHDELAY,
            PUSHCB,
            HOOK1,
            HOOK2,
            HOOK3,
            BASEDIR,
            PROGRAM);

    private RunmirrorsConf(ShellSettings settings, HostContext host) {
        super(settings, new SuiteView(PROGRAM_NAME, settings, host, ALL));
    }

    /**
     * Reads a configuration as runmirrors on this host would. The archive is that of the file's name:
     * {@code runmirrors-NAME.conf}.
     *
     * @param file the file
     * @param host what it may ask of the host; settings that the file leaves out are taken from its environment, as the
     *     script does
     * @return the view
     */
    public static RunmirrorsConf of(ShellFile file, HostContext host) {
        HostContext prepared = prepared(host, file.name());
        return new RunmirrorsConf(file.settings(prepared), prepared);
    }

    /**
     * The host as runmirrors has made it ready when it reads the file: {@code NAME}, {@code LOGDIR} and {@code LOCKDIR} are set,
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
        if (!written().isUnresolved("BASEDIR") && get(BASEDIR).isEmpty()) {
            found.add(diagnostic(
                    "BASEDIR",
                    Severity.HAZARD,
                    "no-basedir",
                    "Debian's runmirrors ends at once with \"BASEDIR: unbound variable\", because it never sets it; add"
                            + " BASEDIR=$HOME."));
        }
        boolean unchecked = get(SSH_OPTS).stream()
                .flatMap(List::stream)
                .anyMatch(
                        word -> word.toLowerCase(Locale.ROOT).replace("-o", "").equals("stricthostkeychecking=no"));
        if (unchecked) {
            found.add(diagnostic(
                    "SSH_OPTS",
                    Severity.HAZARD,
                    "host-keys-unchecked",
                    "Host keys are not checked (StrictHostKeyChecking=no, also the default of runmirrors), so anyone on the way"
                            + " can stand in for a mirror; keep their keys in known_hosts."));
        }
        return List.copyOf(found);
    }

    /**
     * The archive that downstreams are told of.
     *
     * @param file the name of the file, which names the archive where no setting does
     * @return its name; empty for the default archive
     */
    public String archive(String file) {
        String name = SuiteView.nameOf(PROGRAM_NAME, file);
        String fromName = name.startsWith(PROGRAM_NAME + "-") ? name.substring(PROGRAM_NAME.length() + 1) : "";
        return get(PUSHARCHIVE).orElse(fromName);
    }
}
