package org.pushmirror.rsync;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Picks the lines of {@code --stats} out of rsync's output. For one thread. */
final class StatsReader {

    private static final Pattern LINE =
            Pattern.compile("([A-Z][A-Za-z ]{5,40}): ([0-9,.]{1,30})(?: bytes)?(?: \\((.*)\\))?");
    private static final Pattern KIND = Pattern.compile("(reg|dir|link|dev|special): ([0-9,.]{1,30})");

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> kinds = new HashMap<>();

    void read(String line) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
            values.put(matcher.group(1), matcher.group(2));
            String detail = matcher.group(3);
            kinds.put(matcher.group(1), detail == null ? "" : detail);
        }
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
                value("Total bytes received")));
    }

    private long value(String field) {
        return number(values.getOrDefault(field, "0"));
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
