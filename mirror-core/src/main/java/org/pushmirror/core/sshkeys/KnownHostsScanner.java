package org.pushmirror.core.sshkeys;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.sshkeys.KnownHostsLine.Marker;
import org.pushmirror.core.sshkeys.KnownHostsLine.Reading;
import org.pushmirror.core.text.SourceText;
import org.pushmirror.core.text.Span;

/** Reads known_hosts lines as OpenSSH does. */
final class KnownHostsScanner {

    private static final int MAX_TYPE = 127;

    private final SourceText text;
    private final byte[] bytes;

    /** Where in the text the bytes begin. */
    private final int offset;

    private final OpenSshVersion version;

    private KnownHostsScanner(SourceText text, byte[] bytes, int offset, OpenSshVersion version) {
        this.text = text;
        this.bytes = bytes;
        this.offset = offset;
        this.version = version;
    }

    /** The lines that are neither blank nor a comment. */
    static LineList<KnownHostsLine> entries(SourceText text, OpenSshVersion version) {
        LineList<KnownHostsLine> entries =
                new LineList<>(number -> Objects.requireNonNull(read(text, number, version)));
        KnownHostsScanner scanner = new KnownHostsScanner(text, text.bytes(), 0, version);
        for (int number = 1; number <= text.lineCount(); number++) {
            KnownHostsLine line = scanner.read(number, text.lineContent(number));
            if (line != null) {
                entries.append(number, line);
            }
        }
        return entries;
    }

    private static @Nullable KnownHostsLine read(SourceText text, int number, OpenSshVersion version) {
        Span content = text.lineContent(number);
        return new KnownHostsScanner(text, text.bytes(content), content.start(), version)
                .read(number, new Span(0, content.length()));
    }

    /** Reads a line; null if it is blank or a comment. */
    private @Nullable KnownHostsLine read(int number, Span content) {
        KeyScanner line = new KeyScanner(bytes, content.start(), content.end());
        int start = line.skipBlanks(content.start());
        boolean onlyCarriageReturn = start == line.end() - 1 && bytes[start] == '\r';
        if (start == line.end() || onlyCarriageReturn || bytes[start] == '#') {
            return null;
        }
        Marker marker = Marker.NONE;
        HostPatterns hosts = null;
        Reading reading = Reading.BROKEN;
        try {
            int at = start;
            if (bytes[at] == '@') {
                int markerEnd = markerEnd(line, at);
                marker = marker(line, at, markerEnd);
                at = line.skipBlanks(markerEnd);
                requireOneMarker(line, at);
            }
            int hostsEnd = line.wordEnd(at);
            reading = readingOf(line, hostsEnd);
            hosts = HostPatterns.parse(line.text(at, hostsEnd));
            PublicKey key = key(line, hostsEnd);
            return new KnownHostsLine(text, number, offset + start, marker, hosts, Reading.WHOLE, key, "");
        } catch (IllegalArgumentException problem) {
            String reason = String.valueOf(problem.getMessage());
            return new KnownHostsLine(text, number, offset + start, marker, hosts, reading, null, reason);
        }
    }

    /** ssh looks for a space on the whole line before it looks for a tab. */
    private int markerEnd(KeyScanner line, int start) {
        int tab = -1;
        for (int at = start; at < line.end(); at++) {
            if (bytes[at] == ' ') {
                return at;
            }
            tab = tab < 0 && bytes[at] == '\t' ? at : tab;
        }
        return tab < 0 ? line.end() : tab;
    }

    private static Marker marker(KeyScanner line, int start, int end) {
        String word = line.text(start, end);
        for (Marker marker : new Marker[] {Marker.REVOKED, Marker.CERT_AUTHORITY}) {
            if (word.equals(marker.word())) {
                if (end == line.end()) {
                    throw new DeadLineException("The line ends after its marker.");
                }
                return marker;
            }
            if (word.startsWith(marker.word() + "\t")) {
                throw new DeadLineException(
                        "After the marker " + marker.word()
                                + " stands a tab, and a space stands later on the line, so that ssh sees no marker; write one space after it.");
            }
        }
        throw new DeadLineException("The marker is neither " + Marker.REVOKED.word() + " nor "
                + Marker.CERT_AUTHORITY.word() + " in lower case, followed by a space.");
    }

    private void requireOneMarker(KeyScanner line, int at) {
        if (at < line.end() && bytes[at] == '@') {
            throw new DeadLineException("A line can have one marker only.");
        }
    }

    /** How far ssh-keygen gets when it looks for hosts only. */
    private Reading readingOf(KeyScanner line, int hostsEnd) {
        int typeStart = line.skipBlanks(hostsEnd);
        int typeEnd = line.wordEnd(typeStart);
        int rest = line.skipBlanks(typeEnd);
        boolean typed = typeEnd - typeStart > 1
                && typeEnd - typeStart <= MAX_TYPE
                && rest < line.end()
                && bytes[rest] != '#'
                && bytes[typeStart] != '#'
                && isType(line.text(typeStart, typeEnd));
        return typed ? Reading.NO_KEY : Reading.BROKEN;
    }

    private boolean isType(String word) {
        return KeyTypeWord.inside(word)
                .filter(known -> known.type().isReadBy(version))
                .filter(known -> known.since() == null || version.isAtLeast(known.since()))
                .isPresent();
    }

    private PublicKey key(KeyScanner line, int hostsEnd) {
        int typeStart = line.skipBlanks(hostsEnd);
        if (typeStart == line.end() || bytes[typeStart] == '#') {
            throw new DeadLineException("The line ends before the type of its key.");
        }
        PublicKey key = line.key(typeStart);
        if (!isType(line.text(typeStart, line.wordEnd(typeStart)))) {
            throw new DeadLineException("OpenSSH " + version + " does not know keys of type "
                    + key.keyType().word() + ".");
        }
        return key;
    }
}
