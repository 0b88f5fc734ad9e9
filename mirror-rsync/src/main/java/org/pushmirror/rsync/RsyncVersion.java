package org.pushmirror.rsync;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of an rsync program. Ordered by its numbers. Immutable.
 *
 * @param text the version as printed, for example {@code 3.5.0} or {@code v3.2.5}
 * @param major the first number
 * @param minor the second number
 * @param patch the third number; 0 if there is none
 * @param protocol the number of the protocol that it speaks
 */
public record RsyncVersion(String text, int major, int minor, int patch, int protocol)
        implements Comparable<RsyncVersion> {

    private static final Pattern LINE = Pattern.compile(
            "rsync\\s+version\\s+(v?(\\d{1,5})\\.(\\d{1,5})(?:\\.(\\d{1,5}))?\\S*)\\s+protocol version (\\d{1,5}).*");

    /**
     * Reads the first line of {@code rsync --version}.
     *
     * @param line the line
     * @return the version; empty if it is not such a line
     */
    static Optional<RsyncVersion> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String patch = matcher.group(4);
        return Optional.of(new RsyncVersion(
                matcher.group(1),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                patch == null ? 0 : Integer.parseInt(patch),
                Integer.parseInt(matcher.group(5))));
    }

    /** The version by the words of {@code rsync -VV}; empty if they are none. */
    static Optional<RsyncVersion> of(String text, String protocol) {
        String number = protocol.replaceFirst("\\..*", "");
        return parse("rsync  version " + text + "  protocol version " + number);
    }

    /**
     * Whether this version is one or a newer one.
     *
     * @param otherMajor the first number of that version
     * @param otherMinor the second number of that version
     * @return true if it is not older
     */
    public boolean isAtLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || major == otherMajor && minor >= otherMinor;
    }

    /** Whether this version is one or a newer one, given as in the table of options. */
    boolean isAtLeast(String other) {
        String[] numbers = other.split("\\.");
        int byMajor = Integer.compare(major, Integer.parseInt(numbers[0]));
        int byMinor = byMajor != 0 ? byMajor : Integer.compare(minor, Integer.parseInt(numbers[1]));
        return byMinor > 0 || byMinor == 0 && patch >= Integer.parseInt(numbers[2]);
    }

    @Override
    public int compareTo(RsyncVersion other) {
        int byMajor = Integer.compare(major, other.major);
        int byMinor = byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
        return byMinor != 0 ? byMinor : Integer.compare(patch, other.patch);
    }

    @Override
    public String toString() {
        return text;
    }
}
