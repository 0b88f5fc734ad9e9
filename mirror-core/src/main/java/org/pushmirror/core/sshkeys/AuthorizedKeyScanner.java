package org.pushmirror.core.sshkeys;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.sshkeys.AuthorizedKeysLine.DeadLine;
import org.pushmirror.core.sshkeys.AuthorizedKeysLine.Kind;
import org.pushmirror.core.text.SourceText;
import org.pushmirror.core.text.Span;

/** Reads authorized_keys lines as sshd does: first as a bare key, and if it is none, with options before it. */
final class AuthorizedKeyScanner {

    private final SourceText text;
    private final byte[] bytes;
    private final int offset;
    private final OpenSshVersion version;
    private final OrdinaryLine ordinary;

    /** Reads from bytes that stand at an offset of the text. */
    AuthorizedKeyScanner(SourceText text, byte[] bytes, int offset, OpenSshVersion version) {
        this.text = text;
        this.bytes = bytes;
        this.offset = offset;
        this.version = version;
        this.ordinary = new OrdinaryLine(bytes, version);
    }

    /** All lines of the bytes that are neither blank nor a comment. */
    List<AuthorizedKeysLine> entries() {
        LineList<AuthorizedKeysLine> entries = new LineList<>(number -> read(text, number, version));
        int number = 0;
        int start = 0;
        while (start < bytes.length) {
            number++;
            boolean recognised = ordinary.startsAt(start);
            int end = lineEnd(recognised ? ordinary.keyEnd() : start);
            if (recognised) {
                entries.append(
                        number,
                        new AuthorizedKeysLine(text, number, new Span(start, ordinary.optionsEnd()), end, version));
            } else {
                AuthorizedKeysLine line = read(number, start, end);
                if (line.isEntry()) {
                    entries.append(number, line);
                }
            }
            start = end + 1;
        }
        return entries;
    }

    private int lineEnd(int start) {
        int at = start;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    /** A line of a text by its number. */
    static AuthorizedKeysLine read(SourceText text, int number, OpenSshVersion version) {
        Span content = text.lineContent(number);
        byte[] line = text.bytes(content);
        return new AuthorizedKeyScanner(text, line, content.start(), version).read(number, 0, line.length);
    }

    private AuthorizedKeysLine read(int number, int from, int to) {
        KeyScanner line = new KeyScanner(bytes, from, to);
        int start = line.skipBlanks(from);
        boolean onlyCarriageReturn = start == line.end() - 1 && bytes[start] == '\r';
        if (start == line.end() || onlyCarriageReturn) {
            return empty(number, Kind.BLANK, start);
        }
        if (bytes[start] == '#') {
            return empty(number, Kind.COMMENT, start);
        }
        return entry(number, line, start);
    }

    private Span span(int start, int end) {
        return new Span(offset + start, offset + end);
    }

    private AuthorizedKeysLine empty(int number, Kind kind, int start) {
        return new AuthorizedKeysLine(text, number, kind, span(start, start), null, null);
    }

    private AuthorizedKeysLine entry(int number, KeyScanner line, int start) {
        PublicKey key = null;
        try {
            if (line.typeAt(start) != null) {
                key = line.key(start);
                requireKnown(line.typeAt(start), key);
                return live(number, span(start, start), AuthorizedKey.of(key));
            }
            int end = KeyOptionScanner.fieldEnd(bytes, start, line.end());
            if (end < 0) {
                return dead(number, Kind.DEAD_LOGGED, start, "A quote in the options is not closed.", line);
            }
            key = keyAfter(line, end);
            requireKnown(line.typeAt(line.skipBlanks(end)), key);
            List<KeyOption> options = new KeyOptionScanner(bytes, start, end, version).options();
            return live(number, span(start, end), AuthorizedKey.of(options, key));
        } catch (NewerOptionException newer) {
            return dead(number, Kind.DEAD_SILENT, start, new DeadLine(problem(newer), key, newer.since()));
        } catch (IllegalArgumentException problem) {
            return key == null
                    ? dead(number, Kind.DEAD_SILENT, start, problem(problem), line)
                    : dead(number, Kind.DEAD_SILENT, start, new DeadLine(problem(problem), key, null));
        }
    }

    private static PublicKey keyAfter(KeyScanner line, int optionsEnd) {
        int start = line.skipBlanks(optionsEnd);
        if (start == line.end()) {
            throw new DeadLineException("No key stands on the line.");
        }
        if (line.typeAt(start) == null) {
            throw new DeadLineException("\"" + line.text(start, Math.min(line.wordEnd(start), start + 40))
                    + "\" stands where the type of the key must: options end at their first blank outside quotes.");
        }
        return line.key(start);
    }

    private void requireKnown(@Nullable KeyTypeWord word, PublicKey key) {
        KeyType type = key.keyType();
        OpenSshVersion since = word == null ? null : word.since();
        if (since != null && !version.isAtLeast(since)) {
            throw new NewerOptionException(
                    "OpenSSH " + version + " does not know keys of type " + word.word() + ", which came with " + since
                            + ".",
                    since);
        }
        if (!type.isReadBy(version)) {
            throw new DeadLineException("OpenSSH " + version + " no longer knows keys of type " + type.word() + ".");
        }
    }

    private static String problem(IllegalArgumentException problem) {
        return String.valueOf(problem.getMessage());
    }

    private AuthorizedKeysLine live(int number, Span options, AuthorizedKey key) {
        return new AuthorizedKeysLine(text, number, Kind.KEY, options, key, null);
    }

    private AuthorizedKeysLine dead(int number, Kind kind, int start, String problem, KeyScanner line) {
        return dead(number, kind, start, new DeadLine(problem, anyKey(line, start), null));
    }

    private AuthorizedKeysLine dead(int number, Kind kind, int start, DeadLine dead) {
        return new AuthorizedKeysLine(text, number, kind, span(start, start), null, dead);
    }

    /** The key that was probably meant: the first that stands anywhere on the line. */
    private static @Nullable PublicKey anyKey(KeyScanner line, int start) {
        int at = start;
        while (at < line.end()) {
            if (line.typeAt(at) != null) {
                try {
                    return line.key(at);
                } catch (IllegalArgumentException notAKey) {
                    at = line.wordEnd(at);
                }
            }
            at = line.skipBlanks(line.wordEnd(at));
        }
        return null;
    }
}
