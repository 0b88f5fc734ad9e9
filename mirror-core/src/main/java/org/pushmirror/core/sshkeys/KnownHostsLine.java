package org.pushmirror.core.sshkeys;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.text.Place;
import org.pushmirror.core.text.SourceText;

/** A line of a known_hosts file that is neither blank nor a comment. Immutable and thread-safe. */
public final class KnownHostsLine {

    /** What a line says about its key. */
    public enum Marker {
        /** It is a key of the hosts. */
        NONE,
        /** It is not to be believed any more. */
        REVOKED,
        /** It signs the certificates of the hosts. */
        CERT_AUTHORITY;

        /**
         * The word in files.
         *
         * @return for example {@code @revoked}; empty for {@link #NONE}
         */
        public String word() {
            return switch (this) {
                case NONE -> "";
                case REVOKED -> "@revoked";
                case CERT_AUTHORITY -> "@cert-authority";
            };
        }
    }

    /** How far OpenSSH gets in a line. */
    enum Reading {
        /** Not even ssh-keygen finds a host here. */
        BROKEN,
        /** ssh-keygen finds the hosts, and ssh does not read the key. */
        NO_KEY,
        /** All of it is read. */
        WHOLE
    }

    private final SourceText text;
    private final int number;
    private final int start;
    private final Marker marker;
    private final @Nullable HostPatterns hosts;
    private final Reading reading;
    private final @Nullable PublicKey key;
    private final String problem;

    KnownHostsLine(
            SourceText text,
            int number,
            int start,
            Marker marker,
            @Nullable HostPatterns hosts,
            Reading reading,
            @Nullable PublicKey key,
            String problem) {
        this.text = text;
        this.number = number;
        this.start = start;
        this.marker = marker;
        this.hosts = hosts;
        this.reading = reading;
        this.key = key;
        this.problem = problem;
    }

    /**
     * Its number.
     *
     * @return the line in the file, from 1
     */
    public int number() {
        return number;
    }

    /**
     * Its marker.
     *
     * @return what the line says about its key
     */
    public Marker marker() {
        return marker;
    }

    /**
     * The hosts as they are written: names, patterns, or one hashed name.
     *
     * @return the items; none if the line is broken before them; unmodifiable
     */
    public List<String> hosts() {
        return hosts == null ? List.of() : hosts.written();
    }

    /**
     * Whether its host is hashed.
     *
     * @return true if only a name can tell whether it is the one
     */
    public boolean isHashed() {
        return hosts instanceof HostPatterns.Hashed;
    }

    /**
     * The key.
     *
     * @return what ssh reads; empty if it passes the line over
     */
    public Optional<PublicKey> key() {
        return Optional.ofNullable(key);
    }

    /**
     * Why ssh passes the line over.
     *
     * @return one sentence; empty if it does not
     */
    public Optional<String> problem() {
        return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
    }

    /**
     * Its text.
     *
     * @return the line as it stands in the file, without its LF; bytes that are not UTF-8 are escaped
     */
    public String text() {
        return text.text(text.lineContent(number));
    }

    /**
     * Whether the line is about a host, as {@code ssh-keygen -F} finds it: the key is not looked at.
     *
     * @param name the name, as {@code host} or {@code [host]:port}
     * @return true if it is
     */
    public boolean isAbout(String name) {
        return reading != Reading.BROKEN && hosts != null && hosts.matches(name);
    }

    @Nullable
    HostPatterns patterns() {
        return hosts;
    }

    Reading reading() {
        return reading;
    }

    Place place() {
        return text.place(start);
    }

    /**
     * Number, marker and hosts.
     *
     * @return for example {@code line 3: @revoked mirror.example.org}
     */
    @Override
    public String toString() {
        String before = marker == Marker.NONE ? "" : marker.word() + " ";
        return "line " + number + ": " + before + String.join(",", hosts());
    }
}
