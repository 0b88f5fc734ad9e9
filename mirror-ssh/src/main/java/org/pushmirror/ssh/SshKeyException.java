package org.pushmirror.ssh;

import org.jspecify.annotations.Nullable;

/**
 * A key for ssh cannot be used or made. The message is one sentence that names the file, and never holds anything of
 * the key but its fingerprint.
 */
public final class SshKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A key that is refused.
     *
     * @param message one sentence: which file, what is wrong, what to do
     * @param cause what went wrong underneath, if anything did
     */
    public SshKeyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
