package org.pushmirror.ssh;

import com.jcraft.jsch.Logger;
import org.pushmirror.ssh.message.Printable;
import org.slf4j.LoggerFactory;

/**
 * Follows one session by what JSch logs, since its exceptions do not tell how far it came, nor why a session that was
 * up went down.
 */
final class Handshake implements Logger {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(SshConnector.class);
    private static final String KEYS_TAKEN = "SSH_MSG_NEWKEYS received";
    private static final String REFUSED = " auth failure";
    private static final String DOWN = "Caught an exception, leaving main loop due to ";

    private volatile Phase phase = Phase.BANNER;
    private volatile boolean refused;
    private volatile String downBecause = "";

    /** How far it came. */
    Phase phase() {
        return phase;
    }

    /** The host got to the next phase. */
    void enter(Phase next) {
        phase = next;
    }

    /** Whether the host has answered to the key, with no. */
    boolean isRefused() {
        return refused;
    }

    /** Why the session went down, in JSch's words; empty if it did not, or nobody knows. */
    String downBecause() {
        return downBecause;
    }

    @Override
    public boolean isEnabled(int level) {
        return level >= INFO || phase == Phase.AUTHENTICATION || LOG.isTraceEnabled();
    }

    @Override
    public void log(int level, String message) {
        if (message.startsWith(KEYS_TAKEN)) {
            phase = Phase.AUTHENTICATION;
        } else if (message.endsWith(REFUSED)) {
            refused = true;
        } else if (message.startsWith(DOWN)) {
            downBecause = Printable.of(message.substring(DOWN.length()), 200);
        }
        LOG.trace("{}", message);
    }

    @Override
    public void log(int level, String message, Throwable cause) {
        log(level, message);
    }
}
