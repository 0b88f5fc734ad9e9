package org.pushmirror.ssh;

import java.nio.file.Path;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.sshkeys.KnownHosts;

/**
 * Which host keys are believed. Immutable, safe for use by several threads.
 *
 * <p>{@code HostKeys.strict} believes what is on file and nothing else: an unknown, changed or revoked key ends the
 * connection before anything is sent. There is no way to switch the check off.
 */
public final class HostKeys {

    private final KnownHosts knownHosts;
    private final String name;

    private HostKeys(KnownHosts knownHosts, String name) {
        this.knownHosts = knownHosts;
        this.name = name;
    }

    /**
     * Believes the keys of a known_hosts file, read now.
     *
     * @param file a known_hosts file of OpenSSH
     * @return the policy
     * @throws org.pushmirror.core.text.FileException if the file cannot be read
     */
    public static HostKeys strict(Path file) {
        return new HostKeys(KnownHosts.read(file), file.toString());
    }

    /**
     * Believes the keys of a known_hosts document.
     *
     * @param knownHosts the document
     * @return the policy
     */
    public static HostKeys strict(KnownHosts knownHosts) {
        return new HostKeys(knownHosts, "the known hosts");
    }

    /** The check of one connection. */
    HostKeyCheck checkFor(PushTarget target) {
        return new HostKeyCheck(knownHosts, name, target.host(), target.port());
    }
}
