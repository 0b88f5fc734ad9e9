package org.pushmirror.core.sshkeys;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of OpenSSH. What a file means depends on it: an older sshd drops lines with newer options silently.
 * Immutable.
 *
 * @param major the first number, 9 in OpenSSH 9.2p1
 * @param minor the second number, 2 in OpenSSH 9.2p1
 */
public record OpenSshVersion(int major, int minor) implements Comparable<OpenSshVersion> {

    /** The newest release whose rules are known here. */
    public static final OpenSshVersion NEWEST_KNOWN = new OpenSshVersion(10, 5);

    private static final Pattern WRITTEN = Pattern.compile("(?:OpenSSH_)?([0-9]{1,4})\\.([0-9]{1,4})(?![0-9]).*");

    /**
     * Checks the numbers.
     *
     * @param major the first number
     * @param minor the second number
     * @throws IllegalArgumentException if one is negative
     */
    public OpenSshVersion {
        if (major < 0 || minor < 0) {
            throw new IllegalArgumentException("There is no OpenSSH " + major + "." + minor + ".");
        }
    }

    /**
     * Reads a version as people and {@code ssh -V} write it.
     *
     * @param text for example {@code 9.2}, {@code 9.2p1} or {@code OpenSSH_9.2p1 Debian-2, OpenSSL 3.0.11}
     * @return the version
     * @throws IllegalArgumentException if it is none
     */
    public static OpenSshVersion parse(String text) {
        Matcher written = WRITTEN.matcher(text.strip());
        if (!written.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text.strip() + "\" is no version of OpenSSH; write it as 9.2 or 9.2p1.");
        }
        return new OpenSshVersion(Integer.parseInt(written.group(1)), Integer.parseInt(written.group(2)));
    }

    /**
     * Whether it is this release or a later one.
     *
     * @param other the release to compare with
     * @return true from that release on
     */
    public boolean isAtLeast(OpenSshVersion other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(OpenSshVersion other) {
        int byMajor = Integer.compare(major, other.major);
        return byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
    }

    /**
     * The version as people write it.
     *
     * @return for example {@code 9.2}
     */
    @Override
    public String toString() {
        return major + "." + minor;
    }
}
