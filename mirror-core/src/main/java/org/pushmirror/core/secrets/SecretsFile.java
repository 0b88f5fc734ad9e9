package org.pushmirror.core.secrets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pushmirror.core.secrets.SecretsEntry.Holder;
import org.pushmirror.core.secrets.SecretsEntry.Standing;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.text.Severity;
import org.pushmirror.core.text.SourceText;
import org.pushmirror.core.text.Span;

/**
 * A secrets file of the rsync daemon, every byte of it, and what rsync 3.5.0 makes of it: {@code NAME:PASSWORD} or
 * {@code @GROUP:PASSWORD} on each line, no comments, blanks count, the first line of a name wins, and of a line longer than
 * 1023 bytes the rest is another line. Immutable and thread-safe.
 *
 * <p>A second password for a user does not work in rsync. To change a password without a gap, let two users in for a
 * while: add the new one, name both in {@code auth users}, and remove the old one when its client has moved.
 */
public final class SecretsFile {

    private final SourceText text;
    private final List<SecretsChunk> chunks;

    /** The first chunk of each name; a group's name has its {@code @}. */
    private final Map<String, SecretsChunk> effective = new LinkedHashMap<>();

    private final List<Diagnostic> diagnostics;

    private SecretsFile(SourceText text) {
        this.text = text;
        this.chunks = SecretsChunk.of(text);
        List<Diagnostic> found = new ArrayList<>();
        for (SecretsChunk chunk : chunks) {
            boolean first = !chunk.isEntry() || effective.putIfAbsent(key(chunk.holder(), chunk.name()), chunk) == null;
            diagnose(chunk, first, found);
        }
        this.diagnostics = List.copyOf(found);
    }

    private void diagnose(SecretsChunk chunk, boolean first, List<Diagnostic> found) {
        int start = chunk.span().start();
        if (start > 0 && text.at(start - 1) != '\n') {
            found.add(diagnostic(
                    start,
                    Severity.HAZARD,
                    "long-line",
                    "rsync reads lines of at most " + SecretsChunk.MAX_BYTES
                            + " bytes, so it takes the rest of this one for another line; break the line."));
        }
        if (!first) {
            found.add(diagnostic(
                    start,
                    Severity.IGNORED,
                    "duplicate-name",
                    "rsync looks at the first line of \"" + chunk.name() + "\" only; remove this one."));
        } else if (chunk.isEntry() && chunk.password().length() == 0) {
            found.add(diagnostic(
                    chunk.password().start(),
                    Severity.HAZARD,
                    "empty-password",
                    "The password of \"" + chunk.name()
                            + "\" is empty, and rsync lets it in; give it one or remove the line."));
        }
    }

    private Diagnostic diagnostic(int offset, Severity severity, String rule, String message) {
        return new Diagnostic(text.place(offset), severity, rule, message);
    }

    /**
     * A file without entries.
     *
     * @return the empty document
     */
    public static SecretsFile create() {
        return new SecretsFile(SourceText.of("secrets", ""));
    }

    /**
     * Reads the content of a file.
     *
     * @param name the name of the file in diagnostics
     * @param bytes any bytes; copied
     * @return the document
     */
    public static SecretsFile parse(String name, byte[] bytes) {
        return new SecretsFile(SourceText.of(name, bytes));
    }

    /**
     * Reads a file.
     *
     * @param path the file
     * @return the document
     * @throws FileException if it cannot be read
     */
    public static SecretsFile read(Path path) {
        return new SecretsFile(SourceText.read(path));
    }

    /**
     * The users that have a password.
     *
     * @return their names in the order of the file; unmodifiable
     */
    public List<String> users() {
        return effective.values().stream()
                .filter(chunk -> chunk.holder() == Holder.USER)
                .map(SecretsChunk::name)
                .toList();
    }

    /**
     * All entries, without their passwords.
     *
     * @return the entries in the order of the file; unmodifiable
     */
    public List<SecretsEntry> entries() {
        Set<SecretsChunk> counting = new HashSet<>(effective.values());
        return chunks.stream()
                .filter(SecretsChunk::isEntry)
                .map(chunk -> new SecretsEntry(
                        text.lineAt(chunk.span().start()),
                        chunk.holder(),
                        chunk.name(),
                        counting.contains(chunk) ? Standing.EFFECTIVE : Standing.SHADOWED,
                        chunk.password().length()))
                .toList();
    }

    /**
     * The passwords of all entries, empty and shadowed ones too. They cannot be wiped: for showing them to somebody who asked.
     *
     * @return the passwords in the order of {@link #entries()}; bytes that are not UTF-8 appear as U+DC80 to U+DCFF; unmodifiable
     */
    public List<String> revealPasswords() {
        return chunks.stream()
                .filter(SecretsChunk::isEntry)
                .map(chunk -> text.text(chunk.password()))
                .toList();
    }

    /**
     * The password of a user.
     *
     * @param user the name
     * @return the password; empty if the user has none, or one that is no {@link Password}: empty or too long
     */
    public Optional<Password> password(String user) {
        return password(Holder.USER, user);
    }

    /**
     * The password of a group.
     *
     * @param group the name, without {@code @}
     * @return the password; empty if the group has none, or one that is no {@link Password}: empty or too long
     */
    public Optional<Password> groupPassword(String group) {
        return password(Holder.GROUP, group);
    }

    private Optional<Password> password(Holder holder, String name) {
        SecretsChunk chunk = effective.get(key(holder, name));
        if (chunk == null) {
            return Optional.empty();
        }
        byte[] secret = text.bytes(chunk.password());
        return Password.problem(secret).isEmpty() ? Optional.of(Password.checked(secret)) : Optional.empty();
    }

    /**
     * This document with a password for a user: its line is changed where it stands, or a line is appended.
     *
     * @param user the name
     * @param password the password
     * @return the changed document
     * @throws IllegalArgumentException if the name is empty, begins with {@code @} or {@code #}, has a colon, a blank or a
     *     control character, or is too long
     */
    public SecretsFile with(String user, Password password) {
        return with(Holder.USER, user, password);
    }

    /**
     * This document with a password for a group: its line is changed where it stands, or a line is appended.
     *
     * @param group the name, without {@code @}
     * @param password the password
     * @return the changed document
     * @throws IllegalArgumentException as {@link #with(String, Password)}
     */
    public SecretsFile withGroup(String group, Password password) {
        return with(Holder.GROUP, group, password);
    }

    private SecretsFile with(Holder holder, String name, Password password) {
        requireName(name);
        byte[] secret = password.bytes();
        SecretsChunk old = effective.get(key(holder, name));
        SourceText changed;
        if (old == null) {
            changed = text.appendLine(concat(EscapedUtf8.encode(key(holder, name) + ":"), secret));
        } else if (old.span().end() < text.length() && text.at(old.span().end() - 1) != '\n') {
            // The line is too long: what rsync takes for the next line becomes one, so that it does not move.
            changed = text.splice(
                    new Span(old.password().start(), old.span().end()),
                    concat(secret, EscapedUtf8.encode(text.lineEnd())));
        } else {
            changed = text.splice(old.password(), secret);
        }
        Arrays.fill(secret, (byte) 0);
        return new SecretsFile(changed);
    }

    private static void requireName(String name) {
        if (name.isEmpty() || name.startsWith("@") || name.startsWith("#")) {
            throw new IllegalArgumentException(
                    "The name \"" + name + "\" in a secrets file is empty, or begins with @ or #.");
        }
        if (name.chars().anyMatch(c -> c <= ' ' || c == ':' || c == 0x7F)) {
            throw new IllegalArgumentException(
                    "The name \"" + name + "\" in a secrets file has a colon, a blank or a control character.");
        }
        int allowed = SecretsChunk.MAX_BYTES - Password.MAX_BYTES - "@:".length();
        if (EscapedUtf8.encode(name).length > allowed) {
            throw new IllegalArgumentException(
                    "The name \"" + name + "\" in a secrets file is longer than " + allowed + " bytes.");
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /**
     * This document without a user: all its lines go, because otherwise the second would count.
     *
     * @param user the name
     * @return the changed document; this one if the user has no line
     */
    public SecretsFile without(String user) {
        return without(Holder.USER, user);
    }

    /**
     * This document without a group.
     *
     * @param group the name, without {@code @}
     * @return the changed document; this one if the group has no line
     */
    public SecretsFile withoutGroup(String group) {
        return without(Holder.GROUP, group);
    }

    private SecretsFile without(Holder holder, String name) {
        if (!effective.containsKey(key(holder, name))) {
            return this;
        }
        SourceText rest = text;
        for (int i = chunks.size() - 1; i >= 0; i--) {
            SecretsChunk chunk = chunks.get(i);
            if (chunk.isEntry() && chunk.holder() == holder && chunk.name().equals(name)) {
                rest = rest.splice(removable(chunk.span()), "");
            }
        }
        return new SecretsFile(rest);
    }

    /** The rest of a long line leaves its line end behind, which the chunk before it needs. */
    private Span removable(Span chunk) {
        boolean startsLine = chunk.start() == 0 || text.at(chunk.start() - 1) == '\n';
        boolean endsLine = text.at(chunk.end() - 1) == '\n';
        return !startsLine && endsLine ? new Span(chunk.start(), chunk.end() - 1) : chunk;
    }

    /**
     * What is wrong with the file.
     *
     * @return the diagnostics in the order of the file; unmodifiable; none shows a password
     */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /**
     * The file, passwords included.
     *
     * @return a copy of its bytes
     */
    public byte[] bytes() {
        return text.bytes();
    }

    /**
     * Writes the file, atomically. A new one has mode 0600 from its first byte on.
     *
     * @param path the file
     * @throws FileException if it cannot be written, or its file system has no POSIX modes
     */
    public void write(Path path) {
        text.writePrivate(path);
    }

    /**
     * A short description without names and passwords.
     *
     * @return the name and the length of the file
     */
    @Override
    public String toString() {
        return text.toString();
    }

    private static String key(Holder holder, String name) {
        return holder == Holder.GROUP ? "@" + name : name;
    }
}
