package org.pushmirror.core.sshkeys;

import java.util.List;

/**
 * What the flags of an authorized_keys line leave open, folded from left to right as sshd does: the last word on each
 * counts, and {@code restrict} closes all five. Immutable.
 *
 * @param pty a terminal
 * @param portForwarding forwarding of TCP ports and unix sockets
 * @param agentForwarding forwarding of the agent
 * @param x11Forwarding forwarding of X11
 * @param userRc running {@code ~/.ssh/rc}
 */
public record KeyRights(
        boolean pty, boolean portForwarding, boolean agentForwarding, boolean x11Forwarding, boolean userRc) {

    private static final String NO = "no-";

    static KeyRights of(List<KeyOption> options) {
        return new KeyRights(
                allowed(options, "pty"),
                allowed(options, "port-forwarding"),
                allowed(options, "agent-forwarding"),
                allowed(options, "x11-forwarding"),
                allowed(options, "user-rc"));
    }

    private static boolean allowed(List<KeyOption> options, String flag) {
        boolean allowed = true;
        for (KeyOption option : options) {
            if (option.name().equals(flag)) {
                allowed = true;
            } else if (option.name().equals(NO + flag) || option.name().equals(KeyOption.RESTRICT)) {
                allowed = false;
            }
        }
        return allowed;
    }

    /**
     * Whether a session can neither forward anything nor get a terminal.
     *
     * @return true if all rights but {@link #userRc()} are closed, as with {@code restrict} and with the older four {@code no-} flags
     */
    public boolean commandOnly() {
        return !pty && !portForwarding && !agentForwarding && !x11Forwarding;
    }
}
