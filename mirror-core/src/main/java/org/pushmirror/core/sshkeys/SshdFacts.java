package org.pushmirror.core.sshkeys;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the servers that an authorized_keys file is for; the linter asks. Immutable.
 *
 * @param oldest the oldest release of OpenSSH among them
 * @param hostNames whether they look up the names of those who come ({@code UseDNS yes})
 * @param shell the login shell of the account; null if it is not known
 */
public record SshdFacts(
        OpenSshVersion oldest,
        HostNames hostNames,
        @Nullable String shell) {

    /** Whether a server knows the names of those who come. */
    public enum HostNames {
        /** It knows addresses only, as by default. */
        NOT_LOOKED_UP,
        /** It has {@code UseDNS yes}. */
        LOOKED_UP
    }

    /** Servers of the newest known release, with their defaults. */
    public static final SshdFacts DEFAULT = new SshdFacts(OpenSshVersion.NEWEST_KNOWN, HostNames.NOT_LOOKED_UP, null);

    /**
     * The login shell of the account.
     *
     * @return for example {@code /bin/bash}; empty if it is not known
     */
    public Optional<String> loginShell() {
        return Optional.ofNullable(shell);
    }
}
