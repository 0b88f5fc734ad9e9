package org.pushmirror.rsync;

import java.nio.file.Path;

/** What a run reads: the content of a folder, or one file or folder itself. */
public sealed interface RsyncSource permits DaemonPlace, LocalPlace, ShellPlace {

    /**
     * A module of an rsync daemon.
     *
     * @param host the host, a name or an address
     * @param module the name of the module
     * @return the content of the root of the module, at the default port, without a user
     * @throws IllegalArgumentException if one of them has a character that would change its meaning
     */
    static DaemonPlace daemon(String host, String module) {
        return DaemonPlace.of(host, module);
    }

    /**
     * A daemon source as typed on a command line: {@code rsync://[user@]host[:port]/module[/path]} or
     * {@code [user@]host::module[/path]}.
     *
     * @param text the text
     * @return the content of that folder, without a password
     * @throws IllegalArgumentException if it has neither form
     */
    static DaemonPlace parse(String text) {
        return DaemonPlace.parse(text);
    }

    /**
     * A folder of a host that is reached by a remote shell.
     *
     * @param host the host, a name or an address
     * @param path the path there, relative to the home of the user unless it starts with a slash
     * @return the content of that folder
     * @throws IllegalArgumentException if one of them has a character that would change its meaning
     */
    static ShellPlace shell(String host, String path) {
        return ShellPlace.of(host, path);
    }

    /**
     * A folder of this machine.
     *
     * @param folder the folder
     * @return its content
     */
    static LocalPlace local(Path folder) {
        return LocalPlace.content(folder);
    }

    /**
     * A file or a folder of this machine, itself.
     *
     * @param path its path
     * @return the file, or the folder together with its content
     */
    static LocalPlace localItem(Path path) {
        return LocalPlace.item(path);
    }

    /**
     * The argument of rsync for this source, without secrets.
     *
     * @return for example {@code rsync://mirror1@hub.example.org/debian/}
     */
    String argument();
}
