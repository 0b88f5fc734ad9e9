package org.pushmirror.core.push;

import java.time.Instant;
import java.util.List;

/**
 * A port: who pulled from our daemon. mirror-rsync has one that reads the daemon's log; a test can stand one in.
 * Implementations must be safe for use by several threads at once.
 */
@FunctionalInterface
public interface PullLog {

    /**
     * The pulls that have ended.
     *
     * @param since the earliest end
     * @return the pulls that ended then or later, in the order of their ends
     */
    List<Pull> endedSince(Instant since);

    /**
     * The same log, of one module alone.
     *
     * @param module the name of the module
     * @return the pulls from it
     */
    default PullLog ofModule(String module) {
        return since -> endedSince(since).stream()
                .filter(pull -> pull.module().equals(module))
                .toList();
    }
}
