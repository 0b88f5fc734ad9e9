package org.pushmirror.core.rsyncd;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A word of {@code hosts allow} or {@code hosts deny}. Immutable.
 *
 * @param word the word, in lower case as rsync reads it
 * @param kind what rsync takes it for
 */
public record HostPattern(String word, Kind kind) {

    /** What rsync takes a word for. */
    public enum Kind {
        /** An address, or a network with a mask. */
        ADDRESS,
        /** A wildcard for the name of the client; never for its address. */
        WILDCARD,
        /** A host name, which is also looked up. */
        NAME,
        /** A netgroup: {@code @name}. */
        NETGROUP,
        /** Looks like an address and is none, so that it matches no client: a bad mask, or {@code 192.0.2.}. */
        NOTHING
    }

    private static final Pattern DIGITS = Pattern.compile("[.0-9]*");
    private static final Pattern PREFIX_LENGTH = Pattern.compile("[+-]?[0-9]{1,9}");

    /**
     * Reads a word.
     *
     * @param word the word
     * @return the pattern
     */
    public static HostPattern parse(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return new HostPattern(lower, kindOf(lower));
    }

    private static Kind kindOf(String word) {
        int slash = word.indexOf('/');
        String host = slash < 0 ? word : word.substring(0, slash);
        if (word.length() > 1 && word.startsWith("@")) {
            return Kind.NETGROUP;
        }
        if (DIGITS.matcher(host).matches() || host.indexOf(':') >= 0) {
            Optional<NumericAddress> address = NumericAddress.parse(host);
            boolean good = address.isPresent()
                    && (slash < 0
                            || mask(word.substring(slash + 1), address.get().family())
                                    .isPresent());
            return good ? Kind.ADDRESS : wildcardOr(word, Kind.NOTHING);
        }
        return wildcardOr(word, slash < 0 ? Kind.NAME : Kind.NOTHING);
    }

    private static Kind wildcardOr(String word, Kind otherwise) {
        return word.chars().anyMatch(c -> c == '*' || c == '?' || c == '[') ? Kind.WILDCARD : otherwise;
    }

    private static Optional<NumericAddress> mask(String text, int family) {
        Optional<NumericAddress> mask = NumericAddress.parseMask(text, family);
        if (mask.isPresent() || !PREFIX_LENGTH.matcher(text).matches()) {
            return mask;
        }
        int bits = Integer.parseInt(text);
        return bits < 0 || bits > family * Byte.SIZE
                ? Optional.empty()
                : Optional.of(NumericAddress.mask(bits, family));
    }

    /** Whether rsync lets the client pass this word; a name that cannot be looked up is what {@code unresolved} says. */
    boolean matches(String address, String name, Function<String, List<String>> lookup, boolean unresolved) {
        if (kind == Kind.NETGROUP) {
            return false;
        }
        if (new ShellPattern(word).matches(name.toLowerCase(Locale.ROOT))) {
            return true;
        }
        if (kind == Kind.NAME) {
            List<String> addresses = lookup.apply(word);
            return addresses.isEmpty() ? unresolved : addresses.contains(address);
        }
        return kind == Kind.ADDRESS && matchesAddress(address);
    }

    private boolean matchesAddress(String client) {
        int slash = word.indexOf('/');
        NumericAddress own = NumericAddress.parse(slash < 0 ? word : word.substring(0, slash))
                .orElseThrow();
        Optional<NumericAddress> other = NumericAddress.parse(client).filter(found -> found.family() == own.family());
        NumericAddress mask = slash < 0
                ? NumericAddress.mask(own.family() * Byte.SIZE, own.family())
                : mask(word.substring(slash + 1), own.family()).orElseThrow();
        return other.isPresent() && own.matches(other.get(), mask);
    }

    /**
     * The word.
     *
     * @return the same as {@link #word()}
     */
    @Override
    public String toString() {
        return word;
    }
}
