package org.pushmirror.core.rsyncd;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Who may connect to a module: {@code hosts allow} and {@code hosts deny}, as rsync 3.5.0 reads them. Immutable and thread-safe.
 *
 * <p>A client that {@code allow} matches is let in. With {@code allow} alone everybody else is refused; otherwise whom {@code deny} matches is.
 * A name that cannot be looked up matches everybody in {@code deny}, and nobody in {@code allow}. Netgroups match nobody here.
 *
 * @param allow the words of {@code hosts allow}
 * @param deny the words of {@code hosts deny}
 */
public record HostsAccess(List<HostPattern> allow, List<HostPattern> deny) {

    /** What rsync takes for the name of a client when {@code reverse lookup} is off. */
    public static final String UNDETERMINED = "UNDETERMINED";

    /**
     * Copies the lists.
     *
     * @param allow the words of {@code hosts allow}
     * @param deny the words of {@code hosts deny}
     */
    public HostsAccess {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    /**
     * Reads the values of both parameters.
     *
     * @param allow the value of {@code hosts allow}; empty if it is not set
     * @param deny the value of {@code hosts deny}; empty if it is not set
     * @return who may connect
     */
    public static HostsAccess parse(String allow, String deny) {
        return new HostsAccess(words(allow, "allow"), words(deny, "deny"));
    }

    /** A value of blanks and commas alone is set, and matches nobody. */
    private static List<HostPattern> words(String value, String parameter) {
        List<HostPattern> words = Arrays.stream(value.split("[ ,\t]+"))
                .filter(word -> !word.isEmpty())
                .map(HostPattern::parse)
                .toList();
        boolean setToNobody = words.isEmpty() && !value.isEmpty();
        return setToNobody ? List.of(new HostPattern("", HostPattern.Kind.NOTHING)) : words;
    }

    /**
     * Whether a client is let in, names not being looked up: like rsync with {@code forward lookup = no}.
     *
     * @param address the address of the client
     * @param name its name, or {@link #UNDETERMINED}
     * @return true if it is
     */
    public boolean matches(String address, String name) {
        return admits(address, name, host -> List.of("none"));
    }

    /**
     * Whether a client is let in, names being looked up.
     *
     * @param address the address of the client
     * @param name its name, or {@link #UNDETERMINED}
     * @param lookup finds the addresses of a host name; none if it cannot be looked up
     * @return true if it is
     */
    public boolean admits(String address, String name, Function<String, List<String>> lookup) {
        if (matches(allow, address, name, lookup, false)) {
            return true;
        }
        boolean onlyAllowed = !allow.isEmpty() && deny.isEmpty();
        return !onlyAllowed && !matches(deny, address, name, lookup, true);
    }

    private static boolean matches(
            List<HostPattern> patterns,
            String address,
            String name,
            Function<String, List<String>> lookup,
            boolean unresolved) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(address, name, lookup, unresolved));
    }

    /**
     * Whether nothing is limited.
     *
     * @return true if neither parameter is set
     */
    public boolean isOpen() {
        return allow.isEmpty() && deny.isEmpty();
    }
}
