package org.pushmirror.rsync;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The content of a folder of a host that is reached by a remote shell, usually ssh. Arguments go over the connection
 * ({@code --protect-args}), so no shell sees the path. Each method returns a changed copy. Immutable.
 */
public final class ShellPlace implements RsyncSource, RsyncTarget {

    private final String host;
    private final String path;
    private final boolean content;
    private final @Nullable String user;
    private final List<String> command;

    private ShellPlace(String host, String path, boolean content, @Nullable String user, List<String> command) {
        this.host = host;
        this.path = path;
        this.content = content;
        this.user = user;
        this.command = command;
    }

    static ShellPlace of(String host, String path) {
        RemotePath.requireHost(host);
        return at(host, path, true, null, List.of());
    }

    private static ShellPlace at(
            String host, String path, boolean content, @Nullable String user, List<String> command) {
        RemotePath.requirePath(path);
        if (path.isEmpty()) {
            throw new IllegalArgumentException("The path of a place at " + host + " is empty.");
        }
        String bare = path.replaceAll("(?<=.)/+$", "");
        return new ShellPlace(host, bare, content, user, command);
    }

    /**
     * The file or folder itself, instead of the content of the folder.
     *
     * @return the changed copy
     */
    public ShellPlace item() {
        return new ShellPlace(host, path, false, user, command);
    }

    /**
     * The user that logs in; that of the shell's own choice if not set.
     *
     * @param newUser the name
     * @return the changed copy
     * @throws IllegalArgumentException if it is empty, starts with a hyphen, or has a character that would end it
     */
    public ShellPlace user(String newUser) {
        RemotePath.require("user", newUser, "@/: ");
        if (newUser.startsWith("-")) {
            throw new IllegalArgumentException("The user \"" + newUser + "\" starts with a hyphen.");
        }
        return new ShellPlace(host, path, content, newUser, command);
    }

    /**
     * The program that connects, with its arguments; {@code ssh} if not set. rsync adds user, host and its own command.
     *
     * @param words the program and its arguments, each passed exactly as it is, for example {@code "ssh", "-p", "2222"}
     * @return the changed copy
     * @throws IllegalArgumentException if there are none, or one has a NUL, or the program is empty
     */
    public ShellPlace command(String... words) {
        List<String> copied = List.of(words);
        if (copied.isEmpty() || copied.get(0).isEmpty() || copied.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("A remote shell needs a program, and its words have no NUL.");
        }
        return new ShellPlace(host, path, content, user, copied);
    }

    /**
     * The host.
     *
     * @return a name or an address, without brackets
     */
    public String host() {
        return host;
    }

    /**
     * The path.
     *
     * @return the path there
     */
    public String path() {
        return path;
    }

    /**
     * The user that logs in.
     *
     * @return the name; empty if none was given
     */
    public Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /** The options that this place needs. */
    List<String> options() {
        // --protect-args has a new name since 3.2.6; both know the letter
        return command.isEmpty() ? List.of("-s") : List.of("-s", "--rsh=" + shell());
    }

    /** rsync splits the command at blanks; it knows quotes, doubled within quotes of the same kind, and no backslash. */
    private String shell() {
        return command.stream()
                .map(word -> word.matches("[^'\"\\s]+") ? word : "'" + word.replace("'", "''") + "'")
                .collect(Collectors.joining(" "));
    }

    @Override
    public String argument() {
        return at(RemotePath.escaped(path)) + slash();
    }

    @Override
    public String targetArgument() {
        if (!content) {
            throw new IllegalArgumentException("The target " + this + " must be a folder that takes the content.");
        }
        return at(RemotePath.literal(path)) + slash();
    }

    private String at(String there) {
        return (user == null ? "" : user + "@") + RemotePath.host(host) + ":" + there;
    }

    private String slash() {
        return content && !path.endsWith("/") ? "/" : "";
    }

    /**
     * This place as typed on a command line.
     *
     * @return for example {@code mirror@hub.example.org:/srv/debian/}
     */
    @Override
    public String toString() {
        return at(path) + slash();
    }
}
