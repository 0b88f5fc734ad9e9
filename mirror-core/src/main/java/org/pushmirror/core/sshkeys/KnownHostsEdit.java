package org.pushmirror.core.sshkeys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.pushmirror.core.sshkeys.HostPatterns.Hashed;
import org.pushmirror.core.sshkeys.HostPatterns.Listed;
import org.pushmirror.core.sshkeys.KnownHostsLine.Marker;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.DocumentException;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.text.FileException.Operation;
import org.pushmirror.core.text.SourceText;
import org.pushmirror.core.text.Span;

/** Makes and removes known_hosts lines. */
final class KnownHostsEdit {

    private static final int SALT_BYTES = 20;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern WRITABLE = Pattern.compile("!?[A-Za-z0-9_:*?\\[][A-Za-z0-9._:%*?\\[\\]-]*");

    private KnownHostsEdit() {}

    static String line(String hosts, PublicKey key) {
        return hosts + " " + key.withComment("");
    }

    /** The line with one space after its marker; with a tab there, ssh might see no marker. */
    static String line(Marker marker, List<String> hosts, PublicKey key) {
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("A line of known hosts needs a host.");
        }
        for (String host : hosts) {
            if (!WRITABLE.matcher(host).matches()) {
                throw new IllegalArgumentException("\"" + host + "\" is no name, address or pattern of a host.");
            }
        }
        String before = marker == Marker.NONE ? "" : marker.word() + " ";
        return before + String.join(",", hosts) + " " + key;
    }

    static String hash(String name) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return Hashed.field(salt, name);
    }

    static SourceText remove(SourceText text, List<Integer> numbers) {
        return text.without(numbers.stream().map(text::line).toList());
    }

    static SourceText hashed(SourceText text, List<KnownHostsLine> lines, List<Diagnostic> problems) {
        Set<Integer> brokenLines = lines.stream()
                .filter(line -> line.reading() == KnownHostsLine.Reading.BROKEN)
                .map(KnownHostsLine::number)
                .collect(Collectors.toSet());
        List<Diagnostic> broken = problems.stream()
                .filter(problem -> brokenLines.contains(problem.place().line()))
                .toList();
        if (!broken.isEmpty()) {
            throw new DocumentException(broken);
        }
        StringBuilder written = new StringBuilder();
        int next = 0;
        for (KnownHostsLine line : lines) {
            if (line.marker() == Marker.NONE && line.patterns() instanceof Listed listed && isHashable(listed)) {
                Span span = text.line(line.number());
                written.append(text.text(new Span(next, span.start()))).append(hashedLines(text, line, listed));
                next = span.end();
            }
        }
        return SourceText.of(
                text.name(),
                written.append(text.text(new Span(next, text.length()))).toString());
    }

    private static boolean isHashable(Listed hosts) {
        return hosts.field().chars().noneMatch(c -> "*?!".indexOf(c) >= 0);
    }

    private static String hashedLines(SourceText text, KnownHostsLine line, Listed hosts) {
        String whole = text.text(text.line(line.number()));
        String written = hosts.field();
        int hostsEnd = whole.indexOf(written) + written.length();
        String rest = whole.substring(hostsEnd).replaceFirst("^[ \t]+", " ");
        String ended = rest.endsWith("\n") ? rest : rest + "\n";
        StringBuilder lines = new StringBuilder();
        for (String host : hosts.written()) {
            if (host.isEmpty()) {
                break;
            }
            lines.append(hash(HostPattern.lower(host))).append(ended);
        }
        return lines.toString();
    }

    static void append(Path path, String line) {
        try {
            byte[] content = EscapedUtf8.encode(needsLineEnd(path) ? "\n" + line + "\n" : line + "\n");
            try (FileChannel channel = open(path)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
        } catch (IOException failure) {
            throw new FileException(path, Operation.WRITE, failure);
        }
    }

    private static FileChannel open(Path path) throws IOException {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        FileAttribute<?>[] mode =
                path.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        return FileChannel.open(path, options, mode);
    }

    /** Whether the last line of the file lacks its LF. */
    private static boolean needsLineEnd(Path path) throws IOException {
        if (!Files.exists(path)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
        }
    }
}
