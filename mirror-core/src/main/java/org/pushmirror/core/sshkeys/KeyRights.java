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

    static KeyRights of(List<KeyOption> options) {
        return new KeyRights(
                allowed(options, KeyOptionName.PTY),
                allowed(options, KeyOptionName.PORT_FORWARDING),
                allowed(options, KeyOptionName.AGENT_FORWARDING),
                allowed(options, KeyOptionName.X11_FORWARDING),
                allowed(options, KeyOptionName.USER_RC));
    }

    private static boolean allowed(List<KeyOption> options, KeyOptionName right) {
        boolean allowed = true;
        for (KeyOption option : options) {
            if (option.option() == right) {
                allowed = !option.isNegated();
            } else if (option.option() == KeyOptionName.RESTRICT) {
                allowed = false;
            }
        }
        return allowed;
    }

    /** What both leave open. */
    KeyRights and(KeyRights other) {
        return new KeyRights(
                pty && other.pty,
                portForwarding && other.portForwarding,
                agentForwarding && other.agentForwarding,
                x11Forwarding && other.x11Forwarding,
                userRc && other.userRc);
    }

    /** Whether these leave something open that the other rights do not. */
    boolean exceed(KeyRights other) {
        return !and(other).equals(this);
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
