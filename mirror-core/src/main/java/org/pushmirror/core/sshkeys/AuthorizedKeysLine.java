package org.pushmirror.core.sshkeys;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.text.Place;
import org.pushmirror.core.text.SourceText;
import org.pushmirror.core.text.Span;

/** A line of an authorized_keys file: its text as it stands there, and what sshd makes of it. Immutable and thread-safe. */
public final class AuthorizedKeysLine {

    /** What sshd takes a line for. */
    public enum Kind {
        /** Nothing but spaces and tabs. */
        BLANK,
        /** A comment: its first character is {@code #}. */
        COMMENT,
        /** A key, with or without options. */
        KEY,
        /** Dropped, and nothing in the log at its normal level says so. */
        DEAD_SILENT,
        /** Dropped, and the log says so. */
        DEAD_LOGGED
    }

    private final SourceText text;
    private final int number;
    private final Kind kind;
    private final int optionsStart;
    private final int optionsEnd;

    /** The offset after an ordinary line. */
    private final int end;

    private final @Nullable DeadLine dead;

    /** The release to read an ordinary line as, whose key is made when somebody asks for it. */
    private final @Nullable OpenSshVersion unread;

    /** Several threads may make it, and then make the same. */
    private @Nullable AuthorizedKey key;

    /** Why a line is dropped, its key if that can be read, and the release that would take it. */
    record DeadLine(
            String problem,
            @Nullable PublicKey key,
            @Nullable OpenSshVersion livesFrom) {}

    AuthorizedKeysLine(
            SourceText text,
            int number,
            Kind kind,
            Span options,
            @Nullable AuthorizedKey key,
            @Nullable DeadLine dead) {
        this.text = text;
        this.number = number;
        this.kind = kind;
        this.optionsStart = options.start();
        this.optionsEnd = options.end();
        this.end = options.end();
        this.key = key;
        this.dead = dead;
        this.unread = null;
    }

    /** An ordinary line, which is known to be a key, and is read later. */
    AuthorizedKeysLine(SourceText text, int number, Span options, int end, OpenSshVersion unread) {
        this.text = text;
        this.number = number;
        this.kind = Kind.KEY;
        this.optionsStart = options.start();
        this.optionsEnd = options.end();
        this.end = end;
        this.dead = null;
        this.unread = unread;
    }

    /** Whether it is neither blank nor a comment. */
    boolean isEntry() {
        return kind != Kind.BLANK && kind != Kind.COMMENT;
    }

    private @Nullable AuthorizedKey readKey() {
        AuthorizedKey known = key;
        if (known == null && unread != null) {
            byte[] line = text.bytes(new Span(optionsStart, end));
            known = OrdinaryLine.read(line, optionsEnd - optionsStart, unread);
            key = known;
        }
        return known;
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
     * What sshd takes it for.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
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
     * The key and its options.
     *
     * @return what sshd reads; empty if it reads no key here
     */
    public Optional<AuthorizedKey> key() {
        return Optional.ofNullable(readKey());
    }

    /**
     * The key alone, also that of a dead line if it can be made out.
     *
     * @return the public key; empty if there is none
     */
    public Optional<PublicKey> publicKey() {
        AuthorizedKey live = readKey();
        return live != null
                ? Optional.of(live.key())
                : Optional.ofNullable(dead).map(DeadLine::key);
    }

    /**
     * Why this line never lets its key in, wherever that comes from.
     *
     * @return one sentence; empty if it could let its key in, or is no entry at all
     */
    public Optional<String> problem() {
        if (dead != null) {
            return Optional.of(dead.problem());
        }
        AuthorizedKey live = readKey();
        if (live == null) {
            return Optional.empty();
        }
        if (live.key().certificate().isPresent()) {
            return Optional.of("A certificate in this file lets nobody in; write the key that signed it,"
                    + " with cert-authority in front.");
        }
        if (live.isAuthority()) {
            return Optional.of("The key is a certificate authority: it lets in the certificates that it has signed,"
                    + " and never comes in itself.");
        }
        if (live.has(KeyOptionName.PRINCIPALS)) {
            return Optional.of("The option principals without cert-authority makes sshd refuse the key.");
        }
        return Optional.empty();
    }

    /**
     * The release of OpenSSH from which the line would be a key.
     *
     * @return the release; empty if the line is a key already, or dead for all
     */
    public Optional<OpenSshVersion> livesFrom() {
        return Optional.ofNullable(dead).map(DeadLine::livesFrom);
    }

    /**
     * The options with their places.
     *
     * @return the options in their order; none if the line is no key
     */
    public List<WrittenOption> writtenOptions() {
        if (kind != Kind.KEY || optionsEnd == optionsStart) {
            return List.of();
        }
        byte[] field = text.bytes(optionsSpan());
        return new KeyOptionScanner(field, 0, field.length, OpenSshVersion.NEWEST_KNOWN)
                .written().stream()
                        .map(written -> new WrittenOption(
                                new Span(
                                        optionsStart + written.span().start(),
                                        optionsStart + written.span().end()),
                                written.option()))
                        .toList();
    }

    /** The word that names the type of its key; empty if it is no key. */
    String typeWord() {
        if (kind != Kind.KEY) {
            return "";
        }
        byte[] rest = text.bytes(new Span(optionsEnd, text.lineContent(number).end()));
        KeyScanner words = new KeyScanner(rest, 0, rest.length);
        int start = words.skipBlanks(0);
        return words.text(start, words.wordEnd(start));
    }

    /** The options field, empty and in front of the key if there is none. */
    Span optionsSpan() {
        return new Span(optionsStart, optionsEnd);
    }

    boolean isDead() {
        return dead != null;
    }

    Place place() {
        return text.place(optionsStart);
    }

    Place place(Span span) {
        return text.place(span.start());
    }

    /**
     * Number and kind.
     *
     * @return for example {@code line 3: KEY}
     */
    @Override
    public String toString() {
        return "line " + number + ": " + kind;
    }
}
