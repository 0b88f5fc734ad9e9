package org.pushmirror.core.sshkeys;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An address as text in a pattern, read as the C library reads numeric hosts: {@code 127.1} is an address, too. */
record IpAddress(byte[] bytes, String scope) {

    private static final int V4_BYTES = 4;
    private static final int V6_BYTES = 16;
    private static final int GROUPS = 8;

    /** The address of a peer. */
    static IpAddress of(InetAddress address) {
        String text = address.getHostAddress();
        int percent = text.indexOf('%');
        boolean scoped = address instanceof Inet6Address && percent >= 0;
        return new IpAddress(address.getAddress(), scoped ? text.substring(percent + 1) : "");
    }

    /** Reads an address; null if the text is none. */
    static @Nullable IpAddress parse(String text) {
        int percent = text.indexOf('%');
        if (text.indexOf(':') < 0) {
            byte[] v4 = v4(text);
            return v4 == null ? null : new IpAddress(v4, "");
        }
        byte[] v6 = v6(percent < 0 ? text : text.substring(0, percent));
        String scope = percent < 0 ? "" : text.substring(percent + 1);
        return v6 == null || percent >= 0 && !isScope(v6, scope) ? null : new IpAddress(v6, scope);
    }

    private static boolean isScope(byte[] v6, String scope) {
        boolean linkLocal =
                v6[0] == (byte) 0xFE && (v6[1] & 0xC0) == 0x80 || v6[0] == (byte) 0xFF && (v6[1] & 0xF) == 2;
        return !scope.isEmpty() && (linkLocal || scope.chars().allMatch(c -> c >= '0' && c <= '9'));
    }

    /** One to four parts, decimal, octal after a 0 or hexadecimal after 0x; the last fills what is left. */
    private static byte @Nullable [] v4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length > V4_BYTES) {
            return null;
        }
        byte[] bytes = new byte[V4_BYTES];
        for (int i = 0; i < parts.length; i++) {
            long value = number(parts[i]);
            int left = i == parts.length - 1 ? V4_BYTES - i : 1;
            if (value < 0 || value >= 1L << left * Byte.SIZE) {
                return null;
            }
            for (int j = 0; j < left; j++) {
                bytes[i + j] = (byte) (value >> (left - 1 - j) * Byte.SIZE);
            }
        }
        return bytes;
    }

    private static long number(String text) {
        boolean hexadecimal = text.length() > 2 && (text.startsWith("0x") || text.startsWith("0X"));
        int radix = hexadecimal ? 16 : text.startsWith("0") ? 8 : 10;
        String digits = hexadecimal ? text.substring(2) : text;
        if (digits.isEmpty() || digits.charAt(0) == '+' || digits.charAt(0) == '-') {
            return -1;
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) > 'f' || Character.digit(digits.charAt(i), radix) < 0) {
                return -1;
            }
        }
        try {
            return Long.parseLong(digits, radix);
        } catch (NumberFormatException tooLarge) {
            return -1;
        }
    }

    private static byte @Nullable [] v6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            byte[] all = groups(text);
            return all != null && all.length == V6_BYTES ? all : null;
        }
        byte[] front = groups(text.substring(0, gap));
        byte[] back = groups(text.substring(gap + 2));
        if (front == null
                || back == null
                || front.length + back.length >= V6_BYTES
                || text.substring(0, gap).indexOf('.') >= 0) {
            return null;
        }
        byte[] bytes = Arrays.copyOf(front, V6_BYTES);
        System.arraycopy(back, 0, bytes, V6_BYTES - back.length, back.length);
        return bytes;
    }

    /** The bytes of groups between colons; the last may be an IPv4 address with dots. */
    private static byte @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] groups = text.split(":", -1);
        byte[] bytes = new byte[V6_BYTES];
        int to = 0;
        for (int i = 0; i < groups.length; i++) {
            String group = groups[i];
            boolean dotted = i == groups.length - 1 && group.indexOf('.') >= 0;
            byte[] part = dotted ? dottedQuad(group) : group(group);
            if (part == null || to + part.length > V6_BYTES) {
                return null;
            }
            System.arraycopy(part, 0, bytes, to, part.length);
            to += part.length;
        }
        return Arrays.copyOf(bytes, to);
    }

    private static byte @Nullable [] group(String text) {
        if (text.isEmpty() || text.length() > V4_BYTES) {
            return null;
        }
        int value = 0;
        for (char c : text.toCharArray()) {
            int digit = c > 'f' ? -1 : Character.digit(c, 16);
            if (digit < 0) {
                return null;
            }
            value = value << V4_BYTES | digit;
        }
        return new byte[] {(byte) (value >> Byte.SIZE), (byte) value};
    }

    private static byte @Nullable [] dottedQuad(String text) {
        boolean plain = text.matches("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
        return plain ? v4(text) : null;
    }

    int bits() {
        return bytes.length * Byte.SIZE;
    }

    /** Whether nothing is set after so many bits. */
    boolean endsAfter(int bits) {
        for (int bit = bits; bit < bits(); bit++) {
            if ((bytes[bit / Byte.SIZE] >> Byte.SIZE - 1 - bit % Byte.SIZE & 1) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is in a network that begins with this address. */
    boolean isIn(IpAddress network, int bits) {
        if (bytes.length != network.bytes.length || !scope.equals(network.scope)) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int shift = Byte.SIZE - 1 - bit % Byte.SIZE;
            if (((bytes[bit / Byte.SIZE] ^ network.bytes[bit / Byte.SIZE]) >> shift & 1) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress that && Arrays.equals(bytes, that.bytes) && scope.equals(that.scope);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes) * 31 + scope.hashCode();
    }

    /** The text that sshd matches patterns with: of IPv6, the longest run of zero groups is left out. */
    @Override
    public String toString() {
        if (bytes.length == V4_BYTES) {
            return quad(0);
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (bytes[2 * i] & 0xFF) << Byte.SIZE | bytes[2 * i + 1] & 0xFF;
        }
        return v6Text(groups) + (scope.isEmpty() ? "" : "%" + scope);
    }

    private String quad(int start) {
        return (bytes[start] & 0xFF) + "." + (bytes[start + 1] & 0xFF) + "." + (bytes[start + 2] & 0xFF) + "."
                + (bytes[start + 3] & 0xFF);
    }

    private String v6Text(int[] groups) {
        int start = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = 0;
            while (i + run < GROUPS && groups[i + run] == 0) {
                run++;
            }
            if (run > length) {
                start = i;
                length = run;
            }
        }
        boolean dotted = start == 0 && (length == 6 || length == 5 && groups[5] == 0xFFFF);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else if (dotted && i == 6) {
                text.append(length == 6 ? "" : ":").append(quad(12));
                i = GROUPS;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
