package org.pushmirror.core.sshkeys;

import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Somebody who comes to an sshd with a key. Immutable.
 *
 * @param key the key, or a certificate
 * @param address the address that the connection comes from
 * @param hostName the name of that address, for a server with {@code UseDNS yes}; the text of the address otherwise
 * @param user the account to log in to, which certificates must name
 * @param time the moment
 * @param zone the time zone of the server, for expiry times without {@code Z}
 */
public record LoginAttempt(
        PublicKey key, InetAddress address, String hostName, String user, Instant time, ZoneId zone) {

    /**
     * An attempt at a server that looks up no names, in the time zone of this machine.
     *
     * @param key the key, or a certificate
     * @param address the address that the connection comes from
     * @param user the account to log in to
     * @param time the moment
     * @return the attempt
     */
    public static LoginAttempt of(PublicKey key, InetAddress address, String user, Instant time) {
        String name = IpAddress.of(address).toString();
        return new LoginAttempt(key, address, name, user, time, ZoneId.systemDefault());
    }

    /**
     * The same attempt at a server with {@code UseDNS yes}.
     *
     * @param name the name of the address
     * @return the changed copy
     */
    public LoginAttempt named(String name) {
        return new LoginAttempt(key, address, name, user, time, zone);
    }

    /**
     * The same attempt at a server in another time zone.
     *
     * @param serverZone the time zone of the server
     * @return the changed copy
     */
    public LoginAttempt at(ZoneId serverZone) {
        return new LoginAttempt(key, address, hostName, user, time, serverZone);
    }
}
