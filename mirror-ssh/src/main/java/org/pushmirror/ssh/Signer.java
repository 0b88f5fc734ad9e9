package org.pushmirror.ssh;

import org.jspecify.annotations.Nullable;

/** What can sign with a private key. */
@FunctionalInterface
interface Signer {

    /** A signature as ssh sends it; null if there is none. */
    byte @Nullable [] sign(byte[] data, String algorithm);
}
