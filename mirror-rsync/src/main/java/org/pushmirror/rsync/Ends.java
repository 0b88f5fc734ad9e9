package org.pushmirror.rsync;

import java.util.Optional;

/** From where to where a run goes. Immutable. */
record Ends(RsyncSource source, RsyncTarget target) {

    boolean hasDaemon() {
        return daemon().isPresent();
    }

    Optional<DaemonPlace> daemon() {
        if (source instanceof DaemonPlace daemon) {
            return Optional.of(daemon);
        }
        return target instanceof DaemonPlace daemon ? Optional.of(daemon) : Optional.empty();
    }

    Optional<ShellPlace> shell() {
        if (source instanceof ShellPlace shell) {
            return Optional.of(shell);
        }
        return target instanceof ShellPlace shell ? Optional.of(shell) : Optional.empty();
    }

    /** For example {@code rsync from rsync://hub.example.org/debian/}: the end that is not here says most. */
    String title() {
        return target instanceof LocalPlace ? "rsync from " + source : "rsync to " + target;
    }
}
