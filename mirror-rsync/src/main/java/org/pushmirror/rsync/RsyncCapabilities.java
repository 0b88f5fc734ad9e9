package org.pushmirror.rsync;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pushmirror.core.json.JsonFormException;
import org.pushmirror.core.json.OpenJson;

/**
 * What an rsync program says about itself: version, capabilities, and the algorithms that it knows. What differs between
 * builds is an open map. Immutable.
 */
public final class RsyncCapabilities {

    private static final Pattern SECTION = Pattern.compile("(Capabilities|Optimizations|[A-Z][a-z]+(?: auth)? list):");
    private static final Pattern BITS = Pattern.compile("(\\d{1,3})-bit (files|inums|timestamps|long ints)");
    private static final String CAPABILITIES = "capabilities";

    private final RsyncVersion version;
    private final Map<String, Object> facts;

    private RsyncCapabilities(RsyncVersion version, Map<String, Object> facts) {
        this.version = version;
        this.facts = Map.copyOf(facts);
    }

    /** Reads what {@code rsync -VV} prints: JSON since 3.2.7, text before. Empty if it is neither. */
    static Optional<RsyncCapabilities> parse(String output) {
        return output.startsWith("{") ? fromJson(output) : fromText(output);
    }

    private static Optional<RsyncCapabilities> fromJson(String output) {
        try {
            Map<String, Object> facts = OpenJson.object(output);
            return RsyncVersion.of(String.valueOf(facts.get("version")), String.valueOf(facts.get("protocol")))
                    .map(version -> new RsyncCapabilities(version, facts));
        } catch (JsonFormException e) {
            return Optional.empty();
        }
    }

    private static Optional<RsyncCapabilities> fromText(String output) {
        List<String> lines = output.lines().toList();
        Optional<RsyncVersion> version = lines.isEmpty() ? Optional.empty() : RsyncVersion.parse(lines.get(0));
        return version.map(found -> new RsyncCapabilities(found, facts(lines)));
    }

    private static Map<String, Object> facts(List<String> lines) {
        Map<String, StringBuilder> sections = new LinkedHashMap<>();
        StringBuilder section = new StringBuilder();
        for (String line : lines) {
            Matcher header = SECTION.matcher(line);
            if (header.matches()) {
                section = new StringBuilder();
                sections.put(header.group(1).toLowerCase(Locale.ROOT).replace(' ', '_'), section);
            } else if (line.startsWith("    ")) {
                section.append(line.strip()).append(' ');
            } else {
                section = new StringBuilder();
            }
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        sections.forEach((name, text) -> facts.put(name, name.endsWith("_list") ? words(text) : switches(text)));
        return facts;
    }

    private static List<String> words(CharSequence text) {
        return List.of(text.toString().strip().replaceAll("\\([^)]*\\)", "").split("\\s+"));
    }

    private static Map<String, Object> switches(CharSequence text) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (String item : text.toString().strip().split(",\\s*")) {
            Matcher bits = BITS.matcher(item);
            if (bits.matches()) {
                String what = bits.group(2).replace(' ', '_').replaceFirst("s$", "");
                found.put(what + "_bits", Long.valueOf(bits.group(1)));
            } else if (item.startsWith("no ")) {
                found.put(key(item.substring(3)), false);
            } else if (item.startsWith("optional ")) {
                found.put(key(item.substring(9)), "optional");
            } else if (!item.isBlank()) {
                found.put(key(item), true);
            }
        }
        return found;
    }

    private static String key(String item) {
        return item.strip().replace('-', '_');
    }

    /**
     * The version.
     *
     * @return the version
     */
    public RsyncVersion version() {
        return version;
    }

    /**
     * Whether it has a capability.
     *
     * @param name as in {@code rsync -VV}, for example {@code xattrs} or {@code crtimes}
     * @return true if it says so; what it does not name it does not have
     */
    public boolean has(String name) {
        Object value = facts.get(CAPABILITIES) instanceof Map<?, ?> map ? map.get(name) : null;
        return value != null && !value.equals(false);
    }

    /**
     * The checksums that it knows.
     *
     * @return their names, the preferred one first; empty for an rsync older than 3.2.0
     */
    public List<String> checksums() {
        return list("checksum_list");
    }

    /**
     * The compressions that it knows.
     *
     * @return their names, the preferred one first; empty for an rsync older than 3.2.0
     */
    public List<String> compressions() {
        return list("compress_list");
    }

    /**
     * The digests by which it logs in at a daemon.
     *
     * @return their names, the preferred one first; empty for an rsync older than 3.2.7
     */
    public List<String> daemonDigests() {
        return list("daemon_auth_list");
    }

    private List<String> list(String name) {
        return facts.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /**
     * Everything that it says, by its own names.
     *
     * @return texts, numbers, booleans, lists and maps; the keys vary from build to build
     */
    public Map<String, Object> all() {
        return facts;
    }

    @Override
    public String toString() {
        return "rsync " + version;
    }
}
