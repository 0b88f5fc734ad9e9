package org.pushmirror.core.sshkeys;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.text.EscapedUtf8;

/**
 * The list of {@code from=}: addresses, networks and names with {@code *} and {@code ?}; each with or without {@code !}.
 * One item that is wrong makes sshd refuse whoever comes.
 */
record SourceList(List<String> items) {

    private static final Pattern ITEM = Pattern.compile("!?[A-Za-z0-9.:*?_%-]+(/[0-9]{1,3})?");
    /** As strtoul reads a number. */
    private static final Pattern MASK = Pattern.compile("[ \\t\\n\\x0B\\f\\r]*[+-]?[0-9]+");

    private static final int MAX_ADDRESS = 63;
    private static final int MAX_MASK = 128;
    private static final int MAX_NAME_BYTES = 1022;

    /** An address with a mask; the mask may be longer than the address. */
    private record Network(IpAddress address, int bits) {}

    private enum Match {
        NONE,
        FOUND,
        EXCLUDED,
        INVALID
    }

    static SourceList parse(String list) {
        return new SourceList(List.of(list.split(",", -1)));
    }

    /** The list of these items; throws IllegalArgumentException if sshd would refuse it, or it lets nobody in. */
    static SourceList of(List<String> items) {
        items.forEach(SourceList::require);
        SourceList list = new SourceList(List.copyOf(items));
        if (list.excludesOnly()) {
            throw new IllegalArgumentException("The list of from= lets nobody in: it needs an item without \"!\".");
        }
        return list;
    }

    private static void require(String item) {
        if (!ITEM.matcher(item).matches()) {
            throw new IllegalArgumentException("The item \"" + item
                    + "\" of from= is no address, network or host pattern; blanks, quotes and commas are not allowed.");
        }
        String problem = problem(item);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException("The item \"" + item + "\" of from= " + problem + ".");
        }
        if (item.indexOf('/') >= 0 && network(pattern(item)) == null) {
            throw new IllegalArgumentException(
                    "The item \"" + item + "\" of from= is a network that does not begin with an address.");
        }
    }

    /** What makes sshd refuse the whole list because of this item; empty if it does not. */
    static String problem(String item) {
        String pattern = pattern(item);
        if (pattern.isEmpty()) {
            return "is empty, which makes sshd refuse the whole list";
        }
        Network network = network(pattern);
        if (network == null) {
            return "";
        }
        int width = network.address().bits();
        if (network.bits() > width) {
            return "has a mask longer than " + width + " bits, which makes sshd refuse the whole list";
        }
        return network.address().endsAfter(network.bits())
                ? ""
                : "has bits set after its mask, which makes sshd refuse the whole list";
    }

    /** Whether the item is matched with names, so that it needs a server that looks them up. */
    static boolean isName(String item) {
        String pattern = pattern(item);
        return network(pattern) == null && pattern.chars().anyMatch(c -> c >= 'g' && c <= 'z' || c >= 'G' && c <= 'Z');
    }

    boolean excludesOnly() {
        return items.stream().allMatch(item -> item.startsWith("!"));
    }

    private static String pattern(String item) {
        return item.startsWith("!") ? item.substring(1) : item;
    }

    private static @Nullable Network network(String pattern) {
        if (pattern.length() > MAX_ADDRESS) {
            return null;
        }
        int slash = pattern.indexOf('/');
        if (slash < 0) {
            IpAddress address = IpAddress.parse(pattern);
            return address == null ? null : new Network(address, address.bits());
        }
        String mask = pattern.substring(slash + 1);
        if (!MASK.matcher(mask).matches()) {
            return null;
        }
        IpAddress address = IpAddress.parse(pattern.substring(0, slash));
        BigInteger bits = new BigInteger(mask.strip());
        boolean fits = bits.signum() >= 0 && bits.bitLength() <= Byte.SIZE && bits.intValue() <= MAX_MASK;
        return address == null || !fits ? null : new Network(address, bits.intValue());
    }

    /** Whether sshd lets this address in; the name is the address itself where the server looks up no names. */
    boolean allows(IpAddress address, String hostName) {
        Match byAddress = byAddress(address);
        if (byAddress == Match.INVALID || byAddress == Match.EXCLUDED) {
            return false;
        }
        Match byName = byName(hostName);
        return byName != Match.EXCLUDED && (byAddress == Match.FOUND || byName == Match.FOUND);
    }

    /** Whether one of these is a network with this address in it: the reading of certificates, without names. */
    boolean hasNetworkOf(IpAddress address) {
        boolean found = false;
        for (String item : items) {
            Network network = network(item);
            if (network == null || !problem(item).isEmpty()) {
                return false;
            }
            found |= address.isIn(network.address(), network.bits());
        }
        return found;
    }

    private Match byAddress(IpAddress address) {
        Match match = Match.NONE;
        for (String item : items) {
            String pattern = pattern(item);
            if (!problem(item).isEmpty()) {
                return Match.INVALID;
            }
            Network network = network(pattern);
            boolean found = network == null
                    ? HostPattern.matches(pattern, address.toString())
                    : address.isIn(network.address(), network.bits());
            if (found && item.startsWith("!")) {
                return Match.EXCLUDED;
            }
            match = found ? Match.FOUND : match;
        }
        return match;
    }

    private Match byName(String hostName) {
        String name = HostPattern.lower(hostName);
        Match match = Match.NONE;
        for (String item : items) {
            String pattern = HostPattern.lower(pattern(item));
            if (pattern.length() > MAX_NAME_BYTES / 3 && EscapedUtf8.encode(pattern).length > MAX_NAME_BYTES) {
                return Match.NONE;
            }
            if (HostPattern.matches(pattern, name)) {
                if (item.startsWith("!")) {
                    return Match.EXCLUDED;
                }
                match = Match.FOUND;
            }
        }
        return match;
    }

    @Override
    public String toString() {
        return String.join(",", items);
    }
}
