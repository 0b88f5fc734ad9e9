package org.pushmirror.core.sshkeys;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.LintRule;
import org.pushmirror.core.text.Place;
import org.pushmirror.core.text.Severity;

/**
 * Every rule that a diagnostic of an authorized_keys file can name. They look at each key as at one that triggers: it
 * starts one command, from one place, and nothing else.
 */
enum KeyRule {
    DEAD_LINE(
            Severity.FATAL,
            "sshd drops the line, mostly without a word in its log, and goes on to the next. The message says what it"
                    + " stumbles over."),
    WEAKER_DUPLICATE(
            Severity.HAZARD,
            "The same key stands again on a later line that gives it more. Where the first line is dead or does not let it in,"
                    + " it gets what the later one allows: a slip of the pen becomes a shell."),
    NO_COMMAND(Severity.HAZARD, "There is no `command=`. The key runs whatever its owner asks for."),
    NOT_RESTRICTED(
            Severity.HAZARD,
            "A terminal or forwarding is left open. `restrict` closes all, and nothing after it should open them again."),
    FLAG_BY_FLAG(
            Severity.ADVICE,
            "The rights are closed one by one, as older manuals have it. That is as tight today; `restrict` also closes what later"
                    + " releases add, and `~/.ssh/rc`."),
    FROM_MISSING(Severity.ADVICE, "There is no `from=`. A stolen key works from everywhere."),
    FROM_REFUSES_ALL(
            Severity.HAZARD,
            "The list of `from=` lets nobody in: an item is empty, a mask is too long, bits are set after a mask (`127.0.0.1/8`),"
                    + " or it only excludes."),
    FROM_NAME(
            Severity.HAZARD,
            "An item of `from=` is a name, which matches nothing unless the server has `UseDNS yes`. Write the address."),
    INERT_PERMISSION(
            Severity.HAZARD, "`permitopen` or `permitlisten` does nothing, because port forwarding is closed."),
    ONE_WAY_PERMISSION(
            Severity.HAZARD,
            "`permitopen` or `permitlisten` limits one direction, and leaves the other open. Write `restrict,port-forwarding`, and"
                    + " both."),
    ENVIRONMENT(Severity.ADVICE, "`environment=` sets a variable only where the server has `PermitUserEnvironment`."),
    DANGEROUS_ENVIRONMENT(
            Severity.HAZARD,
            "`environment=` sets a variable that decides what the command really runs: `PATH`, `LD_*`, `BASH_ENV`, `ENV`, `IFS`,"
                    + " `PYTHON*`, `PERL*`."),
    IGNORED_VARIABLE(Severity.IGNORED, "A variable is set twice on the line. sshd takes the first."),
    UNQUOTED_ORIGINAL_COMMAND(
            Severity.HAZARD,
            "The command uses `$SSH_ORIGINAL_COMMAND` without double quotes, or runs it with `eval`, `sh -c`, `exec` or backticks."
                    + " The key's owner decides what the shell makes of it."),
    SHELL_COMMAND(
            Severity.ADVICE,
            "The login shell runs the command, and `PATH`, `~` or characters of the shell decide what that is. Write the absolute"
                    + " path of a program."),
    BASHRC(
            Severity.ADVICE,
            "The login shell is bash, which on Debian reads `~/.bashrc` before a forced command. `restrict` does not stop that."),
    WEAK_KEY(Severity.HAZARD, "The key is DSA, or RSA with less than 2048 bits. Newer servers do not take it."),
    SMALL_KEY(Severity.ADVICE, "The key is RSA with less than 3072 bits, or ECDSA. ed25519 is better."),
    PRINCIPALS_WITHOUT_AUTHORITY(
            Severity.FATAL,
            "`principals=` stands without `cert-authority`. sshd refuses the key, although its manual says that it ignores the"
                    + " option."),
    AUTHORITY_WITHOUT_PRINCIPALS(
            Severity.ADVICE,
            "`cert-authority` stands without `principals=`. Every certificate of that authority for this account's name comes in."),
    CERTIFICATE_LINE(
            Severity.FATAL, "The line holds a certificate, which lets nobody in. The key that signed it belongs here."),
    TUNNEL(
            Severity.ADVICE,
            "`tunnel=` is there. Where the server has `PermitTunnel`, `restrict` does not stop tunnels."),
    EXPIRY_LOCAL_TIME(
            Severity.ADVICE,
            "A time of `expiry-time` has no zone, and is local to the server, without summer time. Write `Z` after it."),
    EXPIRY_UTC(Severity.ADVICE, "A time of `expiry-time` ends in `Z`, and OpenSSH before 9.1 drops such a line."),
    TOUCH_ON_PLAIN_KEY(
            Severity.ADVICE,
            "`no-touch-required` or `verify-required` stands before a key that is not on a security key, and does nothing."),
    LONG_VALUE(
            Severity.ADVICE,
            "A value has more than 8 kB, and OpenSSH before 7.8 reads no longer lines. Put it into a script."),
    TOO_LONG_VALUE(
            Severity.HAZARD,
            "A value has more than 128 KiB. The kernel starts no such command: the key logs in, and the session fails."),
    ODD_BYTES(
            Severity.ADVICE,
            "A byte order mark, a NUL, a CR inside the line, or white space that is neither space nor tab. An editor does not show"
                    + " it, and sshd stumbles over it."),
    SIGNATURE_NAME(
            Severity.ADVICE,
            "The type word is `rsa-sha2-256` or `rsa-sha2-512`, the name of a signature. sshd takes it, other programs do not."),
    OPTIONS_AFTER_KEY(Severity.ADVICE, "The comment looks like options, which do nothing after the key.");

    private final LintRule rule;

    KeyRule(Severity severity, String meaning) {
        this.rule = new LintRule(name().toLowerCase(Locale.ROOT).replace('_', '-'), severity, meaning);
    }

    LintRule rule() {
        return rule;
    }

    Diagnostic at(Place place, String message) {
        return new Diagnostic(place, rule.severity(), rule.id(), message);
    }

    static List<LintRule> all() {
        return Arrays.stream(values()).map(KeyRule::rule).toList();
    }
}
