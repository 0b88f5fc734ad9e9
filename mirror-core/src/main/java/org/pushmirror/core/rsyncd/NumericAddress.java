package org.pushmirror.core.rsyncd;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IPv4 or IPv6 address in digits, read as the C library does: 127.1 is 127.0.0.1, and 0177.0.0.1 is, too. Immutable. */
record NumericAddress(byte[] bytes) {

    private static final int V4_BYTES = 4;
    private static final int V6_BYTES = 16;
    private static final int V6_GROUPS = 8;
    private static final Pattern DOTTED_QUAD =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.(?!$)|$)){4}");
    private static final Pattern NUMBER = Pattern.compile("0[xX][0-9a-fA-F]{1,8}|[0-9]{1,11}");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

    /** An address in one of the forms that getaddrinfo() takes for numeric. */
    static Optional<NumericAddress> parse(String text) {
        return text.indexOf(':') >= 0 ? parseV6(text) : parseV4(text);
    }

    /** A netmask as inet_pton() takes it: four plain numbers, or an IPv6 address. */
    static Optional<NumericAddress> parseMask(String text, int family) {
        if (family == V6_BYTES) {
            return text.indexOf(':') >= 0 && text.indexOf('%') < 0 ? parseV6(text) : Optional.empty();
        }
        return DOTTED_QUAD.matcher(text).matches() ? parseV4(text) : Optional.empty();
    }

    /** A mask with so many bits set. */
    static NumericAddress mask(int bits, int family) {
        byte[] mask = new byte[family];
        for (int bit = 0; bit < bits; bit++) {
            mask[bit / Byte.SIZE] |= (byte) (0x80 >> bit % Byte.SIZE);
        }
        return new NumericAddress(mask);
    }

    /** How many bytes it has. */
    int family() {
        return bytes.length;
    }

    boolean matches(NumericAddress other, NumericAddress mask) {
        for (int i = 0; i < bytes.length; i++) {
            if (((bytes[i] ^ other.bytes[i]) & mask.bytes[i]) != 0) {
                return false;
            }
        }
        return true;
    }

    private static Optional<NumericAddress> parseV4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length > V4_BYTES) {
            return Optional.empty();
        }
        long value = 0;
        for (int i = 0; i < parts.length; i++) {
            if (!NUMBER.matcher(parts[i]).matches()) {
                return Optional.empty();
            }
            boolean last = i == parts.length - 1;
            long limit = last ? 1L << Byte.SIZE * (V4_BYTES - i) : 1L << Byte.SIZE;
            long number = number(parts[i]);
            if (number < 0 || number >= limit) {
                return Optional.empty();
            }
            value = last ? value << Byte.SIZE * (V4_BYTES - i) | number : value << Byte.SIZE | number;
        }
        byte[] bytes = new byte[V4_BYTES];
        for (int i = 0; i < V4_BYTES; i++) {
            bytes[i] = (byte) (value >> Byte.SIZE * (V4_BYTES - 1 - i));
        }
        return Optional.of(new NumericAddress(bytes));
    }

    /** With the prefixes of C; -1 if it is none. */
    private static long number(String digits) {
        try {
            if (digits.startsWith("0x") || digits.startsWith("0X")) {
                return Long.parseLong(digits.substring(2), 16);
            }
            return digits.length() > 1 && digits.startsWith("0") ? Long.parseLong(digits, 8) : Long.parseLong(digits);
        } catch (NumberFormatException notOctal) {
            return -1;
        }
    }

    private static Optional<NumericAddress> parseV6(String withScope) {
        int scope = withScope.indexOf('%');
        String text = scope < 0 ? withScope : withScope.substring(0, scope);
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text).filter(groups -> groups.length == V6_BYTES).map(NumericAddress::new);
        }
        Optional<byte[]> head = groups(text.substring(0, gap));
        Optional<byte[]> tail = groups(text.substring(gap + 2));
        if (head.isEmpty() || tail.isEmpty() || head.get().length + tail.get().length > V6_BYTES - 2) {
            return Optional.empty();
        }
        byte[] bytes = Arrays.copyOf(head.get(), V6_BYTES);
        System.arraycopy(tail.get(), 0, bytes, V6_BYTES - tail.get().length, tail.get().length);
        return Optional.of(new NumericAddress(bytes));
    }

    private static Optional<byte[]> groups(String text) {
        if (text.isEmpty()) {
            return Optional.of(new byte[0]);
        }
        String[] parts = text.split(":", -1);
        byte[] bytes = new byte[V6_BYTES + V4_BYTES];
        int length = 0;
        for (int i = 0; i < parts.length; i++) {
            if (i == parts.length - 1 && DOTTED_QUAD.matcher(parts[i]).matches() && length <= V6_BYTES - V4_BYTES) {
                System.arraycopy(parseV4(parts[i]).orElseThrow().bytes, 0, bytes, length, V4_BYTES);
                length += V4_BYTES;
            } else if (i < V6_GROUPS && GROUP.matcher(parts[i]).matches()) {
                int group = Integer.parseInt(parts[i], 16);
                bytes[length++] = (byte) (group >> Byte.SIZE);
                bytes[length++] = (byte) group;
            } else {
                return Optional.empty();
            }
        }
        return length > V6_BYTES ? Optional.empty() : Optional.of(Arrays.copyOf(bytes, length));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumericAddress address && Arrays.equals(bytes, address.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
