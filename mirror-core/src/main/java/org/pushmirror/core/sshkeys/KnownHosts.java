package org.pushmirror.core.sshkeys;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pushmirror.core.sshkeys.KnownHostsLine.Marker;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.text.Findings;
import org.pushmirror.core.text.LintRule;
import org.pushmirror.core.text.Severity;
import org.pushmirror.core.text.SourceText;

/**
 * A known_hosts file, every byte of it, and what ssh reads from it: plain, {@code [host]:port} and hashed names, wildcards and negation,
 * revoked keys and certificate authorities. Immutable and thread-safe; look-ups take no lock.
 *
 * <p>As in ssh, a host at another port than 22 that is not on file is looked for under its plain name, too, and a host
 * with keys of other types only has changed. A key that is revoked for the plain name, and not on file for the port, is
 * revoked here; ssh says so, too, and refuses it with {@code StrictHostKeyChecking=yes}, but learns it with {@code
 * accept-new}.
 *
 * <p>Several files are one document to ssh: join their bytes. Not supported: {@code KnownHostsCommand} and DNS records.
 */
public final class KnownHosts {

    /** The port whose entries are written without it. */
    public static final int DEFAULT_PORT = 22;

    private static final int MAX_PORT = 65535;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_:][A-Za-z0-9._:%-]*");

    private static final LintRule DEAD_LINE = new LintRule(
            "dead-line",
            Severity.FATAL,
            "ssh passes the line over without a word: a key that is revoked there is believed. The message says what it stumbles"
                    + " over, for example a tab after a marker while a space stands later on the line.");

    private final SourceText text;
    private final OpenSshVersion version;
    private final List<KnownHostsLine> entries;
    private final HostIndex index;

    KnownHosts(SourceText text, OpenSshVersion version) {
        this.text = text;
        this.version = version;
        this.entries = Collections.unmodifiableList(KnownHostsScanner.entries(text, version));
        this.index = new HostIndex(entries);
    }

    /**
     * A file without entries.
     *
     * @return the empty document
     */
    public static KnownHosts create() {
        return new KnownHosts(SourceText.of("known_hosts", ""), OpenSshVersion.NEWEST_KNOWN);
    }

    /**
     * Reads the content of a file, as the newest known OpenSSH does.
     *
     * @param name the name of the file in diagnostics
     * @param bytes any bytes; copied
     * @return the document
     */
    public static KnownHosts parse(String name, byte[] bytes) {
        return parse(name, bytes, OpenSshVersion.NEWEST_KNOWN);
    }

    /**
     * Reads the content of a file, as a release of OpenSSH does.
     *
     * @param name the name of the file in diagnostics
     * @param bytes any bytes; copied
     * @param version the release, on which depends which types of keys are read
     * @return the document
     */
    public static KnownHosts parse(String name, byte[] bytes, OpenSshVersion version) {
        return new KnownHosts(SourceText.of(name, bytes), version);
    }

    /**
     * Reads a file, as the newest known OpenSSH does.
     *
     * @param path the file
     * @return the document
     * @throws FileException if it cannot be read
     */
    public static KnownHosts read(Path path) {
        return new KnownHosts(SourceText.read(path), OpenSshVersion.NEWEST_KNOWN);
    }

    /**
     * The lines that are neither blank nor a comment.
     *
     * @return the lines in their order; unmodifiable
     */
    public List<KnownHostsLine> entries() {
        return entries;
    }

    /**
     * The lines about a host, as {@code ssh-keygen -F} finds them: the keys are not looked at, and a name in upper case is
     * not found where it is hashed.
     *
     * @param name the name, as {@code host} or {@code [host]:port}
     * @return the lines in their order; unmodifiable
     */
    public List<KnownHostsLine> find(String name) {
        return entries.stream().filter(line -> line.isAbout(name)).toList();
    }

    /**
     * What the file says about a key that a host shows. For a certificate that is what it says about the key inside, unless
     * an authority is on file: {@link #verdict(String, int, PublicKey, Instant)}.
     *
     * @param host the host, in any case, IPv6 without brackets
     * @param port its ssh port, 1 to 65535
     * @param key the key that it shows
     * @return the verdict
     * @throws IllegalArgumentException if the host is no name or address, or the port is out of range
     */
    public HostKeyVerdict verdict(String host, int port, PublicKey key) {
        String name = entryName(host, port);
        HostKeyVerdict named = verdictOf(name, key.plain());
        if (named != HostKeyVerdict.UNKNOWN || port == DEFAULT_PORT) {
            return named;
        }
        HostKeyVerdict plain = verdictOf(entryName(host, DEFAULT_PORT), key.plain());
        return plain == HostKeyVerdict.CHANGED ? HostKeyVerdict.UNKNOWN : plain;
    }

    /**
     * What the file says about a key that a host shows under another name: {@code HostKeyAlias}, which stands for host and
     * port.
     *
     * @param alias the alias, in any case
     * @param key the key that the host shows
     * @return the verdict
     */
    public HostKeyVerdict verdictOfAlias(String alias, PublicKey key) {
        return verdictOf(HostPattern.lower(alias), key.plain());
    }

    /**
     * What the file says about a certificate that a host shows. The signature of the certificate is not verified here.
     *
     * @param host the host, in any case, IPv6 without brackets
     * @param port its ssh port, 1 to 65535
     * @param certificate the certificate; a plain key is judged as such
     * @param time the moment at which it must be valid
     * @return accepted if a {@code @cert-authority} line has its authority and it is valid for this host; changed if it
     *     is not valid; otherwise the verdict on its key
     * @throws IllegalArgumentException if the host is no name or address, or the port is out of range
     */
    public HostKeyVerdict verdict(String host, int port, PublicKey certificate, Instant time) {
        Optional<SshCertificate> signed = certificate.certificate();
        if (signed.isEmpty()) {
            return verdict(host, port, certificate);
        }
        List<String> names = port == DEFAULT_PORT
                ? List.of(entryName(host, port))
                : List.of(entryName(host, port), entryName(host, DEFAULT_PORT));
        PublicKey authority = signed.get().authority();
        for (String name : names) {
            if (index.has(name, Marker.REVOKED, authority) || index.has(name, Marker.REVOKED, certificate.plain())) {
                return HostKeyVerdict.REVOKED;
            }
            if (index.has(name, Marker.CERT_AUTHORITY, authority)) {
                return isFor(host, signed.get(), time) ? HostKeyVerdict.ACCEPTED : HostKeyVerdict.CHANGED;
            }
        }
        return verdict(host, port, certificate.plain());
    }

    private static boolean isFor(String host, SshCertificate certificate, Instant time) {
        String name = HostPattern.lower(host);
        boolean named = certificate.principals().isEmpty()
                || certificate.principals().stream().anyMatch(pattern -> HostPattern.matches(pattern, name));
        return certificate.kind() == SshCertificate.Kind.HOST
                && certificate.criticalOptions().isEmpty()
                && named
                && certificate.isValidAt(time);
    }

    private HostKeyVerdict verdictOf(String name, PublicKey key) {
        if (index.has(name, Marker.REVOKED, key)) {
            return HostKeyVerdict.REVOKED;
        }
        if (index.has(name, Marker.NONE, key)) {
            return HostKeyVerdict.ACCEPTED;
        }
        return index.hasAny(name, Marker.NONE) ? HostKeyVerdict.CHANGED : HostKeyVerdict.UNKNOWN;
    }

    /**
     * The keys that are on file for a host, revoked ones and authorities left out. Where the host at this port has none,
     * those of its plain name.
     *
     * @param host the host, in any case, IPv6 without brackets
     * @param port its ssh port, 1 to 65535
     * @return the keys in the order of the file; unmodifiable
     * @throws IllegalArgumentException if the host is no name or address, or the port is out of range
     */
    public List<PublicKey> keys(String host, int port) {
        List<PublicKey> keys = plainKeys(entryName(host, port));
        return keys.isEmpty() && port != DEFAULT_PORT ? plainKeys(entryName(host, DEFAULT_PORT)) : keys;
    }

    private List<PublicKey> plainKeys(String name) {
        return index.linesOf(name).stream()
                .filter(line -> line.marker() == Marker.NONE)
                .flatMap(line -> line.key().stream())
                .distinct()
                .toList();
    }

    /**
     * This document with a key for a host: one appended line, or no change if the line would change no verdict.
     *
     * @param host the host; written in lower case
     * @param port its ssh port, 1 to 65535
     * @param key the key; its comment is left out
     * @return the changed document
     * @throws IllegalArgumentException if the host is no name or address, the port is out of range, or the file says
     *     that the key is revoked
     */
    public KnownHosts with(String host, int port, PublicKey key) {
        HostKeyVerdict verdict = verdict(host, port, key);
        if (verdict == HostKeyVerdict.ACCEPTED) {
            return this;
        }
        if (verdict == HostKeyVerdict.REVOKED) {
            throw new IllegalArgumentException("The key " + key.fingerprint() + " of " + host + " is revoked in "
                    + text.name() + "; remove that line first if it is wrong.");
        }
        return edited(text.appendLine(EscapedUtf8.encode(KnownHostsEdit.line(entryName(host, port), key))));
    }

    /**
     * This document with another line about a host, whatever it says already.
     *
     * @param marker what the line says about the key
     * @param hosts the hosts: names, {@code [host]:port}, patterns with {@code *} and {@code ?}, {@code !} in front of those
     *     to leave out
     * @param key the key with its comment
     * @return the changed document
     * @throws IllegalArgumentException if there is no host, or one cannot be written
     */
    public KnownHosts add(Marker marker, List<String> hosts, PublicKey key) {
        return edited(text.appendLine(EscapedUtf8.encode(KnownHostsEdit.line(marker, hosts, key))));
    }

    /**
     * This document without the keys of a host, as {@code ssh-keygen -R} removes them: revoked keys and authorities stay, and
     * what is no entry.
     *
     * @param name the name, as {@code host} or {@code [host]:port}
     * @return the changed document; this one if there is no such line
     */
    public KnownHosts without(String name) {
        List<Integer> removed = find(name).stream()
                .filter(line -> line.marker() == Marker.NONE)
                .map(KnownHostsLine::number)
                .toList();
        return removed.isEmpty() ? this : edited(KnownHostsEdit.remove(text, removed));
    }

    /**
     * This document with its names hashed, as {@code ssh-keygen -H} hashes them: one line for each name; patterns, revoked keys
     * and authorities stay as they are.
     *
     * @return the changed document
     * @throws org.pushmirror.core.text.DocumentException if a line is broken, so that ssh-keygen would refuse the file
     */
    public KnownHosts hashed() {
        return edited(KnownHostsEdit.hashed(text, entries, diagnostics()));
    }

    /**
     * Adds a key for a host to a file: one line, written at its end in one go, so that nothing is lost that somebody else
     * adds at the same moment. The file is not read.
     *
     * @param path the file; a new one gets mode 0600
     * @param host the host; written in lower case
     * @param port its ssh port, 1 to 65535
     * @param key the key; its comment is left out
     * @throws IllegalArgumentException if the host is no name or address, or the port is out of range
     * @throws FileException if it cannot be written
     */
    public static void append(Path path, String host, int port, PublicKey key) {
        KnownHostsEdit.append(path, KnownHostsEdit.line(entryName(host, port), key));
    }

    /**
     * Adds a key for a host to a file, as {@link #append} does, with the name hashed, so that the file does not tell it.
     *
     * @param path the file; a new one gets mode 0600
     * @param host the host; hashed in lower case
     * @param port its ssh port, 1 to 65535
     * @param key the key; its comment is left out
     * @throws IllegalArgumentException if the host is no name or address, or the port is out of range
     * @throws FileException if it cannot be written
     */
    public static void appendHashed(Path path, String host, int port, PublicKey key) {
        KnownHostsEdit.append(path, KnownHostsEdit.line(KnownHostsEdit.hash(entryName(host, port)), key));
    }

    private KnownHosts edited(SourceText changed) {
        return new KnownHosts(changed, version);
    }

    /**
     * The rules that diagnostics of such files name.
     *
     * @return the rules; unmodifiable
     */
    public static List<LintRule> rules() {
        return List.of(DEAD_LINE);
    }

    /**
     * What is wrong with lines of the file.
     *
     * @return the diagnostics in the order of the file; unmodifiable
     */
    public List<Diagnostic> diagnostics() {
        return entries.stream()
                .filter(line -> line.problem().isPresent())
                .limit(Findings.MAX_PER_RULE)
                .map(line -> new Diagnostic(
                        line.place(),
                        DEAD_LINE.severity(),
                        DEAD_LINE.id(),
                        "ssh passes this line over: " + line.problem().orElse("")))
                .toList();
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
     * Writes the file, atomically. What somebody else added since it was read is lost; to add a key, {@link #append} it.
     *
     * @param path the file; a new one gets mode 0644 less the umask
     * @throws FileException if it cannot be written
     */
    public void write(Path path) {
        text.write(path);
    }

    private static String entryName(String host, int port) {
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("The host \"" + host + "\" is no name, IPv4 or IPv6 address.");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "The port " + port + " of " + host + " is not between 1 and " + MAX_PORT + ".");
        }
        String name = HostPattern.lower(host);
        return port == DEFAULT_PORT ? name : "[" + name + "]:" + port;
    }
}
