package org.pushmirror.rsync;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pushmirror.rsync.RsyncChange.Action;
import org.pushmirror.rsync.RsyncChange.Attribute;
import org.pushmirror.rsync.RsyncChange.Kind;

/**
 * Reads lines of {@link RsyncChange#FORMAT}. Bytes
 * that the locale C does not print are escaped by rsync as {@code \#ooo}. Stateless.
 */
final class ChangeReader {

    /** Where the attributes stand in a line: after the mark, the action and the kind. */
    static final int ATTRIBUTES = 3;

    static final int ATTRIBUTE_COUNT = 9;
    static final int CODE = 11;
    static final int SEPARATOR = 2;

    /** From the end of the name to the target of a link: the separator and a blank, an arrow, and a blank. */
    static final int LINK_OFFSET = SEPARATOR + 4;

    private static final int SIZE = 1 + CODE + 1;
    private static final int SHORTEST = SIZE + 4;

    private ChangeReader() {}

    /** The change that a line tells of; null if it is another line. The array is kept. */
    static @Nullable RsyncChange read(byte[] line) {
        if (line.length < SHORTEST || line[0] != '@' || line[CODE + 1] != ' ') {
            return null;
        }
        boolean deleted = line[1] == '*';
        int nameStart = afterSize(line);
        int nameEnd = nameStart < 0 ? -1 : nameEnd(line, nameStart);
        if (nameEnd < 0) {
            return null;
        }
        Action action = action(line[1]);
        Kind kind = deleted ? deletedKind(line, nameEnd) : kind(line[2]);
        if (action == null || kind == null) {
            return null;
        }
        return new RsyncChange(line, action, kind, number(line, SIZE, nameStart - 1), nameStart, nameEnd);
    }

    private static int afterSize(byte[] line) {
        int i = SIZE;
        while (i < line.length && line[i] >= '0' && line[i] <= '9') {
            i++;
        }
        return i > SIZE && i < SIZE + 19 && i < line.length && line[i] == ' ' ? i + 1 : -1;
    }

    private static long number(byte[] line, int start, int end) {
        long value = 0;
        for (int i = start; i < end; i++) {
            value = value * 10 + (line[i] - '0');
        }
        return value;
    }

    /** The end of the name; that of a folder takes the first of three slashes with it. */
    private static int nameEnd(byte[] line, int start) {
        for (int i = start + 1; i + 1 < line.length; i++) {
            if (line[i] == '/' && line[i + 1] == '/') {
                boolean folder = i + 2 < line.length && line[i + 2] == '/';
                return folder ? i + 1 : i;
            }
        }
        return -1;
    }

    private static @Nullable Action action(byte letter) {
        return switch (letter) {
            case '<' -> Action.SENT;
            case '>' -> Action.RECEIVED;
            case 'c' -> Action.CREATED;
            case 'h' -> Action.LINKED;
            case '.' -> Action.ATTRIBUTES;
            case '*' -> Action.DELETED;
            default -> null;
        };
    }

    private static @Nullable Kind kind(byte letter) {
        return switch (letter) {
            case 'f' -> Kind.FILE;
            case 'd' -> Kind.FOLDER;
            case 'L' -> Kind.LINK;
            case 'D' -> Kind.DEVICE;
            case 'S' -> Kind.SPECIAL;
            default -> null;
        };
    }

    private static Kind deletedKind(byte[] line, int nameEnd) {
        return line[nameEnd - 1] == '/' ? Kind.FOLDER : Kind.NOT_A_FOLDER;
    }

    /** Adds what the letter of a column means. */
    static void attributes(int column, byte letter, Set<Attribute> found) {
        if (letter == '.' || letter == '+' || letter == '?' || letter == ' ') {
            return;
        }
        switch (column) {
            case 0 -> found.add(Attribute.CONTENT);
            case 1 -> found.add(Attribute.SIZE);
            case 2 -> found.add(letter == 'T' ? Attribute.TIME_OF_TRANSFER : Attribute.TIME);
            case 3 -> found.add(Attribute.PERMISSIONS);
            case 4 -> found.add(Attribute.OWNER);
            case 5 -> found.add(Attribute.GROUP);
            case 6 -> found.addAll(times(letter));
            case 7 -> found.add(Attribute.ACL);
            default -> found.add(Attribute.EXTENDED_ATTRIBUTES);
        }
    }

    private static Set<Attribute> times(byte letter) {
        return switch (letter) {
            case 'u' -> EnumSet.of(Attribute.ACCESS_TIME);
            case 'n' -> EnumSet.of(Attribute.CREATION_TIME);
            default -> EnumSet.of(Attribute.ACCESS_TIME, Attribute.CREATION_TIME);
        };
    }

    static byte[] unescaped(byte[] line, int start, int end) {
        byte[] bytes = new byte[end - start];
        int length = 0;
        int i = start;
        while (i < end) {
            if (isEscape(line, i, end)) {
                bytes[length++] = (byte) ((line[i + 2] - '0') << 6 | (line[i + 3] - '0') << 3 | line[i + 4] - '0');
                i += 5;
            } else {
                bytes[length++] = line[i++];
            }
        }
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private static boolean isEscape(byte[] line, int i, int end) {
        if (line[i] != '\\' || i + 4 >= end || line[i + 1] != '#') {
            return false;
        }
        return line[i + 2] >= '0' && line[i + 2] <= '3' && isOctal(line[i + 3]) && isOctal(line[i + 4]);
    }

    private static boolean isOctal(byte digit) {
        return digit >= '0' && digit <= '7';
    }
}
