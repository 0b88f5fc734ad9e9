package org.pushmirror.core.sshkeys;

/** A line that an older OpenSSH drops, and a newer one takes. */
final class NewerOptionException extends DeadLineException {

    private static final long serialVersionUID = 1L;

    private final transient OpenSshVersion since;

    NewerOptionException(String message, OpenSshVersion since) {
        super(message);
        this.since = since;
    }

    OpenSshVersion since() {
        return since;
    }
}
