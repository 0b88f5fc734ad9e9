package org.pushmirror.core.sshkeys;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pushmirror.core.sshkeys.Admission.PassedOver;

/** Walks the lines of an authorized_keys file as sshd does when somebody comes with a key. */
final class LoginCheck {

    private static final Set<String> CRITICAL_OPTIONS = Set.of("force-command", "source-address", "verify-required");

    /** sshd looks at no more names of a list than that. */
    private static final int MAX_PRINCIPALS = 40;

    private final LoginAttempt attempt;
    private final IpAddress address;
    private final PublicKey wanted;

    LoginCheck(LoginAttempt attempt) {
        this.attempt = attempt;
        this.address = IpAddress.of(attempt.address());
        this.wanted = attempt.key().certificate().map(SshCertificate::authority).orElse(attempt.key());
    }

    Admission walk(List<AuthorizedKeysLine> lines) {
        List<PassedOver> passedOver = new ArrayList<>();
        for (AuthorizedKeysLine line : lines) {
            if (line.publicKey().filter(wanted::equals).isEmpty()) {
                continue;
            }
            try {
                AuthorizedKey key = line.key()
                        .orElseThrow(() ->
                                new IllegalArgumentException(line.problem().orElse("")));
                requirePassed(key);
                return new Admission(line, grant(key), passedOver);
            } catch (IllegalArgumentException refused) {
                passedOver.add(new PassedOver(line, String.valueOf(refused.getMessage())));
            }
        }
        return new Admission(null, null, passedOver);
    }

    private void requirePassed(AuthorizedKey key) {
        boolean certificate = attempt.key().certificate().isPresent();
        require(
                key.isAuthority() == certificate,
                certificate ? "The key is no authority here." : "The key is an authority here.");
        Instant now = attempt.time().truncatedTo(ChronoUnit.SECONDS);
        key.expiry(attempt.zone())
                .ifPresent(last -> require(!last.isBefore(now), "The line has expired at " + last + "."));
        require(
                certificate || !key.has(KeyOptionName.PRINCIPALS),
                "The option principals without cert-authority makes sshd refuse the key.");
        key.value(KeyOptionName.FROM)
                .ifPresent(list -> require(
                        SourceList.parse(list).allows(address, attempt.hostName()),
                        "The list of from= does not let " + address + " in."));
    }

    private KeyGrant grant(AuthorizedKey key) {
        SshCertificate certificate = attempt.key().certificate().orElse(null);
        if (certificate == null) {
            return key.grant();
        }
        Map<String, String> critical = certificate.criticalOptions();
        require(
                CRITICAL_OPTIONS.containsAll(critical.keySet()),
                "The certificate has a critical option that sshd does not know.");
        if (critical.containsKey("source-address")) {
            require(
                    SourceList.parse(critical.get("source-address")).hasNetworkOf(address),
                    "The certificate does not let " + address + " in.");
        }
        KeyGrant grant = key.grant().limitedBy(certificate);
        requireName(key, certificate);
        require(certificate.kind() == SshCertificate.Kind.USER, "The certificate is one for hosts.");
        require(certificate.isValidAt(attempt.time()), "The certificate is not valid at this time.");
        return grant;
    }

    private void requireName(AuthorizedKey key, SshCertificate certificate) {
        List<String> listed = key.value(KeyOptionName.PRINCIPALS)
                .map(list -> List.of(list.split(",", -1)))
                .orElse(List.of(attempt.user()));
        int end = listed.indexOf("");
        List<String> names = listed.subList(0, Math.min(end < 0 ? listed.size() : end, MAX_PRINCIPALS));
        boolean anybody = certificate.principals().isEmpty() && !key.has(KeyOptionName.PRINCIPALS);
        require(
                anybody || names.stream().anyMatch(certificate.principals()::contains),
                "The certificate is for none of the users that this line takes.");
    }

    private static void require(boolean passed, String reason) {
        if (!passed) {
            throw new IllegalArgumentException(reason);
        }
    }
}
