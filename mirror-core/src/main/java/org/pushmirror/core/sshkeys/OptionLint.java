package org.pushmirror.core.sshkeys;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.Findings;
import org.pushmirror.core.text.Place;

/** Looks at each option of a key: what it does that was hardly meant. */
final class OptionLint {

    private static final int LONG_BYTES = 8 << 10;
    private static final int TOO_LONG_BYTES = 128 << 10;
    private static final OpenSshVersion UTC_SINCE = new OpenSshVersion(9, 1);
    private static final Pattern DANGEROUS = Pattern.compile("PATH|LD_.*|BASH_ENV|ENV|IFS|PYTHON.*|PERL.*");
    private static final Pattern UTC = Pattern.compile("(?i).*(Z|UTC)");

    private final AuthorizedKeysLine line;
    private final AuthorizedKey key;
    private final SshdFacts facts;
    private final Findings found;
    private final Set<String> variables = new HashSet<>();

    OptionLint(AuthorizedKeysLine line, AuthorizedKey key, SshdFacts facts, Findings found) {
        this.line = line;
        this.key = key;
        this.facts = facts;
        this.found = found;
    }

    void check() {
        for (WrittenOption written : line.writtenOptions()) {
            Place place = line.place(written.span());
            KeyOption option = written.option();
            String value = option.value().orElse("");
            length(place, option, value);
            switch (option.option()) {
                case COMMAND -> found.addAll(CommandLint.check(place, value));
                case ENVIRONMENT -> environment(place, value);
                case PERMITOPEN, PERMITLISTEN -> permission(place, option);
                case TUNNEL ->
                    report(
                            KeyRule.TUNNEL,
                            place,
                            "A tunnel is open to this key where the server has PermitTunnel, and restrict does not stop it;"
                                    + " remove tunnel=.");
                case EXPIRY_TIME -> expiry(place, value);
                case TOUCH_REQUIRED, VERIFY_REQUIRED -> securityKey(place, option);
                default -> {
                    // nothing to say about the option alone
                }
            }
        }
    }

    private void report(KeyRule rule, Place place, String message) {
        found.add(rule.at(place, message));
    }

    private void length(Place place, KeyOption option, String value) {
        int bytes = value.length() <= LONG_BYTES / 3 ? 0 : EscapedUtf8.encode(value).length;
        if (bytes > TOO_LONG_BYTES) {
            report(
                    KeyRule.TOO_LONG_VALUE,
                    place,
                    "The value of " + option.name() + " has " + bytes
                            + " bytes, and the kernel starts no command with more than 128 KiB; put it into a script.");
        } else if (bytes > LONG_BYTES) {
            report(
                    KeyRule.LONG_VALUE,
                    place,
                    "The value of " + option.name() + " has " + bytes
                            + " bytes, and OpenSSH before 7.8 reads lines of 8 kB only; put it into a script.");
        }
    }

    private void environment(Place place, String value) {
        String name = value.substring(0, value.indexOf('='));
        if (!variables.add(name)) {
            report(
                    KeyRule.IGNORED_VARIABLE,
                    place,
                    "The variable " + name + " is set before on this line, and sshd takes the first; remove this one.");
        } else if (DANGEROUS.matcher(name).matches()) {
            report(
                    KeyRule.DANGEROUS_ENVIRONMENT,
                    place,
                    "The variable " + name
                            + " decides what the command really runs where the server has PermitUserEnvironment; remove it.");
        } else {
            report(
                    KeyRule.ENVIRONMENT,
                    place,
                    "The variable " + name
                            + " is set only where the server has PermitUserEnvironment; set it in the command instead.");
        }
    }

    private void permission(Place place, KeyOption option) {
        if (!key.rights().portForwarding()) {
            report(
                    KeyRule.INERT_PERMISSION,
                    place,
                    "The option " + option.name()
                            + " does nothing, because port forwarding is closed; remove it, or add port-forwarding after restrict.");
        } else if (!key.has(KeyOptionName.RESTRICT) || !hasBothDirections()) {
            KeyOptionName other =
                    option.option() == KeyOptionName.PERMITOPEN ? KeyOptionName.PERMITLISTEN : KeyOptionName.PERMITOPEN;
            report(
                    KeyRule.ONE_WAY_PERMISSION,
                    place,
                    "The option " + option.name()
                            + " limits one direction only, and leaves all else open; write restrict,port-forwarding and "
                            + other.word() + ", too.");
        }
    }

    private boolean hasBothDirections() {
        return key.has(KeyOptionName.PERMITOPEN) && key.has(KeyOptionName.PERMITLISTEN);
    }

    private void expiry(Place place, String value) {
        if (!UTC.matcher(value).matches()) {
            report(
                    KeyRule.EXPIRY_LOCAL_TIME,
                    place,
                    "The time is local to the server, and without summer time; write Z after it for UTC (OpenSSH 9.1 and later).");
        } else if (!facts.oldest().isAtLeast(UTC_SINCE)) {
            report(
                    KeyRule.EXPIRY_UTC,
                    place,
                    "OpenSSH " + facts.oldest() + " drops the line, because it knows no Z after"
                            + " the time; write the local time of the server.");
        }
    }

    private void securityKey(Place place, KeyOption option) {
        boolean noEffect = option.option() == KeyOptionName.VERIFY_REQUIRED || option.isNegated();
        if (noEffect && !key.key().keyType().isSecurityKey() && !key.isAuthority()) {
            report(
                    KeyRule.TOUCH_ON_PLAIN_KEY,
                    place,
                    "The option " + option.name()
                            + " has no effect on a key that is not on a security key; remove it.");
        }
    }
}
