package org.pushmirror.rsync.daemon;

import java.util.regex.Pattern;

/** What can be the name of a service or of a unit of systemd. */
final class UnitName {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.@:\\\\][A-Za-z0-9_.@:\\\\-]{0,250}");

    private UnitName() {}

    static void require(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "\"" + name.replaceAll("\\p{Cntrl}", "?") + "\" cannot be the name of a service.");
        }
    }
}
