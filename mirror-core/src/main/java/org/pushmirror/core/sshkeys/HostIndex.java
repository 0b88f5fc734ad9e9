package org.pushmirror.core.sshkeys;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import org.pushmirror.core.sshkeys.HostPatterns.Hashed;
import org.pushmirror.core.sshkeys.HostPatterns.Listed;
import org.pushmirror.core.sshkeys.KnownHostsLine.Marker;
import org.pushmirror.core.text.EscapedUtf8;

/**
 * Finds the lines of a host without reading them all. Plain names are looked up; patterns are tried one by one. A hashed
 * name tells nothing without its salt, so that those lines are tried one by one, too, unless the key narrows them down;
 * what was found for a name is remembered. Thread-safe, without locks.
 */
final class HostIndex {

    private static final int REMEMBERED = 10_000;

    /** A longer list of hosts is searched each time. */
    private static final int MAX_INDEXED = 1 << 16;

    private final Map<String, List<KnownHostsLine>> plain = new HashMap<>();
    private final List<KnownHostsLine> patterns = new ArrayList<>();
    private final List<KnownHostsLine> hashed = new ArrayList<>();
    private final Map<PublicKey, List<KnownHostsLine>> byKey = new HashMap<>();
    private final Map<String, List<KnownHostsLine>> found = new ConcurrentHashMap<>();

    HostIndex(List<KnownHostsLine> lines) {
        for (KnownHostsLine line : lines) {
            line.key().ifPresent(key -> add(line, key));
        }
    }

    private void add(KnownHostsLine line, PublicKey key) {
        byKey.computeIfAbsent(key.plain(), unused -> new ArrayList<>(1)).add(line);
        if (line.patterns() instanceof Listed listed
                && listed.isPlain()
                && listed.field().length() <= MAX_INDEXED) {
            listed.written().stream()
                    .map(HostPattern::lower)
                    .distinct()
                    .forEach(name -> plain.computeIfAbsent(name, unused -> new ArrayList<>(1))
                            .add(line));
        } else if (line.isHashed()) {
            hashed.add(line);
        } else {
            patterns.add(line);
        }
    }

    /** The lines of a host, in the order of the file. */
    List<KnownHostsLine> linesOf(String name) {
        List<KnownHostsLine> lines = new ArrayList<>(plain.getOrDefault(name, List.of()));
        patterns.stream().filter(line -> line.isAbout(name)).forEach(lines::add);
        lines.addAll(hashedLinesOf(name));
        lines.sort(Comparator.comparingInt(KnownHostsLine::number));
        return lines;
    }

    private List<KnownHostsLine> hashedLinesOf(String name) {
        if (hashed.isEmpty()) {
            return List.of();
        }
        List<KnownHostsLine> known = found.get(name);
        if (known != null) {
            return known;
        }
        List<KnownHostsLine> lines = scan(hashed, name);
        if (found.size() < REMEMBERED) {
            found.put(name, lines);
        }
        return lines;
    }

    private static List<KnownHostsLine> scan(List<KnownHostsLine> lines, String name) {
        Mac mac = Hashed.mac();
        byte[] bytes = EscapedUtf8.encode(name);
        return lines.stream()
                .filter(line -> line.patterns() instanceof Hashed hash && hash.matches(mac, bytes))
                .toList();
    }

    /**
     * Whether a line with this marker and this plain key is about the host. Only the lines of the key are looked at. With a marker a
     * certificate of the key counts as well, as ssh compares nothing but the keys then.
     */
    boolean has(String name, Marker marker, PublicKey key) {
        for (KnownHostsLine line : byKey.getOrDefault(key, List.of())) {
            boolean same =
                    marker != Marker.NONE || line.key().filter(key::equals).isPresent();
            if (line.marker() == marker && same && line.isAbout(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether any line with this marker is about the host. */
    boolean hasAny(String name, Marker marker) {
        for (KnownHostsLine line : linesOf(name)) {
            if (line.marker() == marker) {
                return true;
            }
        }
        return false;
    }
}
