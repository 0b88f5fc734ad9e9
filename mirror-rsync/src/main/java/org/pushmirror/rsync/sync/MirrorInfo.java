package org.pushmirror.rsync.sync;

import java.util.List;

/**
 * What a mirror tells about itself in its trace; an empty text is left out. Immutable.
 *
 * @param maintainer who runs it, as {@code Name <address>}
 * @param sponsor who pays for it
 * @param country its country code
 * @param location where it is
 * @param throughput its bandwidth
 */
public record MirrorInfo(String maintainer, String sponsor, String country, String location, String throughput) {

    /** Nothing is told. */
    public static final MirrorInfo NONE = new MirrorInfo("", "", "", "", "");

    /**
     * Checks the texts.
     *
     * @param maintainer who runs it
     * @param sponsor who pays for it
     * @param country its country code
     * @param location where it is
     * @param throughput its bandwidth
     * @throws IllegalArgumentException if one of them has a control character
     */
    public MirrorInfo {
        for (String text : List.of(maintainer, sponsor, country, location, throughput)) {
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("A text about the mirror has a control character.");
            }
        }
    }
}
