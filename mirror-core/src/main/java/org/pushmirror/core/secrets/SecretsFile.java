package org.pushmirror.core.secrets;

import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.pushmirror.core.secrets.SecretsEntry.Holder;
import org.pushmirror.core.secrets.SecretsEntry.Standing;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.text.Findings;
import org.pushmirror.core.text.LintRule;
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
    private final SecretsChunks chunks;

    private SecretsFile(SourceText text) {
        this.text = text;
        this.chunks = new SecretsChunks(text);
    }

    /**
     * The rules that diagnostics of a secrets file name.
     *
     * @return the rules; unmodifiable
     */
    public static List<LintRule> rules() {
        return SecretsRule.all();
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
        return view(
                index -> chunks.isFirst(index) && chunks.get(index).holder() == Holder.USER,
                index -> chunks.get(index).name(text));
    }

    /**
     * All entries, without their passwords.
     *
     * @return the entries in the order of the file; unmodifiable
     */
    public List<SecretsEntry> entries() {
        return view(index -> true, this::entry);
    }

    /** What some entries say, read when it is asked for, because there may be many of them. */
    private <T> List<T> view(IntPredicate wanted, IntFunction<T> reader) {
        int[] indices = IntStream.range(0, chunks.size())
                .filter(index -> chunks.get(index).isEntry() && wanted.test(index))
                .toArray();
        return new AbstractList<>() {
            @Override
            public T get(int index) {
                return reader.apply(indices[index]);
            }

            @Override
            public int size() {
                return indices.length;
            }
        };
    }

    private SecretsEntry entry(int index) {
        SecretsChunk chunk = chunks.get(index);
        return new SecretsEntry(
                text.lineAt(chunk.span().start()),
                chunk.holder(),
                chunk.name(text),
                chunks.isFirst(index) ? Standing.EFFECTIVE : Standing.SHADOWED,
                chunk.password().length());
    }

    /**
     * The passwords of all entries, empty and shadowed ones too. They cannot be wiped: for showing them to somebody who asked.
     *
     * @return the passwords in the order of {@link #entries()}; bytes that are not UTF-8 appear as U+DC80 to U+DCFF; unmodifiable
     */
    public List<String> revealPasswords() {
        return view(index -> true, index -> text.text(chunks.get(index).password()));
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
        int found = chunks.find(holder, name);
        if (found == SecretsChunks.NONE) {
            return Optional.empty();
        }
        byte[] secret = text.bytes(chunks.get(found).password());
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
        int found = chunks.find(holder, name);
        SourceText changed;
        if (found == SecretsChunks.NONE) {
            changed = text.appendLine(concat(EscapedUtf8.encode(key(holder, name) + ":"), secret));
        } else {
            changed = replacePassword(chunks.get(found), secret);
        }
        Arrays.fill(secret, (byte) 0);
        return new SecretsFile(changed);
    }

    private SourceText replacePassword(SecretsChunk old, byte[] secret) {
        boolean rest = old.span().end() < text.length() && text.at(old.span().end() - 1) != '\n';
        if (!rest) {
            return text.splice(old.password(), secret);
        }
        // The line is too long: what rsync takes for the next line becomes one, so that it does not move.
        return text.splice(
                new Span(old.password().start(), old.span().end()), concat(secret, EscapedUtf8.encode(text.lineEnd())));
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
        if (chunks.find(holder, name) == SecretsChunks.NONE) {
            return this;
        }
        List<Span> removed = IntStream.range(0, chunks.size())
                .mapToObj(chunks::get)
                .filter(chunk -> chunk.isEntry()
                        && chunk.holder() == holder
                        && chunk.name(text).equals(name))
                .map(chunk -> removable(chunk.span()))
                .toList();
        return new SecretsFile(text.without(removed));
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
        Findings findings = new Findings();
        new SecretsLint(text, chunks, findings).check();
        return findings.list();
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
