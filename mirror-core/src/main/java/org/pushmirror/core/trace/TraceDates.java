package org.pushmirror.core.trace;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the dates of traces: the output of {@code date} in the POSIX locale and in others, RFC 822 and ISO 8601. The name
 * of the day is not checked.
 */
final class TraceDates {

    private static final int MAX_LENGTH = 120;
    private static final Pattern TIME =
            Pattern.compile("(?<![0-9:+-])([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]+)?)?(?![0-9:])");
    private static final Pattern ISO = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})(?=[T ]|$)");
    private static final Pattern YEAR = Pattern.compile("(?<![0-9:])([0-9]{4})(?![0-9:])");
    private static final Pattern DAY = Pattern.compile("(?<![0-9:+-])([0-9]{1,2})(?![0-9:])");
    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    private static final Pattern OFFSET = Pattern.compile("(?<![0-9])([+-])([0-9]{2}):?([0-9]{2})?\\s*$");

    /** Beginnings of the names of months: English, German, French, Spanish, Italian, Dutch. */
    private static final List<List<String>> MONTHS = List.of(
            List.of("jan", "ene", "gen"),
            List.of("feb", "fév", "fev"),
            List.of("mar", "mär", "mrt", "maa"),
            List.of("apr", "avr", "abr"),
            List.of("may", "mai", "mag", "mei"),
            List.of("jun", "juin", "giu"),
            List.of("jul", "juil", "lug"),
            List.of("aug", "aoû", "aou", "ago"),
            List.of("sep", "set"),
            List.of("oct", "okt", "ott"),
            List.of("nov"),
            List.of("dec", "dez", "déc", "dic"));

    private static final Map<String, Integer> ZONES = Map.ofEntries(
            Map.entry("UTC", 0),
            Map.entry("GMT", 0),
            Map.entry("Z", 0),
            Map.entry("UT", 0),
            Map.entry("WET", 0),
            Map.entry("BST", 1),
            Map.entry("WEST", 1),
            Map.entry("CET", 1),
            Map.entry("CEST", 2),
            Map.entry("EET", 2),
            Map.entry("EEST", 3),
            Map.entry("MSK", 3),
            Map.entry("JST", 9),
            Map.entry("EST", -5),
            Map.entry("EDT", -4),
            Map.entry("CDT", -5),
            Map.entry("MST", -7),
            Map.entry("MDT", -6),
            Map.entry("PST", -8),
            Map.entry("PDT", -7));

    private TraceDates() {}

    /** The time that a text says; empty if it says none, or does not say its zone. */
    static Optional<Instant> read(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            return parse(text);
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> parse(String text) {
        Matcher time = TIME.matcher(text.replaceAll("(?<=[0-9])T(?=[0-9])", " "));
        if (!time.find()) {
            return Optional.empty();
        }
        String rest = time.replaceFirst(" ");
        Optional<ZoneOffset> zone = zone(rest);
        Optional<LocalDate> date = date(OFFSET.matcher(rest).replaceFirst(" "));
        if (zone.isEmpty() || date.isEmpty()) {
            return Optional.empty();
        }
        String seconds = Optional.ofNullable(time.group(3)).orElse("0");
        int hour = hour(Integer.parseInt(time.group(1)), rest);
        int second = Math.min(59, Integer.parseInt(seconds));
        LocalTime clock = LocalTime.of(hour, Integer.parseInt(time.group(2)), second);
        return Optional.of(OffsetDateTime.of(date.get(), clock, zone.get()).toInstant());
    }

    private static int hour(int written, String rest) {
        Matcher words = WORD.matcher(rest);
        while (words.find()) {
            if (words.group().equalsIgnoreCase("pm")) {
                return written % 12 + 12;
            }
            if (words.group().equalsIgnoreCase("am")) {
                return written % 12;
            }
        }
        return written;
    }

    private static Optional<LocalDate> date(String rest) {
        Matcher iso = ISO.matcher(rest);
        if (iso.find()) {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(iso.group(1)), Integer.parseInt(iso.group(2)), Integer.parseInt(iso.group(3))));
        }
        Matcher year = YEAR.matcher(rest);
        Matcher day = DAY.matcher(rest);
        int month = month(rest);
        if (month == 0 || !year.find() || !day.find()) {
            return Optional.empty();
        }
        return Optional.of(LocalDate.of(Integer.parseInt(year.group(1)), month, Integer.parseInt(day.group(1))));
    }

    /** The last word that names a month, since that of a day may come first: {@code mar.} is Tuesday in French. */
    private static int month(String rest) {
        int found = 0;
        Matcher words = WORD.matcher(rest);
        while (words.find()) {
            String word = words.group().toLowerCase(Locale.ROOT);
            for (int month = 1; month <= MONTHS.size(); month++) {
                found = MONTHS.get(month - 1).stream().anyMatch(word::startsWith) ? month : found;
            }
        }
        return found;
    }

    private static Optional<ZoneOffset> zone(String rest) {
        Matcher offset = OFFSET.matcher(rest);
        if (offset.find()) {
            int minutes = Integer.parseInt(offset.group(2)) * 60
                    + Integer.parseInt(Optional.ofNullable(offset.group(3)).orElse("0"));
            return Optional.of(ZoneOffset.ofTotalSeconds((offset.group(1).equals("-") ? -60 : 60) * minutes));
        }
        Matcher words = WORD.matcher(rest);
        Optional<ZoneOffset> found = Optional.empty();
        while (words.find()) {
            Integer hours = ZONES.get(words.group());
            found = hours == null ? found : Optional.of(ZoneOffset.ofHours(hours));
        }
        return found;
    }
}
