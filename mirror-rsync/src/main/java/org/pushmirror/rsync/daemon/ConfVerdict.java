package org.pushmirror.rsync.daemon;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.rsync.DaemonListing;

/** What the real rsync made of a configuration, for one connection. Immutable. */
public final class ConfVerdict {

    private final @Nullable DaemonListing listing;
    private final List<String> log;

    ConfVerdict(@Nullable DaemonListing listing, List<String> log) {
        this.listing = listing;
        this.log = List.copyOf(log);
    }

    /**
     * Whether rsync serves connections with it. That the listener starts with it is another question: it reads the part
     * before the first module only.
     *
     * @return false if it closes every connection
     */
    public boolean accepted() {
        return listing != null;
    }

    /**
     * What a client is shown.
     *
     * @return the modules that are listed, and the message of the day; empty if it is not accepted
     */
    public Optional<DaemonListing> listing() {
        return Optional.ofNullable(listing);
    }

    /**
     * What rsync logged.
     *
     * @return the lines, without time and process; the first says what is wrong
     */
    public List<String> log() {
        return log;
    }

    @Override
    public String toString() {
        return accepted() ? "accepted" : "refused: " + String.join(" / ", log);
    }
}
