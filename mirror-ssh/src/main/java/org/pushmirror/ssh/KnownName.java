package org.pushmirror.ssh;

import java.util.List;
import java.util.Locale;
import org.pushmirror.core.sshkeys.HostKeyVerdict;
import org.pushmirror.core.sshkeys.KnownHosts;
import org.pushmirror.core.sshkeys.PublicKey;

/**
 * The name under which known hosts have a host: host and port, or an alias in their place.
 *
 * @param host the host or the alias
 * @param port the port; that of ssh for an alias
 * @param alias whether it is an alias
 */
record KnownName(String host, int port, boolean alias) {

    static KnownName of(String host, int port) {
        return new KnownName(host.toLowerCase(Locale.ROOT), port, false);
    }

    static KnownName ofAlias(String alias) {
        return new KnownName(alias.toLowerCase(Locale.ROOT), KnownHosts.DEFAULT_PORT, true);
    }

    HostKeyVerdict verdict(KnownHosts known, PublicKey key) {
        return alias ? known.verdictOfAlias(host, key) : known.verdict(host, port, key);
    }

    List<PublicKey> keys(KnownHosts known) {
        return known.keys(host, port);
    }
}
