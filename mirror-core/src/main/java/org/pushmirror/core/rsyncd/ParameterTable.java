package org.pushmirror.core.rsyncd;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.pushmirror.core.rsyncd.RsyncdParameter.Scope;

/** The parameters of rsync 3.5.0 as one table: name, scope, type, default (- for none), first release, meaning. */
final class ParameterTable {

    private static final String ROWS = """
            address              | global | string  | -                        | 2.6.4 | IP or host name the stand-alone daemon binds to (overridden by --address).
            daemon chroot        | global | string  | -                        | 3.1.3 | Chroot done per connection before the handshake; module paths become relative to it.
            daemon gid           | global | string  | -                        | 3.1.3 | Group the per-connection daemon switches to before the handshake.
            daemon uid           | global | string  | -                        | 3.1.3 | User the per-connection daemon switches to before the handshake.
            motd file            | global | string  | -                        | 2.0.0 | File whose bytes are sent to each client after the greeting.
            pid file             | global | string  | -                        | 2.2.0 | File that receives the listener pid; kept locked while alive, removed on clean exit.
            proxy protocol hosts | global | string  | -                        | 3.5.0 | Peers allowed to send a PROXY header (hosts allow syntax, no forward DNS).
            socket options       | global | string  | -                        | 2.0.5 | SO_*, TCP_* and IPTOS_* tokens applied to the listening socket.
            listen backlog       | global | int     | 5                        | 3.1.0 | Backlog passed to listen().
            port                 | global | int     | 0                        | 2.6.4 | TCP port; 0 means 873 (overridden by --port).
            proxy protocol       | global | bool    | no                       | 3.2.0 | Require a PROXY v1/v2 header on every connection.
            auth digest          | module | string  | -                        | 3.5.0 | Weakest auth digest accepted (sha512, sha256, sha1, md5, md4; case-insensitive).
            auth users           | module | string  | -                        | 2.0.0 | Rules that decide who must and may log in; empty value = anonymous.
            charset              | module | string  | -                        | 3.0.0 | Charset of names in the module; without it client --iconv is refused.
            comment              | module | string  | -                        | 2.0.0 | Text after the module name in the listing.
            dont compress        | module | string  | -                        | 2.2.1 | Patterns not to compress; only the value * has an effect today.
            early exec           | module | string  | -                        | 3.2.0 | Shell command run before the request is known; failure aborts.
            exclude              | module | string  | -                        | 2.0.1 | Space-separated daemon exclude patterns.
            exclude from         | module | string  | -                        | 2.0.1 | File of daemon exclude patterns; unreadable file kills the connection.
            filter               | module | string  | -                        | 2.6.4 | Space-separated daemon filter rules; bad rule kills the connection.
            gid                  | module | string  | -                        | 2.0.0 | Group list for the transfer (space/comma, leading comma = commas only, * only first).
            hosts allow          | module | string  | -                        | 2.0.0 | Address/name patterns that are let in (checked first).
            hosts deny           | module | string  | -                        | 2.0.0 | Address/name patterns that are refused.
            include              | module | string  | -                        | 2.2.1 | Space-separated daemon include patterns.
            include from         | module | string  | -                        | 2.2.1 | File of daemon include patterns.
            incoming chmod       | module | string  | -                        | 2.6.7 | Chmod expression applied to received files; bad value is only logged.
            lock file            | module | string  | /var/run/rsyncd.lock     | 2.0.0 | Record-lock file that counts connections (4 bytes per slot).
            log file             | module | string  | -                        | 2.1.1 | Log to this file instead of syslog.
            log format           | module | string  | %o %h [%a] %m (%u) %f %l | 2.2.0 | Per-file line used with transfer logging.
            name                 | module | string  | -                        | 2.0.0 | Undocumented: the module name itself; in a module it renames it.
            name converter       | module | string  | -                        | 3.2.3 | Helper program mapping user/group names and ids.
            outgoing chmod       | module | string  | -                        | 2.6.7 | Chmod expression applied to sent files.
            post-xfer exec       | module | string  | -                        | 2.6.6 | Shell command run after the connection.
            pre-xfer exec        | module | string  | -                        | 2.6.6 | Shell command run before the transfer; failure aborts and its stdout goes to the client.
            refuse options       | module | string  | -                        | 2.2.1 | SPACE-separated list of refused client options (wildcards, ! negation).
            secrets file         | module | string  | -                        | 2.0.0 | File with user:password and @group:password lines.
            syslog tag           | module | string  | rsyncd                   | 3.1.3 | Syslog ident.
            uid                  | module | string  | -                        | 2.0.0 | User for the transfer (root daemon default: nobody).
            path                 | module | path    | -                        | 2.0.0 | Directory served; required; /./ splits chroot and inner dir.
            temp dir             | module | path    | -                        | 2.6.7 | Directory for temporary files.
            max connections      | module | int     | 0                        | 2.0.0 | Slots shared through the lock file; 0 = unlimited, negative = module disabled.
            max verbosity        | module | int     | 1                        | 2.6.1 | Cap on client-requested verbosity in daemon logging.
            timeout              | module | seconds | 0                        | 2.2.1 | I/O timeout seconds; caps the client value; also tightens the 60 s handshake limit.
            syslog facility      | module | enum    | daemon                   | 2.0.0 | Syslog facility name or positive number.
            fake super           | module | bool    | no                       | 3.0.0 | Store privileged attributes in xattrs.
            forward lookup       | module | bool    | yes                      | 3.1.0 | Resolve host names used in hosts allow/deny.
            ignore errors        | module | bool    | no                       | 2.3.2 | Run deletions even after I/O errors.
            ignore nonreadable   | module | bool    | no                       | 2.3.3 | Hide files the module user cannot read.
            insecure links       | module | bool    | no                       | 3.5.0 | Disable the symlink ownership/confinement checks for the module.
            list                 | module | bool    | yes                      | 2.0.0 | Show the module in listings; if off, a host denial pretends the module is unknown.
            read only            | module | bool    | yes                      | 2.0.0 | Refuse uploads.
            reverse lookup       | module | bool    | yes                      | 3.1.0 | Reverse DNS of the client.
            strict modes         | module | bool    | yes                      | 2.3.0 | Check the secrets file mode/owner.
            transfer logging     | module | bool    | no                       | 2.2.0 | Log each file with log format.
            write only           | module | bool    | no                       | 2.6.3 | Refuse downloads and file listings.
            munge symlinks       | module | bool3   | unset                    | 3.0.0 | Prefix stored symlinks with /rsyncd-munged/; unset = on unless plain chroot.
            numeric ids          | module | bool3   | unset                    | 3.0.0 | No name mapping; unset = on when chrooted without name converter.
            open noatime         | module | bool3   | unset                    | 3.2.2 | Force/forbid O_NOATIME; unset = client decides.
            use chroot           | module | bool3   | unset                    | 2.2.0 | Chroot into path; unset = try, carry on with a log line if not permitted (forced on by /./).
            """;

    private static final Map<String, ValueKind<?>> KINDS = Map.of(
            "string", ValueKind.STRING,
            "path", ValueKind.PATH,
            "int", ValueKind.INTEGER,
            "seconds", ValueKind.SECONDS,
            "enum", ValueKind.FACILITY,
            "bool", ValueKind.BOOLEAN,
            "bool3", ValueKind.TRI_STATE);

    private static final List<RsyncdParameter<?>> ALL = rows(ROWS.lines().toList());

    private static final Map<String, RsyncdParameter<?>> BY_KEY = ALL.stream()
            .collect(Collectors.toUnmodifiableMap(parameter -> FoldedName.of(parameter.name()), Function.identity()));

    private static final Map<String, RsyncdParameter<?>> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(RsyncdParameter::name, Function.identity()));

    private ParameterTable() {}

    private static List<RsyncdParameter<?>> rows(List<String> rows) {
        return IntStream.range(0, rows.size())
                .<RsyncdParameter<?>>mapToObj(ordinal -> row(ordinal, rows.get(ordinal)))
                .toList();
    }

    private static RsyncdParameter<?> row(int ordinal, String row) {
        String[] cells = row.split(" *\\| ", 6);
        ValueKind<?> kind = KINDS.get(cells[2]);
        if (kind == null) {
            throw new IllegalStateException("The table has the type \"" + cells[2] + "\", which is none.");
        }
        return typed(ordinal, cells, kind);
    }

    private static <T> RsyncdParameter<T> typed(int ordinal, String[] cells, ValueKind<T> kind) {
        Optional<T> value = cells[3].equals("-") ? Optional.empty() : kind.read(cells[3]);
        Scope scope = cells[1].equals("global") ? Scope.GLOBAL : Scope.MODULE;
        return new RsyncdParameter<>(ordinal, cells[0], scope, kind, value.orElse(null), cells[4], cells[5]);
    }

    static List<RsyncdParameter<?>> all() {
        return ALL;
    }

    static Optional<RsyncdParameter<?>> named(String name) {
        RsyncdParameter<?> spelt = BY_NAME.get(name);
        return spelt != null ? Optional.of(spelt) : Optional.ofNullable(BY_KEY.get(FoldedName.of(name)));
    }

    /** The parameter of a row; a test checks that the type of its values is that of each constant. */
    @SuppressWarnings("unchecked")
    static <T> RsyncdParameter<T> parameter(String name) {
        return (RsyncdParameter<T>) named(name).orElseThrow();
    }
}
