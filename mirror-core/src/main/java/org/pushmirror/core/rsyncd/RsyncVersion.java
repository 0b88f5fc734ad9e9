package org.pushmirror.core.rsyncd;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of rsync. Immutable.
 *
 * @param major the first number
 * @param minor the second
 * @param patch the third
 */
public record RsyncVersion(int major, int minor, int patch) implements Comparable<RsyncVersion> {

    /** The newest release whose behaviour is known here. */
    public static final RsyncVersion NEWEST = new RsyncVersion(3, 5, 0);

    private static final Pattern FORM =
            Pattern.compile("v?([0-9]{1,4})\\.([0-9]{1,4})(?:\\.([0-9]{1,4}))?(?![0-9.]).*");

    private static final Comparator<RsyncVersion> ORDER = Comparator.comparingInt(RsyncVersion::major)
            .thenComparingInt(RsyncVersion::minor)
            .thenComparingInt(RsyncVersion::patch);

    /**
     * A release from text.
     *
     * @param text for example {@code 3.2.7}; a {@code v} before it and anything after it do not count
     * @return the release
     * @throws IllegalArgumentException if it is no such text
     */
    public static RsyncVersion parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no release of rsync such as 3.2.7.");
        }
        int patch = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return new RsyncVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), patch);
    }

    @Override
    public int compareTo(RsyncVersion other) {
        return ORDER.compare(this, other);
    }

    /**
     * Whether it came before another release.
     *
     * @param other for example {@code 3.4.0}
     * @return true if it did
     * @throws IllegalArgumentException if that is no release
     */
    public boolean before(String other) {
        return compareTo(parse(other)) < 0;
    }

    /**
     * The release as text.
     *
     * @return for example {@code 3.2.7}
     */
    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
