package org.pushmirror.core.sshkeys;

import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.text.LintRule;
import org.pushmirror.core.text.SourceText;

/**
 * An authorized_keys file, every byte of it, and what sshd makes of each line. Immutable and thread-safe; an edit gives a
 * new document.
 *
 * <p>sshd drops a line with an error in it, mostly without a word in its log, and goes on to the next; so it does with a
 * line that does not let in who comes. {@link #admission} walks the lines in this way. The meaning of a line depends on the
 * release of OpenSSH, which is {@link OpenSshVersion#NEWEST_KNOWN} if none is given.
 *
 * <p>Not read here: the configuration of the server, which may take more away ({@code PermitUserEnvironment}, {@code
 * PubkeyAcceptedAlgorithms}, {@code RequiredRSASize}). Names of ports are looked up in {@code /etc/services}.
 */
public final class AuthorizedKeys {

    private final SourceText text;
    private final OpenSshVersion version;
    private final List<AuthorizedKeysLine> entries;

    AuthorizedKeys(SourceText text, OpenSshVersion version) {
        this(text, text.bytes(), version);
    }

    /** The bytes are those of the text, to save a copy, and are not kept. */
    private AuthorizedKeys(SourceText text, byte[] bytes, OpenSshVersion version) {
        this.text = text;
        this.version = version;
        this.entries = Collections.unmodifiableList(new AuthorizedKeyScanner(text, bytes, 0, version).entries());
    }

    /**
     * A file without keys.
     *
     * @return the empty document
     */
    public static AuthorizedKeys create() {
        return new AuthorizedKeys(SourceText.of("authorized_keys", ""), OpenSshVersion.NEWEST_KNOWN);
    }

    /**
     * Reads the content of a file, as the newest known OpenSSH does.
     *
     * @param name the name of the file in diagnostics
     * @param bytes any bytes; copied
     * @return the document
     */
    public static AuthorizedKeys parse(String name, byte[] bytes) {
        return parse(name, bytes, OpenSshVersion.NEWEST_KNOWN);
    }

    /**
     * Reads the content of a file, as a release of OpenSSH does.
     *
     * @param name the name of the file in diagnostics
     * @param bytes any bytes; copied
     * @param version the release
     * @return the document
     */
    public static AuthorizedKeys parse(String name, byte[] bytes, OpenSshVersion version) {
        return new AuthorizedKeys(SourceText.of(name, bytes), bytes, version);
    }

    /**
     * Reads a file, as the newest known OpenSSH does.
     *
     * @param path the file
     * @return the document
     * @throws FileException if it cannot be read
     */
    public static AuthorizedKeys read(Path path) {
        return new AuthorizedKeys(SourceText.read(path), OpenSshVersion.NEWEST_KNOWN);
    }

    /**
     * The same file, as another release of OpenSSH reads it.
     *
     * @param other the release
     * @return the document
     */
    public AuthorizedKeys readBy(OpenSshVersion other) {
        return other.equals(version) ? this : new AuthorizedKeys(text, other);
    }

    /**
     * The release of OpenSSH that it is read as.
     *
     * @return the release
     */
    public OpenSshVersion version() {
        return version;
    }

    /**
     * All lines, blank ones and comments included.
     *
     * @return a view of the lines in their order; unmodifiable
     */
    public List<AuthorizedKeysLine> lines() {
        return new AbstractList<>() {
            @Override
            public AuthorizedKeysLine get(int index) {
                return AuthorizedKeyScanner.read(text, index + 1, version);
            }

            @Override
            public int size() {
                return text.lineCount();
            }
        };
    }

    /**
     * The lines that are neither blank nor a comment: keys, and what sshd drops.
     *
     * @return the lines in their order; unmodifiable
     */
    public List<AuthorizedKeysLine> entries() {
        return entries;
    }

    /**
     * The keys that sshd sees.
     *
     * @return the keys in the order of the file; unmodifiable
     */
    public List<AuthorizedKey> keys() {
        List<AuthorizedKey> keys = new ArrayList<>(entries.size());
        for (AuthorizedKeysLine line : entries) {
            line.key().ifPresent(keys::add);
        }
        return Collections.unmodifiableList(keys);
    }

    /**
     * The first line of a key.
     *
     * @param key the key; its comment does not count
     * @return the line; empty if there is none
     */
    public Optional<AuthorizedKey> find(PublicKey key) {
        return first(line -> line.key().equals(key));
    }

    /**
     * The first line of the key with a fingerprint.
     *
     * @param fingerprint the fingerprint, as ssh-keygen prints it: {@code SHA256:…} or {@code MD5:…}
     * @return the line; empty if there is none
     */
    public Optional<AuthorizedKey> find(String fingerprint) {
        return fingerprint.startsWith("MD5:")
                ? first(line -> line.key().md5Fingerprint().equals(fingerprint))
                : first(line -> line.key().fingerprint().equals(fingerprint));
    }

    /**
     * The keys with a comment.
     *
     * @param comment the whole comment
     * @return the lines in their order; unmodifiable
     */
    public List<AuthorizedKeysLine> findByComment(String comment) {
        return entries.stream()
                .filter(line -> line.key()
                        .filter(key -> key.key().comment().equals(comment))
                        .isPresent())
                .toList();
    }

    private Optional<AuthorizedKey> first(Predicate<AuthorizedKey> wanted) {
        return entries.stream()
                .flatMap(line -> line.key().stream())
                .filter(wanted)
                .findFirst();
    }

    /**
     * What a key gets, coming from an address, at a moment: the lines are walked as sshd does, which goes on to the next
     * where one is dead, has expired or does not let the address in.
     *
     * @param attempt who comes, from where and when
     * @return the decision, with the lines that were passed over
     */
    public Admission admission(LoginAttempt attempt) {
        return new LoginCheck(attempt).walk(entries);
    }

    /**
     * This document with a key that has exactly these options. If the key has lines here, the first is replaced, and the
     * others go, because sshd goes on to them where the first does not let the key in; otherwise a line is appended. Dead
     * lines stay.
     *
     * @param key the key and its options
     * @return the changed document; this one if the key has one line, with the same options
     */
    public AuthorizedKeys with(AuthorizedKey key) {
        List<AuthorizedKeysLine> old = linesOf(key.key());
        if (old.isEmpty()) {
            return add(key);
        }
        AuthorizedKeysLine first = old.get(0);
        boolean same = first.key().filter(key::equals).isPresent();
        if (old.size() == 1 && same) {
            return this;
        }
        SourceText changed = AuthorizedKeysEdit.remove(text, old.subList(1, old.size()));
        return edited(same ? changed : AuthorizedKeysEdit.replace(changed, first.number(), key));
    }

    /**
     * This document with one more line at its end, whatever lines the key has already.
     *
     * @param key the key and its options
     * @return the changed document
     */
    public AuthorizedKeys add(AuthorizedKey key) {
        return edited(text.appendLine(EscapedUtf8.encode(key.line())));
    }

    /**
     * This document without a key.
     *
     * @param key the key; its comment does not count
     * @return the document without any line of the key; this one if there is none. Dead lines stay
     */
    public AuthorizedKeys without(PublicKey key) {
        List<AuthorizedKeysLine> old = linesOf(key);
        return old.isEmpty() ? this : edited(AuthorizedKeysEdit.remove(text, old));
    }

    /**
     * This document with another key on a line.
     *
     * @param line the number of the line, from 1
     * @param key what it says then
     * @return the changed document
     * @throws IndexOutOfBoundsException if there is no such line
     */
    public AuthorizedKeys replace(int line, AuthorizedKey key) {
        return edited(AuthorizedKeysEdit.replace(text, line, key));
    }

    /**
     * This document without a line, whatever that is.
     *
     * @param line the number of the line, from 1
     * @return the changed document
     * @throws IndexOutOfBoundsException if there is no such line
     */
    public AuthorizedKeys remove(int line) {
        return edited(text.splice(text.line(line), ""));
    }

    /**
     * This document with a line at another place.
     *
     * @param line the number of the line, from 1
     * @param to the number that it has afterwards
     * @return the changed document
     * @throws IndexOutOfBoundsException if there is no such line or place
     */
    public AuthorizedKeys move(int line, int to) {
        return line == to ? this : edited(AuthorizedKeysEdit.move(text, line, to));
    }

    /**
     * This document with one option of a line changed or added, and the rest of the line as it is. An option that may stand
     * once takes the place of the one before; {@code restrict} is added in front, others at the end.
     *
     * @param line the number of the line of a key, from 1
     * @param option the option
     * @return the changed document; this one if the line says so already
     * @throws IllegalArgumentException if the line is no key
     */
    public AuthorizedKeys withOption(int line, KeyOption option) {
        return edited(AuthorizedKeysEdit.withOption(text, keyLine(line), option));
    }

    /**
     * This document with an option of a line removed, and the rest of the line as it is.
     *
     * @param line the number of the line of a key, from 1
     * @param name the option; for a flag with and without {@code no-}
     * @return the changed document; this one if the line has no such option
     * @throws IllegalArgumentException if the line is no key
     */
    public AuthorizedKeys withoutOption(int line, KeyOptionName name) {
        return edited(AuthorizedKeysEdit.withoutOption(text, keyLine(line), name));
    }

    private AuthorizedKeys edited(SourceText changed) {
        return changed == text ? this : new AuthorizedKeys(changed, version);
    }

    private List<AuthorizedKeysLine> linesOf(PublicKey key) {
        return entries.stream()
                .filter(line -> line.key().filter(old -> old.key().equals(key)).isPresent())
                .toList();
    }

    private AuthorizedKeysLine keyLine(int number) {
        return entries.stream()
                .filter(line -> line.number() == number && line.key().isPresent())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Line " + number + " of " + text.name() + " is not one that sshd reads as a key."));
    }

    /**
     * The rules that diagnostics of such files name.
     *
     * @return the rules; unmodifiable
     */
    public static List<LintRule> rules() {
        return KeyRule.all();
    }

    /**
     * What is wrong with the file, or could be better, on servers with their defaults.
     *
     * @return the diagnostics in the order of the file; unmodifiable
     */
    public List<Diagnostic> diagnostics() {
        return diagnostics(new SshdFacts(version, SshdFacts.DEFAULT.hostNames(), null));
    }

    /**
     * What is wrong with the file, or could be better.
     *
     * @param facts what is known about the servers that read it
     * @return the diagnostics in the order of the file; unmodifiable
     */
    public List<Diagnostic> diagnostics(SshdFacts facts) {
        return AuthorizedKeysLint.check(text, entries, facts);
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
     * Writes the file, atomically, keeping mode and owner. A file that anybody else may write, or in a folder that anybody
     * else may write, is refused: sshd would refuse it, too. Folders further up are for {@link #write(Path, StrictModes)}.
     *
     * @param path the file; a new one gets mode 0600
     * @throws FileException if it cannot be written, sshd would refuse it, or its file system has no POSIX modes
     */
    public void write(Path path) {
        StrictModes.requireClosed(path);
        text.writePrivate(path);
    }

    /**
     * Writes the file, atomically, keeping mode and owner, unless sshd with {@code StrictModes} would then refuse it.
     *
     * @param path the file; a new one gets mode 0600
     * @param account the account that it is for
     * @throws FileException if it cannot be written, sshd would refuse it, or its file system has no POSIX modes
     */
    public void write(Path path, StrictModes account) {
        account.requireAccepted(path);
        text.writePrivate(path);
    }
}
