package org.pushmirror.core.rsyncd;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.pushmirror.core.text.LintRule;
import org.pushmirror.core.text.Severity;

/** Every rule that a diagnostic of an rsyncd.conf can name: the table that messages and docs/lint.md are made from. */
enum RsyncdRule {
    UNCLOSED_HEADER(Severity.FATAL, "A header is not closed by `]` on its line. rsync refuses the file."),
    EMPTY_MODULE_NAME(Severity.FATAL, "A header has no name. rsync refuses the file."),
    INVALID_MODULE_NAME(Severity.FATAL, "The name of a module has a slash. rsync refuses the file."),
    EMPTY_PARAMETER_NAME(Severity.FATAL, "A line begins with `=`. rsync refuses the file."),
    UNKNOWN_DIRECTIVE(
            Severity.FATAL, "A line begins with `&` and is not `&include` or `&merge`. rsync refuses the file."),
    EMPTY_DIRECTIVE(Severity.FATAL, "`&include` or `&merge` names nothing. rsync refuses the file."),
    INCLUDE_UNREADABLE(
            Severity.FATAL, "An included file or folder is not there or cannot be read. rsync refuses the file."),
    INCLUDE_CYCLE(
            Severity.FATAL,
            "A file includes itself, by way of others perhaps. rsync runs out of file descriptors, or crashes; nothing is followed in circles here."),
    INCLUDE_TOO_DEEP(
            Severity.FATAL,
            "Files include each other more than 1500 deep. rsync runs out of file descriptors or of stack."),
    INCLUDE_TOO_MUCH(
            Severity.FATAL,
            "Included files have more than 20 million lines together, most likely by files that include one another several times."),
    EXPANSION_TOO_LONG(
            Severity.FATAL,
            "A value grows by more than 2048 bytes when variables are put in. rsync ends the connection at that point."),
    FATAL_BEHIND_HEADER(
            Severity.FATAL,
            "rsync refuses the file because of something behind the first header, where the listener does not look: it starts, and cuts off every client."),
    BADLY_FORMED_LINE(Severity.IGNORED, "A line is no header and has no `=`. rsync logs and ignores it."),
    UNKNOWN_PARAMETER(Severity.IGNORED, "rsync knows no parameter of this name, and ignores the line."),
    GLOBAL_IN_MODULE(
            Severity.IGNORED,
            "A global parameter stands in a module, where rsync ignores it. It belongs before the first module."),
    PARAMETER_TOO_NEW(
            Severity.IGNORED,
            "The parameter came with a later release of rsync than the one that is checked for, which ignores it."),
    BAD_BOOLEAN(
            Severity.HAZARD,
            "A switch is not `yes`, `true`, `1`, `no`, `false` or `0` (some also take `unset`). rsync keeps the value from before: `list = off` lists the module."),
    BAD_ENUM(
            Severity.IGNORED,
            "A syslog facility is neither a known name nor a positive number. rsync keeps the value from before."),
    ODD_INTEGER(
            Severity.IGNORED,
            "A number has more than digits in it, or is too big. rsync takes the digits it begins with, or 0."),
    PORT_OUT_OF_RANGE(
            Severity.IGNORED, "A port is not from 1 to 65535. rsync takes its lower 16 bits: 65536 is a random port."),
    NAME_PARAMETER(
            Severity.HAZARD,
            "`name` is an undocumented parameter that renames the module. Write the name into the header."),
    NUL(Severity.HAZARD, "A NUL stands between lines. rsync reads no further."),
    BOM(
            Severity.HAZARD,
            "The file begins with a UTF-8 byte order mark, which rsync takes for a part of the first line: a header there does not begin a module."),
    CR_ONLY(Severity.HAZARD, "Lines end with CR alone. rsync takes them for one line."),
    INCLUDE_NOT_FOLLOWED(
            Severity.HAZARD,
            "An included file is not read here, so its modules and values are missing. Read the tree of files instead."),
    VARIABLE_NOT_EXPANDED(
            Severity.ADVICE,
            "A `%NAME%` is replaced by rsync if there is an environment variable of that name; there is none in the environment that is looked at here."),
    MODULE_REOPENED(
            Severity.HAZARD,
            "Two headers have the same name but for case and blanks. rsync takes them for one module, of the first spelling, and what stands later counts."),
    DUPLICATE_PARAMETER(Severity.IGNORED, "A module sets a parameter twice. Only the last line counts."),
    STARTUP_BEHIND_HEADER(
            Severity.IGNORED,
            "`port`, `address`, `pid file`, `listen backlog` or `socket options` stands behind a header (`[global]` is one, too), where the listener does not look."),
    STARTUP_IN_INCLUDE(
            Severity.HAZARD,
            "An included file sets what the listener reads, and has no header before it. It leaks into the listener, although an include keeps its settings to itself otherwise."),
    LATE_GLOBAL_TEXT(
            Severity.HAZARD,
            "`[global]` behind a module sets a text that the module has not set: it applies to the module above, too."),
    LATE_GLOBAL_VALUE(
            Severity.IGNORED,
            "`[global]` behind modules sets a number or a switch: the modules above keep what they had when they began."),
    DEFAULT_AFTER_INCLUDE(
            Severity.HAZARD,
            "After `&include` in a module rsync is outside modules again: the lines that follow set defaults, not the module. Move the include before the header, or use `&merge`."),
    COMMENT_IN_VALUE(
            Severity.HAZARD,
            "A `#` or `;` follows a blank in a value. Comments are lines of their own; this is a part of the value."),
    QUOTED_VALUE(Severity.HAZARD, "A value stands in quotes. rsync has none: they are a part of the value."),
    QUOTED_COMMENT(Severity.ADVICE, "A module's comment stands in quotes, which clients see."),
    CONTINUATION_SWALLOWS(
            Severity.HAZARD,
            "A line ends in a backslash and joins one that looks like a header, a parameter or a comment of its own."),
    CONTINUED_PATH(Severity.HAZARD, "A path begins on a continued line, and so with the blanks of its indent."),
    INCLUDED_BACKUP(
            Severity.HAZARD,
            "A folder that is included holds a file that begins with a dot or looks like a backup copy. rsync reads it, too."),
    DOUBLE_PERCENT(
            Severity.IGNORED,
            "`%%` is written for a percent sign. rsync leaves both, and replaces `%NAME%` between them."),
    UNSET_VARIABLE(
            Severity.HAZARD,
            "A path, user or group has a `%NAME%` whose variable is not set. rsync takes it as it stands."),
    USER_IN_PATH(
            Severity.HAZARD,
            "`%RSYNC_USER_NAME%` is used in a module without `auth users`: nobody logs in, so it is empty."),
    VARIABLE_IN_HOOK(
            Severity.HAZARD,
            "A command has a `%RSYNC_…%`, which a client can fill (CVE-2026-53790); rsync 3.5.0 ends the connection when it holds a blank or a character of the shell. Use the environment variable in the program instead."),
    MODULE_NAME_HASH(
            Severity.HAZARD, "The name of a module begins with `#`. It is listed, and no client can ask for it."),
    MODULE_NAME_LONG(
            Severity.HAZARD,
            "The name of a module is longer than 1022 bytes. It is listed, and no client can ask for it."),
    MODULE_NAME_VARIABLE(
            Severity.HAZARD, "The name of a module has a `%NAME%`, which changes with the environment of the daemon."),
    LISTING_TOO_LONG(
            Severity.HAZARD,
            "Name and comment of a listed module have more than 5100 bytes. rsync then fails the whole listing, for every client."),
    LISTS_NOT_CHECKED(
            Severity.ADVICE,
            "A list is longer than 1 MiB, or the lists of all modules together are longer than 64 MiB: what they hold is not checked."),
    REFUSE_SEPARATOR(
            Severity.HAZARD,
            "`refuse options` has a comma or a tab. Only spaces part its words, so nothing of this is refused."),
    REFUSE_UNKNOWN(
            Severity.HAZARD,
            "`refuse options` has a word that is no option of rsync, or has dashes before it. It refuses nothing."),
    REFUSE_NEGATED(
            Severity.HAZARD,
            "`refuse options` allows `write-devices` or `copy-devices`, which rsync refuses for good reasons."),
    PATTERN_COMMA(
            Severity.HAZARD, "`exclude`, `include` or `filter` has a comma. Blanks part patterns, commas do not."),
    BAD_FILTER(
            Severity.HAZARD, "`filter` begins with no known rule. rsync cuts off everybody who asks for the module."),
    BAD_CHMOD(
            Severity.IGNORED,
            "`incoming chmod` or `outgoing chmod` is no list of modes. rsync logs it and changes no mode."),
    RELATIVE_PATH(
            Severity.HAZARD,
            "A path does not begin with a slash. It is looked up in whatever folder the daemon is in."),
    NO_PATH(Severity.HAZARD, "A module has no path. It is listed, and whoever asks for it gets an error."),
    AUTH_USERS_EMPTY(
            Severity.HAZARD,
            "`auth users` is empty, which is the same as unset: anyone is let in, without a password."),
    AUTH_USERS_COMMA(
            Severity.HAZARD,
            "`auth users` begins with a comma. Since rsync 3.5.0 only commas part its rules then; releases before take blanks as well (CVE-2026-70463)."),
    NO_SECRETS_FILE(Severity.HAZARD, "A module has `auth users` and no `secrets file`. Every login fails."),
    STRICT_MODES_OFF(
            Severity.HAZARD, "`strict modes = no`: rsync takes secrets that anyone on the machine can read or write."),
    AUTH_RULE_SHADOWED(
            Severity.HAZARD,
            "A rule of `auth users` can never be reached, because one before it matches everyone that it names."),
    AUTH_OPTION_UNKNOWN(
            Severity.HAZARD,
            "A rule of `auth users` has an option that begins with neither `d` (deny), `ro` nor `rw`. rsync takes it for none: `bob:r` may write where anyone may."),
    HOSTS_OPEN(
            Severity.HAZARD,
            "A word of `hosts deny` looks like addresses and matches none (`192.0.2.`, `192.0.2.*`, a mask that is too long): nobody is denied."),
    HOSTS_WORD(
            Severity.HAZARD,
            "A word of `hosts allow` or `hosts deny` is no address and no host name (`ALL`, `EXCEPT`, `!…`, a range). It cannot be resolved: in `hosts deny` it denies everybody, in `hosts allow` it admits nobody."),
    HOSTS_DENY_NAME(
            Severity.HAZARD,
            "`hosts deny` has a host name. While it cannot be resolved rsync 3.5.0 denies everybody, and releases before deny nobody (CVE-2026-70452). Write addresses."),
    HOSTS_CHROOT_NAME(
            Severity.HAZARD,
            "Host names are used together with `daemon chroot`, where names may not resolve (CVE-2026-43617). Write addresses."),
    HOSTS_LOCALHOST(
            Severity.ADVICE, "`localhost` does not cover every name of the loopback address of IPv6. Add `::1`."),
    OPEN_UPLOAD(
            Severity.HAZARD,
            "Anyone may write: `read only = no` without `auth users` and without limits by `hosts allow` or `hosts deny`."),
    UNLISTED(
            Severity.ADVICE,
            "`list = no` hides a module from the listing only. Whoever knows its name gets in, as nothing else keeps them out."),
    NO_AUTH_DIGEST(
            Severity.ADVICE,
            "`auth users` is used without `auth digest`. A client can ask for md5 or md4; `auth digest = sha256` refuses that."),
    NO_LIMIT(Severity.ADVICE, "A module that anyone may read has no `max connections`."),
    LOCK_FILE_SHARED(
            Severity.ADVICE,
            "`max connections` counts in a `lock file` in a folder that anyone can write to (CVE-2026-70464)."),
    PROXY_WITHOUT_HOSTS(
            Severity.HAZARD,
            "`proxy protocol = yes` without `proxy protocol hosts`. rsync 3.5.0 then refuses every connection; releases before believe whoever connects (CVE-2026-53791)."),
    ROOT_UID(Severity.HAZARD, "`uid` is root. Whoever finds a hole in rsync, or may write, is root."),
    INSECURE_LINKS(Severity.HAZARD, "`insecure links = yes` switches the checks of symbolic links off."),
    MUNGE_OFF(
            Severity.HAZARD,
            "`munge symlinks = no` on a module that is writable and not in a chroot: an upload can place links that lead out of it."),
    NO_CHROOT(
            Severity.HAZARD,
            "`use chroot = no` on a writable module. Before rsync 3.4.3 a local user could lead it out of the module (CVE-2026-29518, CVE-2026-43619)."),
    CHROOT_INSIDE(
            Severity.HAZARD,
            "The path has `/./`. Before rsync 3.5.0 a symbolic link in its inner part could lead out (CVE-2026-53793)."),
    NAME_CONVERTER(
            Severity.HAZARD,
            "`name converter` together with `fake super` was unsafe before rsync 3.5.0 (CVE-2026-53788, CVE-2026-53798)."),
    IGNORE_ERRORS(Severity.HAZARD, "`ignore errors = yes`: files are deleted although reading the source failed."),
    VULNERABLE_RSYNC(
            Severity.HAZARD, "The rsync that is checked for has known holes that this file exposes. Upgrade it."),
    SECRETS_UNREADABLE(Severity.HAZARD, "The secrets file is not there or cannot be read. Every login fails."),
    SECRETS_MODE(
            Severity.HAZARD,
            "Others can read or write the secrets file. rsync refuses to use it, and every login fails."),
    SECRETS_OWNER(
            Severity.HAZARD, "The secrets file does not belong to root. A daemon that root starts refuses to use it."),
    USER_WITHOUT_SECRET(Severity.HAZARD, "A user in `auth users` has no line in the secrets file, and cannot log in."),
    FILE_MISSING(
            Severity.HAZARD,
            "`exclude from` or `include from` names a file that is not there or cannot be read. rsync cuts off everybody who asks for the module."),
    MOTD_CONTENT(
            Severity.HAZARD,
            "A line of the motd begins with `@ERROR` or `@RSYNCD:`, or has a tab: clients and programs that read the listing go wrong."),
    UNSAFE_OWNER(
            Severity.HAZARD,
            "An included file can be written by others than its owner, who then decide whom the daemon serves.");

    private final LintRule rule;

    RsyncdRule(Severity severity, String meaning) {
        this.rule = new LintRule(name().toLowerCase(Locale.ROOT).replace('_', '-'), severity, meaning);
    }

    LintRule rule() {
        return rule;
    }

    static List<LintRule> all() {
        return Arrays.stream(values()).map(RsyncdRule::rule).toList();
    }
}
