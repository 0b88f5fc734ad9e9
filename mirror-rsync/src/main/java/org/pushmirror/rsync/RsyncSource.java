package org.pushmirror.rsync;

import java.nio.file.Path;

/** Where a pull reads from: always a folder, whose content is pulled. */
public sealed interface RsyncSource permits DaemonSource, LocalSource {

    /**
     * A module of an rsync daemon.
     *
     * @param host the host, a name or an address
     * @param module the name of the module
     * @return the root of the module, at the default port, without a user
     * @throws IllegalArgumentException if one of them has a character that would change its meaning
     */
    static DaemonSource daemon(String host, String module) {
        return DaemonSource.of(host, module);
    }

    /**
     * A daemon source as typed on a command line: {@code rsync://[user@]host[:port]/module[/path]} or
     * {@code [user@]host::module[/path]}.
     *
     * @param text the text
     * @return the source, without a password
     * @throws IllegalArgumentException if it has neither form
     */
    static DaemonSource parse(String text) {
        return DaemonSource.parse(text);
    }

    /**
     * A folder of this machine.
     *
     * @param folder the folder
     * @return its content
     */
    static LocalSource local(Path folder) {
        return new LocalSource(folder);
    }

    /**
     * The argument of rsync for this source, without secrets.
     *
     * @return for example {@code rsync://mirror1@hub.example.org/debian/}
     */
    String argument();
}
