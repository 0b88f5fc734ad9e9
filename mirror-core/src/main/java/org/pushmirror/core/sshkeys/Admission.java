package org.pushmirror.core.sshkeys;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a key gets from an authorized_keys file: the first line that matches it and passes all checks, or none.
 * Immutable and thread-safe.
 */
public final class Admission {

    private final @Nullable AuthorizedKeysLine line;
    private final @Nullable KeyGrant grant;
    private final List<PassedOver> passedOver;

    /**
     * A line of the key that did not let it in; sshd then goes on to the next.
     *
     * @param line the line
     * @param reason why, one sentence
     */
    public record PassedOver(AuthorizedKeysLine line, String reason) {}

    Admission(@Nullable AuthorizedKeysLine line, @Nullable KeyGrant grant, List<PassedOver> passedOver) {
        this.line = line;
        this.grant = grant;
        this.passedOver = List.copyOf(passedOver);
    }

    /**
     * Whether the key is let in.
     *
     * @return true if a line does
     */
    public boolean isAdmitted() {
        return grant != null;
    }

    /**
     * The line that lets it in.
     *
     * @return the line; empty if none does
     */
    public Optional<AuthorizedKeysLine> line() {
        return Optional.ofNullable(line);
    }

    /**
     * What it gets.
     *
     * @return what a session may do; empty if it is not let in
     */
    public Optional<KeyGrant> grant() {
        return Optional.ofNullable(grant);
    }

    /**
     * The lines of the key that were passed over before, dead ones included.
     *
     * @return the lines in the order of the file; unmodifiable
     */
    public List<PassedOver> passedOver() {
        return passedOver;
    }

    /**
     * The decision in words.
     *
     * @return for example {@code let in by line 3}
     */
    @Override
    public String toString() {
        return line == null ? "not let in" : "let in by line " + line.number();
    }
}
