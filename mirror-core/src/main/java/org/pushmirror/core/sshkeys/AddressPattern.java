package org.pushmirror.core.sshkeys;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** The items of {@code from=}: an address, a network, or a name with {@code *} and {@code ?}; each with or without {@code !}. */
final class AddressPattern {

    private static final Pattern ITEM = Pattern.compile("!?[A-Za-z0-9.:*?_%-]+(/[0-9]{1,3})?");
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private AddressPattern() {}

    /** Refuses an item that matches nothing, or makes sshd refuse the whole list. */
    static void require(String item) {
        if (!ITEM.matcher(item).matches()) {
            throw new IllegalArgumentException("The item \"" + item
                    + "\" of from= is no address, network or host pattern; blanks, quotes and commas are not allowed.");
        }
        int slash = item.indexOf('/');
        if (slash >= 0) {
            requireNetwork(
                    item,
                    item.substring(item.startsWith("!") ? 1 : 0, slash),
                    Integer.parseInt(item.substring(slash + 1)));
        }
    }

    private static void requireNetwork(String item, String address, int bits) {
        byte[] bytes = bytes(item, address);
        int length = bytes.length * Byte.SIZE;
        if (bits > length) {
            throw new IllegalArgumentException(
                    "The network \"" + item + "\" of from= has a mask longer than " + length + " bits.");
        }
        if (new BigInteger(1, bytes).getLowestSetBit() >= 0
                && new BigInteger(1, bytes).getLowestSetBit() < length - bits) {
            throw new IllegalArgumentException("The network \"" + item
                    + "\" of from= has bits set after its mask, which makes sshd refuse the whole list.");
        }
    }

    private static byte[] bytes(String item, String address) {
        try {
            // Only what is written as an address gets here, so no name is looked up.
            if (IPV4.matcher(address).matches() || IPV6.matcher(address).matches()) {
                return InetAddress.getByName(address).getAddress();
            }
        } catch (UnknownHostException notAnAddress) {
            throw new IllegalArgumentException(
                    "The network \"" + item + "\" of from= does not begin with an address.", notAnAddress);
        }
        throw new IllegalArgumentException("The network \"" + item + "\" of from= does not begin with an address.");
    }
}
