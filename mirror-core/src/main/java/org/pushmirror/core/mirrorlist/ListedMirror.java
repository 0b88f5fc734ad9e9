package org.pushmirror.core.mirrorlist;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.sync.ArchiveName;

/**
 * A mirror of a runmirrors.mirror: whom to push, where, and how. Immutable; one that exists can be written as one line
 * and read back. Methods with a parameter return a changed copy.
 */
public final class ListedMirror implements MirrorListEntry {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_@+:,%=][A-Za-z0-9_@+:,%=.-]*");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_:][A-Za-z0-9._:%-]*");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.@+-]*\\$?");
    private static final Pattern WORD = Pattern.compile("[^\\s\\p{Cntrl}\\\\'\"*?\\[]+");

    private final TargetType type;
    private final String name;
    private final String host;
    private final String user;
    private final int port;
    private final @Nullable ArchiveName archive;
    private final @Nullable String identity;
    private final SshOptions options;

    private ListedMirror(
            TargetType type,
            String name,
            String host,
            String user,
            int port,
            @Nullable ArchiveName archive,
            @Nullable String identity,
            SshOptions options) {
        require(NAME, name, "name", "letters, digits and _ . - @ + : , % =");
        require(HOST, host, "host", "a name, an IPv4 or an IPv6 address without brackets");
        require(USER, user, "user", "letters, digits and _ . @ + -");
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("The port " + port + " of " + name + " is not between 1 and 65535.");
        }
        if (identity != null) {
            require(WORD, identity, "key file", "a path without blanks, quotes and patterns");
        }
        if (archive != null && (identity != null || !options.words().isEmpty())) {
            throw new IllegalArgumentException(
                    "The line of " + name + " names an archive, so it can have no key file and no ssh options.");
        }
        this.type = type;
        this.name = name;
        this.host = host;
        this.user = user;
        this.port = port;
        this.archive = archive;
        this.identity = identity;
        this.options = options;
    }

    private static void require(Pattern allowed, String value, String what, String description) {
        if (!allowed.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "The " + what + " \"" + value + "\" is not allowed in a list of mirrors: " + description + ".");
        }
    }

    /**
     * A mirror at the default port, with the default key.
     *
     * @param type how it is pushed
     * @param name its name in logs and reports
     * @param host its host
     * @param user the account there
     * @return the mirror
     * @throws IllegalArgumentException if a part is empty or has a character that it may not have
     */
    public static ListedMirror of(TargetType type, String name, String host, String user) {
        return new ListedMirror(type, name, host, user, 0, null, null, SshOptions.NONE);
    }

    /**
     * The same mirror, pushed in another way.
     *
     * @param newType the type
     * @return the changed copy
     */
    public ListedMirror withType(TargetType newType) {
        return new ListedMirror(newType, name, host, user, port, archive, identity, options);
    }

    /**
     * The same mirror at another host.
     *
     * @param newHost the host
     * @return the changed copy
     * @throws IllegalArgumentException if it is no host
     */
    public ListedMirror withHost(String newHost) {
        return new ListedMirror(type, name, newHost, user, port, archive, identity, options);
    }

    /**
     * The same mirror with another account.
     *
     * @param newUser the account
     * @return the changed copy
     * @throws IllegalArgumentException if it is no user name
     */
    public ListedMirror withUser(String newUser) {
        return new ListedMirror(type, name, host, newUser, port, archive, identity, options);
    }

    /**
     * The same mirror at another port. A port among its options is left out.
     *
     * @param newPort 1 to 65535
     * @return the changed copy
     * @throws IllegalArgumentException if it is out of range
     */
    public ListedMirror withPort(int newPort) {
        if (newPort < 1) {
            throw new IllegalArgumentException("The port " + newPort + " of " + name + " is not between 1 and 65535.");
        }
        return new ListedMirror(type, name, host, user, newPort, archive, identity, options);
    }

    /**
     * The same mirror, told of another archive than that of the push.
     *
     * @param newArchive the archive
     * @return the changed copy
     * @throws IllegalArgumentException if the mirror has a key file or ssh options, which such a line cannot have
     */
    public ListedMirror withArchive(ArchiveName newArchive) {
        return new ListedMirror(type, name, host, user, port, newArchive, identity, options);
    }

    /**
     * The same mirror with a key of its own.
     *
     * @param file the path of the key file
     * @return the changed copy
     * @throws IllegalArgumentException if it has a blank, a quote or a pattern, or the mirror has an archive
     */
    public ListedMirror withIdentity(String file) {
        return new ListedMirror(type, name, host, user, port, archive, file, options);
    }

    /**
     * The same mirror with other ssh options. What they say about port and key is taken from them.
     *
     * @param newOptions the options
     * @return the changed copy
     * @throws IllegalArgumentException if the mirror has an archive
     */
    public ListedMirror withOptions(SshOptions newOptions) {
        return new ListedMirror(type, name, host, user, 0, archive, null, newOptions);
    }

    /**
     * How it is pushed.
     *
     * @return the type
     */
    public TargetType type() {
        return type;
    }

    /**
     * Its name.
     *
     * @return the name in logs and reports
     */
    public String name() {
        return name;
    }

    /**
     * Its host.
     *
     * @return a name or an address, IPv6 without brackets
     */
    public String host() {
        return host;
    }

    /**
     * The account to log in to.
     *
     * @return the user
     */
    public String user() {
        return user;
    }

    /**
     * The port of its ssh daemon.
     *
     * @return the port that the line names; empty for the default
     */
    public OptionalInt port() {
        return port == 0 ? options.port() : OptionalInt.of(port);
    }

    /**
     * The archive that it is told of.
     *
     * @return the archive that the line names; empty for that of the push
     */
    public Optional<ArchiveName> archive() {
        return Optional.ofNullable(archive);
    }

    /**
     * Its key file.
     *
     * @return the path that the line names; empty for the key of the push
     */
    public Optional<String> identity() {
        return Optional.ofNullable(identity).or(options::identity);
    }

    /**
     * Its ssh options.
     *
     * @return the options as written, those for port and key included
     */
    public SshOptions options() {
        return options;
    }

    /**
     * The target of a push.
     *
     * @return the target, with all that the line says
     */
    public PushTarget target() {
        PushTarget target = PushTarget.of(type, name, host, user).withSshOptions(options.words());
        target = port().isPresent() ? target.withPort(port().getAsInt()) : target;
        target = archive == null ? target : target.withArchive(archive);
        return identity().isPresent() ? target.withIdentity(Path.of(identity().get())) : target;
    }

    @Override
    public String text() {
        String start = type.word() + " " + name + " ";
        if (archive != null) {
            boolean colons = host.indexOf(':') >= 0;
            String address = (colons ? "[" + host + "]" : host) + (port == 0 ? "" : ":" + port);
            return start + "ssh+ftpsync://" + user + "@" + address + "/" + archive;
        }
        String columns = start + host + " " + user;
        if (identity != null && port == 0 && options.words().isEmpty()) {
            return columns + " 2 " + identity;
        }
        String own = (port == 0 ? "" : " -p " + port) + (identity == null ? "" : " -i " + identity);
        List<String> rest = options.words();
        return columns + own + (rest.isEmpty() ? "" : " " + String.join(" ", rest));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ListedMirror mirror
                && text().equals(mirror.text())
                && Objects.equals(archive, mirror.archive);
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
