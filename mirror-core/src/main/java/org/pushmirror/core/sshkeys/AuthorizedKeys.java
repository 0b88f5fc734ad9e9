package org.pushmirror.core.sshkeys;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.text.Severity;
import org.pushmirror.core.text.SourceText;
import org.pushmirror.core.text.Span;

/**
 * An authorized_keys file, every byte of it, and the lines that sshd takes for keys. Immutable and thread-safe.
 *
 * <p>sshd drops a line with an error in it silently and goes on to the next: such lines become diagnostics. The values of
 * {@code expiry-time}, {@code environment}, {@code permitopen}, {@code permitlisten} and {@code tunnel} are not checked.
 */
public final class AuthorizedKeys {

    private record Line(int number, AuthorizedKey key) {}

    private final SourceText text;
    private final List<Line> lines;
    private final List<Diagnostic> diagnostics;

    private AuthorizedKeys(SourceText text) {
        this.text = text;
        List<Line> read = new ArrayList<>();
        List<Diagnostic> found = new ArrayList<>();
        for (int number = 1; number <= text.lineCount(); number++) {
            AuthorizedKeyScanner scanner = new AuthorizedKeyScanner(text.text(text.lineContent(number)));
            if (scanner.isEmpty()) {
                continue;
            }
            try {
                read.add(new Line(number, scanner.read()));
            } catch (IllegalArgumentException problem) {
                found.add(new Diagnostic(
                        text.place(text.line(number).start()),
                        Severity.FATAL,
                        "dead-line",
                        "sshd drops this line: " + problem.getMessage()));
            }
        }
        this.lines = List.copyOf(read);
        this.diagnostics = List.copyOf(found);
    }

    /**
     * A file without keys.
     *
     * @return the empty document
     */
    public static AuthorizedKeys create() {
        return new AuthorizedKeys(SourceText.of("authorized_keys", ""));
    }

    /**
     * Reads the content of a file.
     *
     * @param name the name of the file in diagnostics
     * @param bytes any bytes; copied
     * @return the document
     */
    public static AuthorizedKeys parse(String name, byte[] bytes) {
        return new AuthorizedKeys(SourceText.of(name, bytes));
    }

    /**
     * Reads a file.
     *
     * @param path the file
     * @return the document
     * @throws FileException if it cannot be read
     */
    public static AuthorizedKeys read(Path path) {
        return new AuthorizedKeys(SourceText.read(path));
    }

    /**
     * The keys that sshd sees.
     *
     * @return the keys in the order of the file; unmodifiable
     */
    public List<AuthorizedKey> keys() {
        return lines.stream().map(Line::key).toList();
    }

    /**
     * The first line of a key.
     *
     * @param key the key; its comment does not count
     * @return the line; empty if there is none
     */
    public Optional<AuthorizedKey> find(PublicKey key) {
        return keys().stream().filter(line -> line.key().equals(key)).findFirst();
    }

    /**
     * The first line of the key with a fingerprint.
     *
     * @param fingerprint the fingerprint, as ssh-keygen prints it: {@code SHA256:…}
     * @return the line; empty if there is none
     */
    public Optional<AuthorizedKey> find(String fingerprint) {
        return keys().stream()
                .filter(line -> line.key().fingerprint().equals(fingerprint))
                .findFirst();
    }

    /**
     * This document with a key that has exactly these options. If the key has lines here, the first is replaced, and the
     * others go, because sshd goes on to them where the first does not let the key in; otherwise a line is appended.
     *
     * @param key the key and its options
     * @return the changed document; this one if the key has one line, with the same options
     */
    public AuthorizedKeys with(AuthorizedKey key) {
        List<Line> old = linesOf(line -> line.key().key().equals(key.key()));
        if (old.isEmpty()) {
            return new AuthorizedKeys(text.appendLine(EscapedUtf8.encode(key.line())));
        }
        Line first = old.get(0);
        if (old.size() == 1 && first.key().equals(key)) {
            return this;
        }
        SourceText changed = remove(old.subList(1, old.size()));
        if (!first.key().equals(key)) {
            changed = changed.splice(withoutCarriageReturn(first.number()), key.line());
        }
        return new AuthorizedKeys(changed);
    }

    /**
     * This document without a key.
     *
     * @param key the key; its comment does not count
     * @return the document without any line of the key; this one if there is none
     */
    public AuthorizedKeys without(PublicKey key) {
        List<Line> old = linesOf(line -> line.key().key().equals(key));
        return old.isEmpty() ? this : new AuthorizedKeys(remove(old));
    }

    private List<Line> linesOf(Predicate<Line> wanted) {
        return lines.stream().filter(wanted).toList();
    }

    private SourceText remove(List<Line> removed) {
        SourceText rest = text;
        for (int i = removed.size() - 1; i >= 0; i--) {
            rest = rest.splice(rest.line(removed.get(i).number()), "");
        }
        return rest;
    }

    /** Lines after the first of a key may be gone by now, but up to it nothing has moved. */
    private Span withoutCarriageReturn(int line) {
        Span content = text.lineContent(line);
        boolean ended = content.length() > 0 && text.at(content.end() - 1) == '\r';
        return ended ? new Span(content.start(), content.end() - 1) : content;
    }

    /**
     * The lines that sshd drops, and why.
     *
     * @return the diagnostics in the order of the file; unmodifiable
     */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /**
     * The file.
     *
     * @return a copy of its bytes
     */
    public byte[] bytes() {
        return text.bytes();
    }

    /**
     * Writes the file, atomically.
     *
     * @param path the file; a new one gets mode 0600
     * @throws FileException if it cannot be written, or its file system has no POSIX modes
     */
    public void write(Path path) {
        text.writePrivate(path);
    }
}
