package org.pushmirror.ssh;

import java.util.Locale;

/** Where a trigger stands; the phase of a reason. */
enum Phase {
    RESOLVE,
    CONNECT,
    BANNER,
    KEY_EXCHANGE,
    AUTHENTICATION,
    EXEC,
    OUTPUT;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
