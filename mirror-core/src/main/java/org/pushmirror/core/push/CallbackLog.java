package org.pushmirror.core.push;

import java.time.Instant;
import java.util.List;

/**
 * A port: which mirrors have called back to say that they are done. mirror-core has one that reads a file; a test can
 * stand one in. Implementations must be safe for use by several threads at once, and quick: they are asked often.
 */
@FunctionalInterface
public interface CallbackLog {

    /**
     * The calls that have come.
     *
     * @param since the earliest
     * @return the calls that came then or later, in order
     */
    List<Callback> since(Instant since);
}
