package org.pushmirror.rsync;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lines of {@code --stats}, which rsync prints at the end of its output. For one thread. */
final class StatsReader {

    private static final Pattern LINE =
            Pattern.compile("([A-Z][A-Za-z ]{5,40}): ([0-9,.]{1,30})(?: bytes| seconds)?(?: \\((.*)\\))?");
    private static final Pattern RATE = Pattern.compile(
            "sent [0-9,.]{1,30} bytes  received [0-9,.]{1,30} bytes  ([0-9,.]{1,30}|UNKNOWN) bytes/sec");
    private static final Pattern SPEEDUP = Pattern.compile("total size is [0-9,.]{1,30}  speedup is ([0-9,.]{1,30}).*");
    private static final Pattern KIND = Pattern.compile("(reg|dir|link|dev|special): ([0-9,.]{1,30})");

    private static final Set<String> FIELDS = Set.of(
            "Number of files",
            "Number of created files",
            "Number of deleted files",
            "Number of regular files transferred",
            "Number of files transferred",
            "Total file size",
            "Total transferred file size",
            "Literal data",
            "Matched data",
            "File list size",
            "File list generation time",
            "File list transfer time",
            "Total bytes sent",
            "Total bytes received");

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> kinds = new HashMap<>();

    /** Whether the line was one of the statistics. */
    boolean read(String line) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches() && FIELDS.contains(matcher.group(1))) {
            values.put(matcher.group(1), matcher.group(2));
            String detail = matcher.group(3);
            kinds.put(matcher.group(1), detail == null ? "" : detail);
            return true;
        }
        return last(line, "sent ", RATE) || last(line, "total size is ", SPEEDUP);
    }

    private boolean last(String line, String start, Pattern pattern) {
        Matcher matcher = line.startsWith(start) ? pattern.matcher(line) : null;
        if (matcher == null || !matcher.matches()) {
            return false;
        }
        values.put(start, matcher.group(1));
        return true;
    }

    /** The statistics; empty if rsync did not get to print them. */
    Optional<RsyncStats> stats() {
        if (!values.containsKey("Total bytes received")) {
            return Optional.empty();
        }
        return Optional.of(new RsyncStats(
                count("Number of files"),
                count("Number of created files"),
                count("Number of deleted files"),
                number(values.getOrDefault(
                        "Number of regular files transferred",
                        values.getOrDefault("Number of files transferred", "0"))),
                value("Total file size"),
                value("Total transferred file size"),
                value("Literal data"),
                value("Matched data"),
                value("File list size"),
                value("Total bytes sent"),
                value("Total bytes received"),
                seconds("File list generation time"),
                seconds("File list transfer time"),
                decimal("sent "),
                decimal("total size is ")));
    }

    private long value(String field) {
        return number(values.getOrDefault(field, "0"));
    }

    private Duration seconds(String field) {
        return Duration.ofNanos((long) (decimal(field) * 1e9));
    }

    /** rsync runs in the locale C: a comma groups digits. */
    private double decimal(String field) {
        try {
            return Double.parseDouble(values.getOrDefault(field, "0").replace(",", ""));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private FileCount count(String field) {
        Map<String, Long> found = new HashMap<>();
        Matcher matcher = KIND.matcher(kinds.getOrDefault(field, ""));
        while (matcher.find()) {
            found.put(matcher.group(1), number(matcher.group(2)));
        }
        return new FileCount(
                value(field),
                found.getOrDefault("reg", 0L),
                found.getOrDefault("dir", 0L),
                found.getOrDefault("link", 0L),
                found.getOrDefault("dev", 0L),
                found.getOrDefault("special", 0L));
    }

    /** Created and deleted files are grouped by commas even with plain numbers. */
    private static long number(String text) {
        String digits = text.replaceAll("[^0-9]", "");
        return digits.isEmpty() || digits.length() > 18 ? 0 : Long.parseLong(digits);
    }
}
