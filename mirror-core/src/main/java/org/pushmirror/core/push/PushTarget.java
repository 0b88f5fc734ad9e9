package org.pushmirror.core.push;

import java.util.regex.Pattern;
import org.pushmirror.core.trace.MirrorSite;

/**
 * A downstream mirror to trigger. Immutable; a target that exists can neither inject a word nor an option.
 *
 * @param name its name in the list, in reports, and of its trace; unique within a push
 * @param host a host name or an address, IPv6 without brackets
 * @param port the ssh port, 1 to 65535
 * @param user the account to log in to
 * @param type how it is pushed
 */
public record PushTarget(String name, String host, int port, String user, TargetType type) {

    /** The port of ssh. */
    public static final int DEFAULT_PORT = 22;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_:][A-Za-z0-9._:%-]*");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.@+-]*\\$?");

    /**
     * Checks every part.
     *
     * @param name its name in the list, in reports, and of its trace; unique within a push
     * @param host a host name or an address, IPv6 without brackets
     * @param port the ssh port, 1 to 65535
     * @param user the account to log in to
     * @param type how it is pushed
     * @throws IllegalArgumentException if a part is empty, has a character that it may not have, or is out of range
     */
    public PushTarget {
        require(NAME, name, "target name", "letters, digits, dot, underscore and hyphen");
        require(HOST, host, "host", "a name, an IPv4 or an IPv6 address");
        require(USER, user, "user", "letters, digits and _ . @ + -");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("The port " + port + " of " + name + " is not between 1 and 65535.");
        }
    }

    /**
     * A target at port 22.
     *
     * @param type how it is pushed
     * @param name its name
     * @param host its host
     * @param user the account there
     * @return the target
     * @throws IllegalArgumentException as {@link #PushTarget(String, String, int, String, TargetType)}
     */
    public static PushTarget of(TargetType type, String name, String host, String user) {
        return new PushTarget(name, host, DEFAULT_PORT, user, type);
    }

    /**
     * The same target at another port.
     *
     * @param newPort 1 to 65535
     * @return the changed copy
     */
    public PushTarget withPort(int newPort) {
        return new PushTarget(name, host, newPort, user, type);
    }

    /**
     * The same target, pushed in another way.
     *
     * @param newType the type
     * @return the changed copy
     */
    public PushTarget withType(TargetType newType) {
        return new PushTarget(name, host, port, user, newType);
    }

    /**
     * Where to look for its trace.
     *
     * @return its name and host
     */
    public MirrorSite site() {
        return new MirrorSite(name, host);
    }

    private static void require(Pattern allowed, String value, String what, String description) {
        if (!allowed.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "The " + what + " \"" + value + "\" is not allowed: " + description + ".");
        }
    }
}
