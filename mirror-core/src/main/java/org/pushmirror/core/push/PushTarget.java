package org.pushmirror.core.push;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.trace.MirrorSite;

/**
 * A downstream mirror to trigger. Immutable; a target that exists can neither inject a word nor an option. Methods with a
 * parameter return a changed copy.
 */
public final class PushTarget implements PushOrder.Entry {

    /** The port of ssh. */
    public static final int DEFAULT_PORT = 22;

    private static final int NOT_GIVEN = 0;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_@+:,%=][A-Za-z0-9_@+:,%=.-]*");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_:][A-Za-z0-9._:%-]*");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.@+-]*\\$?");

    private final String name;
    private final String host;
    private final int port;
    private final String user;
    private final TargetType type;
    private final @Nullable ArchiveName archive;
    private final @Nullable Path identity;
    private final List<String> sshOptions;

    private PushTarget(
            String name,
            String host,
            int port,
            String user,
            TargetType type,
            @Nullable ArchiveName archive,
            @Nullable Path identity,
            List<String> sshOptions) {
        require(NAME, name, "target name", "letters, digits and _ . - @ + : , % =");
        require(HOST, host, "host", "a name, an IPv4 or an IPv6 address");
        require(USER, user, "user", "letters, digits and _ . @ + -");
        this.name = name;
        this.host = host;
        this.port = port;
        this.user = user;
        this.type = type;
        this.archive = archive;
        this.identity = identity;
        this.sshOptions = List.copyOf(sshOptions);
    }

    /**
     * A target at a port.
     *
     * @param name its name in the list, in reports, and of its trace; unique within a push
     * @param host a host name or an address, IPv6 without brackets
     * @param port the ssh port, 1 to 65535
     * @param user the account to log in to
     * @param type how it is pushed
     * @throws IllegalArgumentException if a part is empty, has a character that it may not have, or is out of range
     */
    public PushTarget(String name, String host, int port, String user, TargetType type) {
        this(name, host, inRange(name, port), user, type, null, null, List.of());
    }

    /**
     * A target without a port: it is the one that the ssh configuration says, else 22.
     *
     * @param type how it is pushed
     * @param name its name in the list, in reports, and of its trace; unique within a push
     * @param host a host name or an address, IPv6 without brackets
     * @param user the account to log in to
     * @return the target
     * @throws IllegalArgumentException if a part is empty or has a character that it may not have
     */
    public static PushTarget of(TargetType type, String name, String host, String user) {
        return new PushTarget(name, host, NOT_GIVEN, user, type, null, null, List.of());
    }

    /**
     * The same target at another port.
     *
     * @param newPort 1 to 65535
     * @return the changed copy
     * @throws IllegalArgumentException if it is out of range
     */
    public PushTarget withPort(int newPort) {
        return new PushTarget(name, host, inRange(name, newPort), user, type, archive, identity, sshOptions);
    }

    /**
     * The same target, pushed in another way.
     *
     * @param newType the type
     * @return the changed copy
     */
    public PushTarget withType(TargetType newType) {
        return new PushTarget(name, host, port, user, newType, archive, identity, sshOptions);
    }

    /**
     * The same target, with an archive of its own in place of that of the push.
     *
     * @param newArchive the archive that it is asked to sync
     * @return the changed copy
     */
    public PushTarget withArchive(ArchiveName newArchive) {
        return new PushTarget(name, host, port, user, type, newArchive, identity, sshOptions);
    }

    /**
     * The same target, with a key of its own in place of that of the push.
     *
     * @param keyFile the private key
     * @return the changed copy
     */
    public PushTarget withIdentity(Path keyFile) {
        return new PushTarget(name, host, port, user, type, archive, keyFile, sshOptions);
    }

    /**
     * The same target, with options of the ssh program, of which a connector honours those that it knows.
     *
     * @param words the options as on a command line
     * @return the changed copy
     */
    public PushTarget withSshOptions(List<String> words) {
        return new PushTarget(name, host, port, user, type, archive, identity, words);
    }

    /**
     * Its name in the list, in reports, and of its trace.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Its host.
     *
     * @return a host name or an address, IPv6 without brackets
     */
    public String host() {
        return host;
    }

    /**
     * Its ssh port.
     *
     * @return 1 to 65535; 22 if none was given
     */
    public int port() {
        return port == NOT_GIVEN ? DEFAULT_PORT : port;
    }

    /**
     * The ssh port that was given, which counts more than what an ssh configuration says.
     *
     * @return 1 to 65535; empty if none was given
     */
    public OptionalInt givenPort() {
        return port == NOT_GIVEN ? OptionalInt.empty() : OptionalInt.of(port);
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
     * How it is pushed.
     *
     * @return the type
     */
    public TargetType type() {
        return type;
    }

    /**
     * The archive that it is asked to sync.
     *
     * @return the archive; empty for that of the push
     */
    public Optional<ArchiveName> archive() {
        return Optional.ofNullable(archive);
    }

    /**
     * The private key to log in with.
     *
     * @return the file; empty for the key of the push
     */
    public Optional<Path> identity() {
        return Optional.ofNullable(identity);
    }

    /**
     * Options of the ssh program for this target.
     *
     * @return the words; unmodifiable
     */
    public List<String> sshOptions() {
        return sshOptions;
    }

    /**
     * What to look at for the traces of this mirror.
     *
     * @return the site
     */
    public MirrorSite site() {
        return new MirrorSite(name, host);
    }

    private static int inRange(String name, int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("The port " + port + " of " + name + " is not between 1 and 65535.");
        }
        return port;
    }

    private static void require(Pattern allowed, String value, String what, String description) {
        if (!allowed.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "The " + what + " \"" + value + "\" is not allowed: " + description + ".");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PushTarget target
                && name.equals(target.name)
                && host.equals(target.host)
                && port == target.port
                && user.equals(target.user)
                && type == target.type
                && Objects.equals(archive, target.archive)
                && Objects.equals(identity, target.identity)
                && sshOptions.equals(target.sshOptions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, host, port, user, type, archive, identity, sshOptions);
    }

    /** The target as a line of a list would name it. */
    @Override
    public String toString() {
        return type.word() + " " + name + " " + user + "@" + host + (port == NOT_GIVEN ? "" : ":" + port);
    }
}
