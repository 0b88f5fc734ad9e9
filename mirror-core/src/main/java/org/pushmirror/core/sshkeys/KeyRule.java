package org.pushmirror.core.sshkeys;

import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.Place;
import org.pushmirror.core.text.Severity;

/** The rules for trigger keys in authorized_keys files. */
enum KeyRule {
    DEAD_LINE("dead-line", Severity.FATAL),
    WEAKER_DUPLICATE("weaker-duplicate", Severity.HAZARD),
    NO_COMMAND("no-command", Severity.HAZARD),
    NOT_RESTRICTED("not-restricted", Severity.HAZARD),
    FLAG_BY_FLAG("flag-by-flag", Severity.ADVICE),
    FROM_MISSING("from-missing", Severity.ADVICE),
    FROM_REFUSES_ALL("from-refuses-all", Severity.HAZARD),
    FROM_NAME("from-name", Severity.HAZARD),
    INERT_PERMISSION("inert-permission", Severity.HAZARD),
    ONE_WAY_PERMISSION("one-way-permission", Severity.HAZARD),
    ENVIRONMENT("environment", Severity.ADVICE),
    DANGEROUS_ENVIRONMENT("dangerous-environment", Severity.HAZARD),
    IGNORED_VARIABLE("ignored-variable", Severity.IGNORED),
    UNQUOTED_ORIGINAL_COMMAND("unquoted-original-command", Severity.HAZARD),
    SHELL_COMMAND("shell-command", Severity.ADVICE),
    BASHRC("bashrc", Severity.ADVICE),
    WEAK_KEY("weak-key", Severity.HAZARD),
    SMALL_KEY("small-key", Severity.ADVICE),
    PRINCIPALS_WITHOUT_AUTHORITY("principals-without-authority", Severity.FATAL),
    AUTHORITY_WITHOUT_PRINCIPALS("authority-without-principals", Severity.ADVICE),
    CERTIFICATE_LINE("certificate-line", Severity.FATAL),
    TUNNEL("tunnel", Severity.ADVICE),
    EXPIRY_LOCAL_TIME("expiry-local-time", Severity.ADVICE),
    EXPIRY_UTC("expiry-utc", Severity.ADVICE),
    TOUCH_ON_PLAIN_KEY("touch-on-plain-key", Severity.ADVICE),
    LONG_VALUE("long-value", Severity.ADVICE),
    TOO_LONG_VALUE("too-long-value", Severity.HAZARD),
    ODD_BYTES("odd-bytes", Severity.ADVICE),
    SIGNATURE_NAME("signature-name", Severity.ADVICE),
    OPTIONS_AFTER_KEY("options-after-key", Severity.ADVICE);

    private final String id;
    private final Severity severity;

    KeyRule(String id, Severity severity) {
        this.id = id;
        this.severity = severity;
    }

    String id() {
        return id;
    }

    Severity severity() {
        return severity;
    }

    Diagnostic at(Place place, String message) {
        return new Diagnostic(place, severity, id, message);
    }
}
