package org.pushmirror.ssh;

/**
 * A host on the way to another, an ssh server that passes connections on. Immutable.
 *
 * @param host a host name or an address, IPv6 without brackets
 * @param port its ssh port, 1 to 65535
 * @param user the account there
 * @param settings how it is reached; hops of its own are not looked at
 */
public record SshHop(String host, int port, String user, SshSettings settings) {

    /** As {@code ProxyJump} writes it. */
    @Override
    public String toString() {
        return user + "@" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
