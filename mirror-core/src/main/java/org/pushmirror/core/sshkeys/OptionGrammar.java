package org.pushmirror.core.sshkeys;

import java.util.regex.Pattern;
import org.pushmirror.core.text.EscapedUtf8;

/** What the values of options must look like, so that sshd does not drop their line. */
final class OptionGrammar {

    private static final int MAX_HOST_BYTES = 1024;
    private static final int MAX_PORT = 65535;
    private static final int MAX_TUNNEL = 2147483645;
    private static final Pattern ENVIRONMENT_NAME = Pattern.compile("[A-Za-z0-9_]+");
    private static final Pattern NUMBER = Pattern.compile("[ \\t\\n\\x0B\\f\\r]*[+-]?[0-9]+");

    private OptionGrammar() {}

    /** Throws IllegalArgumentException with the reason if sshd drops a line with this value. */
    static void require(KeyOptionName name, String value, OpenSshVersion version) {
        switch (name) {
            case EXPIRY_TIME -> ExpiryTime.parse(value).requireReadBy(version);
            case ENVIRONMENT -> requireEnvironment(value);
            case PERMITOPEN -> requirePermission(name, value);
            case PERMITLISTEN -> requirePermission(name, value.indexOf(':') < 0 ? "*:" + value : value);
            case TUNNEL -> requireTunnel(value);
            default -> {
                // any text will do
            }
        }
    }

    private static void requireEnvironment(String value) {
        int equals = value.indexOf('=');
        if (equals < 0 || !ENVIRONMENT_NAME.matcher(value.substring(0, equals)).matches()) {
            throw new IllegalArgumentException("The value of environment= is not NAME=value,"
                    + " with a name of letters, digits and underscores.");
        }
    }

    private static void requirePermission(KeyOptionName name, String value) {
        int hostEnd;
        if (value.startsWith("[")) {
            hostEnd = value.indexOf(']') + 1;
        } else {
            hostEnd = firstOf(value, ':', '/');
        }
        boolean separated = hostEnd >= 0
                && hostEnd < value.length()
                && (value.charAt(hostEnd) == ':' || value.charAt(hostEnd) == '/');
        if (!separated || value.startsWith("[") && hostEnd == 0) {
            throw new IllegalArgumentException(
                    "The value of " + name.word() + "= is not host:port;" + " an IPv6 address stands in brackets.");
        }
        if (EscapedUtf8.encode(value.substring(0, hostEnd)).length > MAX_HOST_BYTES) {
            throw new IllegalArgumentException(
                    "The host of " + name.word() + "= is longer than " + MAX_HOST_BYTES + " bytes.");
        }
        requirePort(name, value.substring(hostEnd + 1));
    }

    private static int firstOf(String value, char one, char other) {
        for (int at = 0; at < value.length(); at++) {
            if (value.charAt(at) == one || value.charAt(at) == other) {
                return at;
            }
        }
        return -1;
    }

    private static void requirePort(KeyOptionName name, String port) {
        boolean known = port.equals("*") || ServiceNames.tcpPort(port).isPresent();
        if (!known) {
            throw new IllegalArgumentException("The port of " + name.word() + "= is \"" + port
                    + "\", and must be a number from 1 to " + MAX_PORT + ", a service name or \"*\".");
        }
    }

    private static void requireTunnel(String value) {
        if (!value.equalsIgnoreCase("any") && !isNumber(value, 0, MAX_TUNNEL)) {
            throw new IllegalArgumentException(
                    "The value of tunnel= is neither \"any\" nor a number from 0 to " + MAX_TUNNEL + ".");
        }
    }

    /** A number as strtonum reads it: white space and a sign may stand before it. */
    private static boolean isNumber(String text, long minimum, long maximum) {
        if (!NUMBER.matcher(text).matches()) {
            return false;
        }
        try {
            long number = Long.parseLong(text.strip());
            return number >= minimum && number <= maximum;
        } catch (NumberFormatException tooLarge) {
            return false;
        }
    }
}
