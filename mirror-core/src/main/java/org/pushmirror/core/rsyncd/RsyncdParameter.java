package org.pushmirror.core.rsyncd;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of rsyncd.conf: the 59 that rsync 3.5.0 knows, each as a typed constant, in one table. Immutable and
 * thread-safe.
 *
 * @param <T> the type of its values
 */
public final class RsyncdParameter<T> {

    /** Where a parameter may stand. */
    public enum Scope {
        /** Before the first module or under {@code [global]} only. */
        GLOBAL,
        /** In a module, or outside modules as the default for those that follow. */
        MODULE
    }

    /** How rsync reads the text of a value. */
    public enum Type {
        /** Any text. */
        STRING,
        /** Text whose slashes at the end are cut. */
        PATH,
        /** A number; what follows its digits is dropped silently. */
        INTEGER,
        /** The name or the number of a syslog facility. */
        ENUM,
        /** {@code yes}, {@code true}, {@code 1}, {@code no}, {@code false} or {@code 0}. */
        BOOLEAN,
        /** A boolean, or {@code unset} or {@code -1}. */
        BOOLEAN_OR_UNSET
    }

    /** {@code address}: IP or host name the stand-alone daemon binds to (overridden by --address). */
    public static final RsyncdParameter<String> ADDRESS = ParameterTable.parameter("address");

    /** {@code daemon chroot}: chroot done per connection before the handshake; module paths become relative to it. */
    public static final RsyncdParameter<String> DAEMON_CHROOT = ParameterTable.parameter("daemon chroot");

    /** {@code daemon gid}: group the per-connection daemon switches to before the handshake. */
    public static final RsyncdParameter<String> DAEMON_GID = ParameterTable.parameter("daemon gid");

    /** {@code daemon uid}: user the per-connection daemon switches to before the handshake. */
    public static final RsyncdParameter<String> DAEMON_UID = ParameterTable.parameter("daemon uid");

    /** {@code motd file}: file whose bytes are sent to each client after the greeting. */
    public static final RsyncdParameter<String> MOTD_FILE = ParameterTable.parameter("motd file");

    /** {@code pid file}: file that receives the listener pid; kept locked while alive, removed on clean exit. */
    public static final RsyncdParameter<String> PID_FILE = ParameterTable.parameter("pid file");

    /** {@code proxy protocol hosts}: peers allowed to send a PROXY header (hosts allow syntax, no forward DNS). */
    public static final RsyncdParameter<String> PROXY_PROTOCOL_HOSTS = ParameterTable.parameter("proxy protocol hosts");

    /** {@code socket options}: SO_*, TCP_* and IPTOS_* tokens applied to the listening socket. */
    public static final RsyncdParameter<String> SOCKET_OPTIONS = ParameterTable.parameter("socket options");

    /** {@code listen backlog}: backlog passed to listen(). */
    public static final RsyncdParameter<Integer> LISTEN_BACKLOG = ParameterTable.parameter("listen backlog");

    /** {@code port}: TCP port; 0 means 873 (overridden by --port). */
    public static final RsyncdParameter<Integer> PORT = ParameterTable.parameter("port");

    /** {@code proxy protocol}: require a PROXY v1/v2 header on every connection. */
    public static final RsyncdParameter<Boolean> PROXY_PROTOCOL = ParameterTable.parameter("proxy protocol");

    /** {@code auth digest}: weakest auth digest accepted (sha512, sha256, sha1, md5, md4; case-insensitive). */
    public static final RsyncdParameter<String> AUTH_DIGEST = ParameterTable.parameter("auth digest");

    /** {@code auth users}: rules that decide who must and may log in; empty value = anonymous. */
    public static final RsyncdParameter<String> AUTH_USERS = ParameterTable.parameter("auth users");

    /** {@code charset}: charset of names in the module; without it client --iconv is refused. */
    public static final RsyncdParameter<String> CHARSET = ParameterTable.parameter("charset");

    /** {@code comment}: text after the module name in the listing. */
    public static final RsyncdParameter<String> COMMENT = ParameterTable.parameter("comment");

    /** {@code dont compress}: patterns not to compress; only the value * has an effect today. */
    public static final RsyncdParameter<String> DONT_COMPRESS = ParameterTable.parameter("dont compress");

    /** {@code early exec}: shell command run before the request is known; failure aborts. */
    public static final RsyncdParameter<String> EARLY_EXEC = ParameterTable.parameter("early exec");

    /** {@code exclude}: space-separated daemon exclude patterns. */
    public static final RsyncdParameter<String> EXCLUDE = ParameterTable.parameter("exclude");

    /** {@code exclude from}: file of daemon exclude patterns; unreadable file kills the connection. */
    public static final RsyncdParameter<String> EXCLUDE_FROM = ParameterTable.parameter("exclude from");

    /** {@code filter}: space-separated daemon filter rules; bad rule kills the connection. */
    public static final RsyncdParameter<String> FILTER = ParameterTable.parameter("filter");

    /** {@code gid}: group list for the transfer (space/comma, leading comma = commas only, * only first). */
    public static final RsyncdParameter<String> GID = ParameterTable.parameter("gid");

    /** {@code hosts allow}: address/name patterns that are let in (checked first). */
    public static final RsyncdParameter<String> HOSTS_ALLOW = ParameterTable.parameter("hosts allow");

    /** {@code hosts deny}: address/name patterns that are refused. */
    public static final RsyncdParameter<String> HOSTS_DENY = ParameterTable.parameter("hosts deny");

    /** {@code include}: space-separated daemon include patterns. */
    public static final RsyncdParameter<String> INCLUDE = ParameterTable.parameter("include");

    /** {@code include from}: file of daemon include patterns. */
    public static final RsyncdParameter<String> INCLUDE_FROM = ParameterTable.parameter("include from");

    /** {@code incoming chmod}: chmod expression applied to received files; bad value is only logged. */
    public static final RsyncdParameter<String> INCOMING_CHMOD = ParameterTable.parameter("incoming chmod");

    /** {@code lock file}: record-lock file that counts connections (4 bytes per slot). */
    public static final RsyncdParameter<String> LOCK_FILE = ParameterTable.parameter("lock file");

    /** {@code log file}: log to this file instead of syslog. */
    public static final RsyncdParameter<String> LOG_FILE = ParameterTable.parameter("log file");

    /** {@code log format}: per-file line used with transfer logging. */
    public static final RsyncdParameter<String> LOG_FORMAT = ParameterTable.parameter("log format");

    /** {@code name}: undocumented: the module name itself; in a module it renames it. */
    public static final RsyncdParameter<String> NAME = ParameterTable.parameter("name");

    /** {@code name converter}: helper program mapping user/group names and ids. */
    public static final RsyncdParameter<String> NAME_CONVERTER = ParameterTable.parameter("name converter");

    /** {@code outgoing chmod}: chmod expression applied to sent files. */
    public static final RsyncdParameter<String> OUTGOING_CHMOD = ParameterTable.parameter("outgoing chmod");

    /** {@code post-xfer exec}: shell command run after the connection. */
    public static final RsyncdParameter<String> POST_XFER_EXEC = ParameterTable.parameter("post-xfer exec");

    /** {@code pre-xfer exec}: shell command run before the transfer; failure aborts and its stdout goes to the client. */
    public static final RsyncdParameter<String> PRE_XFER_EXEC = ParameterTable.parameter("pre-xfer exec");

    /** {@code refuse options}: SPACE-separated list of refused client options (wildcards, ! negation). */
    public static final RsyncdParameter<String> REFUSE_OPTIONS = ParameterTable.parameter("refuse options");

    /** {@code secrets file}: file with user:password and @group:password lines. */
    public static final RsyncdParameter<String> SECRETS_FILE = ParameterTable.parameter("secrets file");

    /** {@code syslog tag}: syslog ident. */
    public static final RsyncdParameter<String> SYSLOG_TAG = ParameterTable.parameter("syslog tag");

    /** {@code uid}: user for the transfer (root daemon default: nobody). */
    public static final RsyncdParameter<String> UID = ParameterTable.parameter("uid");

    /** {@code path}: directory served; required; /./ splits chroot and inner dir. */
    public static final RsyncdParameter<String> PATH = ParameterTable.parameter("path");

    /** {@code temp dir}: directory for temporary files. */
    public static final RsyncdParameter<String> TEMP_DIR = ParameterTable.parameter("temp dir");

    /** {@code max connections}: slots shared through the lock file; 0 = unlimited, negative = module disabled. */
    public static final RsyncdParameter<Integer> MAX_CONNECTIONS = ParameterTable.parameter("max connections");

    /** {@code max verbosity}: cap on client-requested verbosity in daemon logging. */
    public static final RsyncdParameter<Integer> MAX_VERBOSITY = ParameterTable.parameter("max verbosity");

    /** {@code timeout}: I/O timeout seconds; caps the client value; also tightens the 60 s handshake limit. */
    public static final RsyncdParameter<Duration> TIMEOUT = ParameterTable.parameter("timeout");

    /** {@code syslog facility}: syslog facility name or positive number. */
    public static final RsyncdParameter<String> SYSLOG_FACILITY = ParameterTable.parameter("syslog facility");

    /** {@code fake super}: store privileged attributes in xattrs. */
    public static final RsyncdParameter<Boolean> FAKE_SUPER = ParameterTable.parameter("fake super");

    /** {@code forward lookup}: resolve host names used in hosts allow/deny. */
    public static final RsyncdParameter<Boolean> FORWARD_LOOKUP = ParameterTable.parameter("forward lookup");

    /** {@code ignore errors}: run deletions even after I/O errors. */
    public static final RsyncdParameter<Boolean> IGNORE_ERRORS = ParameterTable.parameter("ignore errors");

    /** {@code ignore nonreadable}: hide files the module user cannot read. */
    public static final RsyncdParameter<Boolean> IGNORE_NONREADABLE = ParameterTable.parameter("ignore nonreadable");

    /** {@code insecure links}: disable the symlink ownership/confinement checks for the module. */
    public static final RsyncdParameter<Boolean> INSECURE_LINKS = ParameterTable.parameter("insecure links");

    /** {@code list}: show the module in listings; if off, a host denial pretends the module is unknown. */
    public static final RsyncdParameter<Boolean> LIST = ParameterTable.parameter("list");

    /** {@code read only}: refuse uploads. */
    public static final RsyncdParameter<Boolean> READ_ONLY = ParameterTable.parameter("read only");

    /** {@code reverse lookup}: reverse DNS of the client. */
    public static final RsyncdParameter<Boolean> REVERSE_LOOKUP = ParameterTable.parameter("reverse lookup");

    /** {@code strict modes}: check the secrets file mode/owner. */
    public static final RsyncdParameter<Boolean> STRICT_MODES = ParameterTable.parameter("strict modes");

    /** {@code transfer logging}: log each file with log format. */
    public static final RsyncdParameter<Boolean> TRANSFER_LOGGING = ParameterTable.parameter("transfer logging");

    /** {@code write only}: refuse downloads and file listings. */
    public static final RsyncdParameter<Boolean> WRITE_ONLY = ParameterTable.parameter("write only");

    /** {@code munge symlinks}: prefix stored symlinks with /rsyncd-munged/; unset = on unless plain chroot. */
    public static final RsyncdParameter<TriState> MUNGE_SYMLINKS = ParameterTable.parameter("munge symlinks");

    /** {@code numeric ids}: no name mapping; unset = on when chrooted without name converter. */
    public static final RsyncdParameter<TriState> NUMERIC_IDS = ParameterTable.parameter("numeric ids");

    /** {@code open noatime}: force/forbid O_NOATIME; unset = client decides. */
    public static final RsyncdParameter<TriState> OPEN_NOATIME = ParameterTable.parameter("open noatime");

    /** {@code use chroot}: chroot into path; unset = try, carry on with a log line if not permitted (forced on by /./). */
    public static final RsyncdParameter<TriState> USE_CHROOT = ParameterTable.parameter("use chroot");

    private static final Set<RsyncdParameter<?>> READ_BY_LISTENER =
            Set.of(ADDRESS, LISTEN_BACKLOG, LOG_FILE, PID_FILE, PORT, SOCKET_OPTIONS);

    private final int ordinal;
    private final String name;
    private final Scope scope;
    private final ValueKind<T> kind;
    private final @Nullable T defaultValue;
    private final String since;
    private final String meaning;

    RsyncdParameter(
            int ordinal,
            String name,
            Scope scope,
            ValueKind<T> kind,
            @Nullable T defaultValue,
            String since,
            String meaning) {
        this.ordinal = ordinal;
        this.name = name;
        this.scope = scope;
        this.kind = kind;
        this.defaultValue = defaultValue;
        this.since = since;
        this.meaning = meaning;
    }

    /**
     * All parameters.
     *
     * @return the parameters, global ones first; unmodifiable
     */
    public static List<RsyncdParameter<?>> all() {
        return ParameterTable.all();
    }

    /**
     * The parameter with a name.
     *
     * @param name the name; case and blanks do not count, as in rsync
     * @return the parameter; empty if rsync knows none of this name
     */
    public static Optional<RsyncdParameter<?>> named(String name) {
        return ParameterTable.named(name);
    }

    /**
     * The parameter that a misspelt name most likely means.
     *
     * @param name a name that rsync does not know
     * @return the parameter with the fewest letters to change, at most a third of them, or the only one that begins so; empty if none is near
     */
    public static Optional<RsyncdParameter<?>> nearest(String name) {
        return NearestName.of(name);
    }

    /**
     * Its name.
     *
     * @return the name as in rsyncd.conf(5)
     */
    public String name() {
        return name;
    }

    /**
     * Where it may stand.
     *
     * @return the scope
     */
    public Scope scope() {
        return scope;
    }

    /**
     * How rsync reads its value.
     *
     * @return the type
     */
    public Type type() {
        return kind.type();
    }

    /**
     * Its value where the file sets none.
     *
     * @return the default; empty if there is none, or if it is part of the program ({@link #DONT_COMPRESS})
     */
    public Optional<T> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /**
     * The first release of rsync that knows it.
     *
     * @return for example {@code 3.1.0}
     */
    public String since() {
        return since;
    }

    /**
     * What it means.
     *
     * @return one sentence
     */
    public String meaning() {
        return meaning;
    }

    /**
     * Whether the stand-alone listener reads it when it starts. It reads the file up to the first header only, even if
     * that is {@code [global]}.
     *
     * @return true for {@code address}, {@code listen backlog}, {@code log file}, {@code pid file}, {@code port} and {@code
     *     socket options}
     */
    public boolean isReadByListener() {
        return READ_BY_LISTENER.contains(this);
    }

    /** The value of this text, or nothing if rsync drops it and keeps the value from before. */
    Optional<T> read(String text) {
        return kind.read(text);
    }

    /** The value of this text once variables are put in, which rsync does in text later than in other values. */
    Optional<T> read(String text, VariableExpansion expansion) {
        return switch (type()) {
            case STRING -> kind.read(expansion.expand(text).orElse(text));
            case PATH -> kind.read(text).map(path -> kind.expanded(path, expansion));
            default -> expansion.expand(text).flatMap(kind::read);
        };
    }

    /**
     * The value of a text, strictly: no text that rsync would drop or read as something else.
     *
     * @param text the text as it would stand in a file
     * @return the value
     * @throws IllegalArgumentException if the text is no value of this parameter; the message says what is allowed
     */
    public T parse(String text) {
        T value = kind.read(text)
                .orElseThrow(() ->
                        new IllegalArgumentException("The value of \"" + name + "\" is not " + kind.allowed() + "."));
        if (type() == Type.INTEGER && !ValueKind.isPlainInteger(text)) {
            throw new IllegalArgumentException("The value of \"" + name + "\" is not " + kind.allowed() + ".");
        }
        return value;
    }

    /** Its place in the table. */
    int ordinal() {
        return ordinal;
    }

    /** What a value must be, for messages. */
    String allowed() {
        return kind.allowed();
    }

    /** The text of a value that rsync reads back as this value; throws IllegalArgumentException if there is none. */
    String write(T value) {
        try {
            return kind.write(value);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("The value of \"" + name + "\" " + refused.getMessage(), refused);
        }
    }

    /**
     * Its name.
     *
     * @return the same as {@link #name()}
     */
    @Override
    public String toString() {
        return name;
    }
}
