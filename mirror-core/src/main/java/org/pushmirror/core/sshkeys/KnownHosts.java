package org.pushmirror.core.sshkeys;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.pushmirror.core.sshkeys.KnownHostsLine.Marker;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.text.Severity;
import org.pushmirror.core.text.SourceText;

/**
 * A known_hosts file, every byte of it, and what ssh reads from it: plain, {@code [host]:port} and hashed names, wildcards and negation,
 * {@code @revoked} before all else. Immutable and thread-safe.
 *
 * <p>As in ssh, a host at another port than 22 that is not on file is looked for under its plain name, too, and a host
 * with keys of other types only has changed. Unlike ssh, a key that is revoked for the plain name is revoked at every port.
 * Certificates are not looked at: a {@code @cert-authority} line accepts no plain key.
 */
public final class KnownHosts {

    /** The port whose entries are written without it. */
    public static final int DEFAULT_PORT = 22;

    private static final int MAX_PORT = 65535;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_:][A-Za-z0-9._:%-]*");

    private final SourceText text;
    private final List<KnownHostsLine> lines;
    private final List<Diagnostic> diagnostics;

    private KnownHosts(SourceText text) {
        this.text = text;
        List<KnownHostsLine> read = new ArrayList<>();
        List<Diagnostic> found = new ArrayList<>();
        for (int number = 1; number <= text.lineCount(); number++) {
            readLine(text, number, read, found);
        }
        this.lines = List.copyOf(read);
        this.diagnostics = List.copyOf(found);
    }

    private static void readLine(
            SourceText text, int number, List<KnownHostsLine> lines, List<Diagnostic> diagnostics) {
        String line = text.text(text.lineContent(number));
        int start = new KeyScanner(line).skipBlanks(0);
        String content = line.substring(start);
        if (content.isEmpty() || content.equals("\r") || content.startsWith("#")) {
            return;
        }
        try {
            lines.add(KnownHostsLine.parse(number, line));
        } catch (IllegalArgumentException problem) {
            diagnostics.add(new Diagnostic(
                    text.place(text.line(number).start() + start),
                    Severity.FATAL,
                    "dead-line",
                    "ssh passes this line over: " + problem.getMessage()));
        }
    }

    /**
     * A file without entries.
     *
     * @return the empty document
     */
    public static KnownHosts create() {
        return new KnownHosts(SourceText.of("known_hosts", ""));
    }

    /**
     * Reads the content of a file. Lines that ssh would pass over become diagnostics.
     *
     * @param name the name of the file in diagnostics
     * @param bytes any bytes; copied
     * @return the document
     */
    public static KnownHosts parse(String name, byte[] bytes) {
        return new KnownHosts(SourceText.of(name, bytes));
    }

    /**
     * Reads a file. Lines that ssh would pass over become diagnostics.
     *
     * @param path the file
     * @return the document
     * @throws FileException if it cannot be read
     */
    public static KnownHosts read(Path path) {
        return new KnownHosts(SourceText.read(path));
    }

    /**
     * What the file says about a key that a host shows.
     *
     * @param host the host, in any case, IPv6 without brackets
     * @param port its ssh port, 1 to 65535
     * @param key the key that it shows
     * @return the verdict
     * @throws IllegalArgumentException if the host is no name or address, or the port is out of range
     */
    public HostKeyVerdict verdict(String host, int port, PublicKey key) {
        List<KnownHostsLine> named = matching(entryName(host, port));
        List<KnownHostsLine> plain = port == DEFAULT_PORT ? List.of() : matching(entryName(host, DEFAULT_PORT));
        if (has(named, Marker.REVOKED, key) || has(plain, Marker.REVOKED, key)) {
            return HostKeyVerdict.REVOKED;
        }
        if (has(named, Marker.NONE, key)) {
            return HostKeyVerdict.ACCEPTED;
        }
        if (named.stream().anyMatch(line -> line.marker() == Marker.NONE)) {
            return HostKeyVerdict.CHANGED;
        }
        return has(plain, Marker.NONE, key) ? HostKeyVerdict.ACCEPTED : HostKeyVerdict.UNKNOWN;
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
        String line = entryName(host, port) + " " + key.withComment("");
        return new KnownHosts(text.appendLine(EscapedUtf8.encode(line)));
    }

    /**
     * What is wrong with lines of the file.
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
     * @param path the file; a new one gets mode 0644 less the umask
     * @throws FileException if it cannot be written
     */
    public void write(Path path) {
        text.write(path);
    }

    private List<PublicKey> plainKeys(String name) {
        return matching(name).stream()
                .filter(line -> line.marker() == Marker.NONE)
                .map(KnownHostsLine::key)
                .distinct()
                .toList();
    }

    private List<KnownHostsLine> matching(String name) {
        return lines.stream().filter(line -> line.hosts().matches(name)).toList();
    }

    private static boolean has(List<KnownHostsLine> lines, Marker marker, PublicKey key) {
        return lines.stream()
                .anyMatch(line -> line.marker() == marker && line.key().equals(key));
    }

    private static String entryName(String host, int port) {
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("The host \"" + host + "\" is no name, IPv4 or IPv6 address.");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "The port " + port + " of " + host + " is not between 1 and " + MAX_PORT + ".");
        }
        String name = host.toLowerCase(Locale.ROOT);
        return port == DEFAULT_PORT ? name : "[" + name + "]:" + port;
    }
}
