package org.pushmirror.core.sshkeys;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pushmirror.core.text.Findings;
import org.pushmirror.core.text.Place;

/** Looks at one key of an authorized_keys file as at that of a trigger: a key that starts one command, from one place. */
final class TriggerKeyLint {

    private static final int WEAK_RSA_BITS = 2048;
    private static final int SMALL_RSA_BITS = 3072;
    private static final Pattern OPTIONS = Pattern.compile(
            "(?i)(.*[ ,])?((no-)?(agent-forwarding|port-forwarding|pty|x11-forwarding|user-rc)|restrict|cert-authority"
                    + "|(command|from|permitopen|permitlisten|environment|expiry-time|principals|tunnel)=\".*)(,.*)?",
            Pattern.DOTALL);

    private final AuthorizedKeysLine line;
    private final AuthorizedKey key;
    private final SshdFacts facts;
    private final Findings found;

    private TriggerKeyLint(AuthorizedKeysLine line, AuthorizedKey key, SshdFacts facts, Findings found) {
        this.line = line;
        this.key = key;
        this.facts = facts;
        this.found = found;
    }

    static void check(AuthorizedKeysLine line, AuthorizedKey key, SshdFacts facts, Findings found) {
        TriggerKeyLint lint = new TriggerKeyLint(line, key, facts, found);
        lint.keyItself();
        if (key.isAuthority()) {
            lint.authority();
        } else {
            lint.login();
        }
        lint.sources();
        new OptionLint(line, key, facts, found).check();
    }

    private void report(KeyRule rule, Place place, String message) {
        found.add(rule.at(place, message));
    }

    private Place placeOf(KeyOptionName name) {
        return line.writtenOptions().stream()
                .filter(written -> written.option().option() == name)
                .findFirst()
                .map(written -> line.place(written.span()))
                .orElse(line.place());
    }

    private void keyItself() {
        PublicKey itself = key.key();
        KeyType type = itself.keyType();
        if (itself.certificate().isPresent()) {
            report(KeyRule.CERTIFICATE_LINE, line.place(), line.problem().orElse(""));
        }
        if (type == KeyType.DSA) {
            report(
                    KeyRule.WEAK_KEY,
                    line.place(),
                    "DSA keys are broken, and OpenSSH 10.0 and later drop this line; use an ed25519 key.");
        } else if (type == KeyType.RSA && itself.bits() < WEAK_RSA_BITS) {
            report(
                    KeyRule.WEAK_KEY,
                    line.place(),
                    "The RSA key has " + itself.bits()
                            + " bits, which servers with RequiredRSASize refuse; use an ed25519 key, or RSA with 3072 bits or more.");
        } else if (type == KeyType.RSA && itself.bits() < SMALL_RSA_BITS) {
            report(
                    KeyRule.SMALL_KEY,
                    line.place(),
                    "The RSA key has " + itself.bits()
                            + " bits, and 3072 are asked for today; an ed25519 key is shorter and stronger.");
        } else if (type.family().equals("ECDSA")) {
            report(
                    KeyRule.SMALL_KEY,
                    line.place(),
                    "Where every host knows ed25519, such a key is better than one of ECDSA.");
        }
        signatureName();
        String comment = itself.comment();
        if (OPTIONS.matcher(comment).matches()) {
            report(
                    KeyRule.OPTIONS_AFTER_KEY,
                    line.place(),
                    "The comment looks like options, which do nothing after the key; write them in front of its type.");
        }
    }

    private void signatureName() {
        String word = line.typeWord();
        if (word.startsWith("rsa-sha2-") && !word.contains("cert")) {
            report(
                    KeyRule.SIGNATURE_NAME,
                    line.place(),
                    "The type word " + word
                            + " names a signature; sshd takes it, and other programs do not: write ssh-rsa.");
        }
    }

    private void authority() {
        if (!key.has(KeyOptionName.PRINCIPALS)) {
            report(
                    KeyRule.AUTHORITY_WITHOUT_PRINCIPALS,
                    line.place(),
                    "Without principals= this authority lets in every certificate for this account's name; add principals=\"...\".");
        }
    }

    private void login() {
        if (key.has(KeyOptionName.PRINCIPALS)) {
            report(
                    KeyRule.PRINCIPALS_WITHOUT_AUTHORITY,
                    placeOf(KeyOptionName.PRINCIPALS),
                    "The option principals without cert-authority makes sshd refuse the key; remove it.");
        }
        if (!key.has(KeyOptionName.COMMAND)) {
            report(
                    KeyRule.NO_COMMAND,
                    line.place(),
                    "Without command= the key runs whatever its owner asks for; write restrict,command=\"...\" in front.");
        }
        KeyRights rights = key.rights();
        if (!rights.commandOnly()) {
            report(
                    KeyRule.NOT_RESTRICTED,
                    line.place(),
                    "The key leaves " + open(rights)
                            + " open; write restrict in front, and nothing after it that opens them again.");
        } else if (key.isFlagByFlag()) {
            report(
                    KeyRule.FLAG_BY_FLAG,
                    line.place(),
                    "The rights are closed one by one"
                            + (rights.userRc() ? ", and ~/.ssh/rc still runs" : "")
                            + "; restrict closes them all, with those that later releases will add.");
        }
        facts.loginShell()
                .filter(shell -> shell.endsWith("/bash") && key.has(KeyOptionName.COMMAND))
                .ifPresent(
                        shell -> report(
                                KeyRule.BASHRC,
                                line.place(),
                                "The login shell is bash, which on Debian reads"
                                        + " ~/.bashrc before it runs the command, and restrict does not stop that; keep that file short."));
    }

    private static String open(KeyRights rights) {
        List<String> open = new ArrayList<>();
        addIf(open, rights.pty(), "a terminal");
        addIf(open, rights.portForwarding(), "port forwarding");
        addIf(open, rights.agentForwarding(), "agent forwarding");
        addIf(open, rights.x11Forwarding(), "X11 forwarding");
        return String.join(", ", open);
    }

    private static void addIf(List<String> words, boolean added, String word) {
        if (added) {
            words.add(word);
        }
    }

    private void sources() {
        Optional<String> list = key.value(KeyOptionName.FROM);
        if (list.isEmpty()) {
            report(
                    KeyRule.FROM_MISSING,
                    line.place(),
                    "Without from= a stolen key works from everywhere; add from=\"...\" with the addresses of the hub.");
            return;
        }
        Place place = placeOf(KeyOptionName.FROM);
        SourceList sources = SourceList.parse(list.get());
        for (String item : sources.items()) {
            String problem = SourceList.problem(item);
            if (!problem.isEmpty()) {
                report(KeyRule.FROM_REFUSES_ALL, place, "The item \"" + item + "\" of from= " + problem + ".");
            } else if (SourceList.isName(item) && facts.hostNames() == SshdFacts.HostNames.NOT_LOOKED_UP) {
                report(
                        KeyRule.FROM_NAME,
                        place,
                        "The item \"" + item
                                + "\" of from= is a name, which matches only where sshd has UseDNS yes; write the address.");
            }
        }
        if (sources.excludesOnly() && !list.get().isEmpty()) {
            report(
                    KeyRule.FROM_REFUSES_ALL,
                    place,
                    "The list of from= only excludes, so that it lets nobody in; add \"*\" or the addresses that may come.");
        }
    }
}
