package org.pushmirror.core.sshconfig;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.sshkeys.ServiceNames;

/**
 * A host on the way to another: an item of {@code ProxyJump}. Immutable.
 *
 * @param givenUser the account there; null if its own settings decide
 * @param host the host, IPv6 without brackets
 * @param givenPort the port; null if its own settings decide
 */
public record JumpHost(
        @Nullable String givenUser, String host, @Nullable Integer givenPort) {

    private static final String SCHEME = "ssh://";

    /**
     * The account.
     *
     * @return the user; empty if the host's own settings decide
     */
    public Optional<String> user() {
        return Optional.ofNullable(givenUser);
    }

    /**
     * The port.
     *
     * @return the port; empty if the host's own settings decide
     */
    public OptionalInt port() {
        return givenPort == null ? OptionalInt.empty() : OptionalInt.of(givenPort);
    }

    /** The hosts of a list in the order in which they are passed; throws IllegalArgumentException if one is wrong. */
    static List<JumpHost> parseList(String list) {
        List<JumpHost> hosts = new ArrayList<>();
        if (list.equalsIgnoreCase("none")) {
            return hosts;
        }
        for (String item : list.split(",", -1)) {
            hosts.add(parse(item));
        }
        return hosts;
    }

    private static JumpHost parse(String item) {
        boolean uri = item.toLowerCase(Locale.ROOT).startsWith(SCHEME);
        String text = uri ? item.substring(SCHEME.length()) : item;
        if (uri && text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        int at = text.lastIndexOf('@');
        if (at == 0) {
            throw refused(item);
        }
        String user = at < 0 ? null : text.substring(0, at);
        String place = text.substring(at + 1);
        int end = hostEnd(place);
        if (end <= 0) {
            throw refused(item);
        }
        String host = place.substring(0, end);
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        String port = end < place.length() ? place.substring(end + 1) : "";
        if (bare.isEmpty() || uri && end + 1 == place.length()) {
            throw refused(item);
        }
        return new JumpHost(user, bare, port.isEmpty() ? null : port(item, port));
    }

    /** Where the host ends; negative if brackets are open or something stands after them. */
    private static int hostEnd(String place) {
        if (!place.startsWith("[")) {
            int end = 0;
            while (end < place.length() && place.charAt(end) != ':' && place.charAt(end) != '/') {
                end++;
            }
            return end;
        }
        int end = place.indexOf(']') + 1;
        boolean separated = end > 0 && (end == place.length() || place.charAt(end) == ':' || place.charAt(end) == '/');
        return separated ? end : -1;
    }

    private static int port(String item, String port) {
        return ServiceNames.tcpPort(port).orElseThrow(() -> refused(item));
    }

    private static IllegalArgumentException refused(String item) {
        return new IllegalArgumentException("\"" + item + "\" is no [user@]host[:port] of ProxyJump.");
    }

    /**
     * The host as {@code ProxyJump} writes it.
     *
     * @return {@code [user@]host[:port]}
     */
    @Override
    public String toString() {
        String user = givenUser == null ? "" : givenUser + "@";
        String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return user + bracketed + (givenPort == null ? "" : ":" + givenPort);
    }
}
