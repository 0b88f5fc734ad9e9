package org.pushmirror.core.archive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pushmirror.core.text.EscapedUtf8;

/**
 * A {@code Release} or {@code InRelease} file: the fields of a suite, and its indices with their sizes and SHA-256 sums. The
 * signature of an {@code InRelease} is skipped, not checked. Immutable.
 */
public final class ReleaseFile {

    private static final String SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
    private static final String SHA256 = "SHA256";
    private static final Pattern ENTRY = Pattern.compile("\\s+([0-9a-fA-F]{64})\\s+([0-9]{1,18})\\s+(\\S.*?)\\s*");

    /**
     * An index that the file names.
     *
     * @param path where it is, from the folder of the suite
     * @param size its length in bytes
     * @param sha256 its SHA-256 sum, 64 hexadecimal digits in lower case
     */
    public record Index(String path, long size, String sha256) {}

    private final Map<String, String> fields;
    private final List<Index> indices;

    private ReleaseFile(Map<String, String> fields, List<Index> indices) {
        this.fields = Map.copyOf(fields);
        this.indices = List.copyOf(indices);
    }

    /**
     * Reads a file. Lines that are neither fields nor indices are skipped.
     *
     * @param content any bytes
     * @return the file
     */
    public static ReleaseFile parse(byte[] content) {
        Map<String, String> fields = new LinkedHashMap<>();
        List<Index> indices = new ArrayList<>();
        boolean header = false;
        String field = "";
        for (String written : EscapedUtf8.decode(content).split("\n")) {
            String line = written.startsWith("- ") ? written.substring(2) : written;
            if (written.startsWith(SIGNED)) {
                header = true;
            } else if (written.startsWith(SIGNATURE)) {
                break;
            } else if (header) {
                header = !line.isBlank();
            } else if (line.startsWith(" ") || line.startsWith("\t")) {
                Matcher entry = ENTRY.matcher(line);
                if (field.equals(SHA256) && entry.matches()) {
                    String sum = entry.group(1).toLowerCase(Locale.ROOT);
                    indices.add(new Index(entry.group(3), Long.parseLong(entry.group(2)), sum));
                }
            } else if (line.indexOf(':') > 0) {
                field = line.substring(0, line.indexOf(':'));
                fields.putIfAbsent(field, line.substring(line.indexOf(':') + 1).strip());
            }
        }
        return new ReleaseFile(fields, indices);
    }

    /**
     * The value of a field.
     *
     * @param name for example {@code Suite}
     * @return its first line; empty if the file has no such field
     */
    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /**
     * The indices that it names.
     *
     * @return the indices in the order of the file; unmodifiable
     */
    public List<Index> indices() {
        return indices;
    }
}
