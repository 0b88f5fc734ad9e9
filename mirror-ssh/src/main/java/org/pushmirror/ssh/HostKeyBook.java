package org.pushmirror.ssh;

import java.util.List;
import org.pushmirror.core.sshkeys.HostKeyVerdict;
import org.pushmirror.core.sshkeys.KnownHosts;
import org.pushmirror.core.sshkeys.PublicKey;

/** What is known about host keys, and is not added to. */
class HostKeyBook {

    private final KnownHosts known;
    private final String source;

    HostKeyBook(KnownHosts known, String source) {
        this.known = known;
        this.source = source;
    }

    /** What becomes of a key that a host shows. */
    HostKeyVerdict verdict(KnownName name, PublicKey key) {
        return name.verdict(known, key);
    }

    /** The keys that are known for a host. */
    List<PublicKey> keys(KnownName name) {
        return name.keys(known);
    }

    /** Where the known keys come from, for messages. */
    String source() {
        return source;
    }
}
