package org.pushmirror.rsync;

import java.util.List;

/** What becomes of symbolic links. */
public enum Links {
    /** They stay links. */
    KEEP(List.of("--links")),
    /** They stay links, but for those that lead out of the tree, which are left out: what a mirror wants. */
    SAFE(List.of("--links", "--safe-links")),
    /** What they lead to takes their place. */
    FOLLOW(List.of("--copy-links")),
    /** They stay links, but for those that lead out of the tree, whose place is taken by what they lead to. */
    FOLLOW_UNSAFE(List.of("--links", "--copy-unsafe-links")),
    /** They are left out. */
    SKIP(List.of("--no-links"));

    private final List<String> arguments;

    Links(List<String> arguments) {
        this.arguments = arguments;
    }

    List<String> arguments() {
        return arguments;
    }
}
