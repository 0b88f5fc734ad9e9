package org.pushmirror.core.push;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.sync.ArchiveName;

/**
 * A mirror has called back: it is done with a sync. Immutable.
 *
 * @param at when the call came, by our clock
 * @param mirror who called: the name of a target or its host, as the forced command or the mirror itself says
 * @param onlyArchive of which archive; null if the call does not say, as that of ftpsync does not
 */
public record Callback(Instant at, String mirror, @Nullable ArchiveName onlyArchive) {

    /**
     * Of which archive.
     *
     * @return the archive; empty if the call does not say, as that of ftpsync does not
     */
    public Optional<ArchiveName> archive() {
        return Optional.ofNullable(onlyArchive);
    }

    /**
     * Whether the call may be about this push of a target.
     *
     * @param target the target
     * @param archive the archive that is pushed
     * @return true if the name or the host is that of the target, and the archive is the same or not said
     */
    public boolean isAbout(PushTarget target, ArchiveName archive) {
        return (mirror.equalsIgnoreCase(target.name()) || mirror.equalsIgnoreCase(target.host()))
                && (onlyArchive == null || onlyArchive.equals(archive));
    }
}
