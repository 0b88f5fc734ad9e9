package org.pushmirror.rsync;

import java.util.Arrays;

/** How a path at another end is written, so that no character of it has a meaning there. */
final class RemotePath {

    private static final String WILDCARDS = "*?[";

    private RemotePath() {}

    static void require(String what, String value, String forbidden) {
        if (value.isEmpty() || value.chars().anyMatch(c -> Character.isISOControl(c) || forbidden.indexOf(c) >= 0)) {
            throw new IllegalArgumentException("The " + what + " \"" + value.replaceAll("\\p{Cntrl}", "?")
                    + "\" of an rsync place is empty or has a control character or one of: " + forbidden);
        }
    }

    static void requireHost(String host) {
        require("host", host, "@/[] ");
        if (host.startsWith("-")) {
            throw new IllegalArgumentException("The host \"" + host + "\" starts with a hyphen.");
        }
        if (host.indexOf(':') >= 0 && !host.matches("[0-9A-Fa-f.]*(:[0-9A-Fa-f.]*){2,}(%.+)?")) {
            throw new IllegalArgumentException("The host \"" + host + "\" has a colon and is no IPv6 address.");
        }
    }

    static void requirePath(String path) {
        if (path.chars().anyMatch(c -> c == 0 || c == '\n' || c == '\r')) {
            throw new IllegalArgumentException("The path \"" + path.replaceAll("\\p{Cntrl}", "?")
                    + "\" of an rsync place has a line break or NUL.");
        }
        if (Arrays.asList(path.split("/")).contains("..")) {
            throw new IllegalArgumentException("The path \"" + path + "\" leaves its folder by \"..\".");
        }
    }

    static String host(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    /** As a source: the far end expands wildcards unless they are escaped. */
    static String escaped(String path) {
        return RsyncFilter.literal(relative(path));
    }

    /** As a target: the far end would look for what a wildcard matches, and take an escape as part of the name. */
    static String literal(String path) {
        if (path.chars().anyMatch(c -> WILDCARDS.indexOf(c) >= 0)) {
            throw new IllegalArgumentException("The path \"" + path + "\" has one of " + WILDCARDS
                    + ", which rsync would expand at the other end; a target cannot have it.");
        }
        return relative(path);
    }

    /** What is left of a module's path, or of a relative one, must not look like an option or a home. */
    private static String relative(String path) {
        return path.startsWith("-") || path.startsWith("~") ? "./" + path : path;
    }
}
