package org.pushmirror.core.trace;

import java.util.ArrayList;
import java.util.List;
import org.pushmirror.core.text.EscapedUtf8;

/**
 * The {@code project/trace/_hierarchy} file: the way an archive took, one line for each mirror that it came through.
 * Immutable.
 *
 * @param hops the mirrors, the one nearest to the archive's origin first
 */
public record Hierarchy(List<Hop> hops) {

    /**
     * Copies the list.
     *
     * @param hops the mirrors, the one nearest to the archive's origin first
     */
    public Hierarchy {
        hops = List.copyOf(hops);
    }

    /**
     * One mirror on the way. Each part is a word.
     *
     * @param trace the name of its trace file
     * @param mirror the name of the mirror
     * @param host its real host name
     * @param upstream the host that it pulls from, or {@code unknown}
     */
    public record Hop(String trace, String mirror, String host, String upstream) {

        /**
         * Checks that each part is a word.
         *
         * @param trace the name of its trace file
         * @param mirror the name of the mirror
         * @param host its real host name
         * @param upstream the host that it pulls from, or {@code unknown}
         * @throws IllegalArgumentException if a part is empty or has white space
         */
        public Hop {
            for (String part : List.of(trace, mirror, host, upstream)) {
                if (part.isEmpty() || part.chars().anyMatch(Character::isWhitespace)) {
                    throw new IllegalArgumentException(
                            "A part of a _hierarchy line is empty or has white space: \"" + part + "\".");
                }
            }
        }
    }

    /**
     * Reads a {@code _hierarchy} file. Lines that do not have four words are skipped.
     *
     * @param content the bytes of the file
     * @return the way
     */
    public static Hierarchy parse(byte[] content) {
        List<Hop> hops = new ArrayList<>();
        for (String line : EscapedUtf8.decode(content).split("\n")) {
            String[] words = line.strip().split("\\s+");
            if (words.length == 4) {
                hops.add(new Hop(words[0], words[1], words[2], words[3]));
            }
        }
        return new Hierarchy(hops);
    }

    /**
     * The same way, one mirror further.
     *
     * @param hop the mirror at the end
     * @return the changed copy
     */
    public Hierarchy with(Hop hop) {
        List<Hop> longer = new ArrayList<>(hops);
        longer.add(hop);
        return new Hierarchy(longer);
    }

    /**
     * The bytes of the file.
     *
     * @return one line for each hop, four words separated by one blank
     */
    public byte[] bytes() {
        StringBuilder text = new StringBuilder();
        for (Hop hop : hops) {
            text.append(String.join(" ", hop.trace(), hop.mirror(), hop.host(), hop.upstream()))
                    .append('\n');
        }
        return EscapedUtf8.encode(text);
    }
}
