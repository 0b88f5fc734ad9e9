package org.pushmirror.core.shell;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code date} of GNU coreutils with {@code -u}, {@code -R}, {@code -I} and a format, for the time of a clock. */
final class DateCommand {

    private final Clock clock;
    private final HostContext host;

    DateCommand(Clock clock, HostContext host) {
        this.clock = clock;
        this.host = host;
    }

    /** What it prints; empty for arguments and conversions that it is not known for. */
    Optional<String> output(List<String> arguments) {
        ZonedDateTime now = ZonedDateTime.now(clock);
        Optional<String> format = Optional.empty();
        for (String argument : arguments) {
            if (argument.equals("-u") || argument.equals("--utc") || argument.equals("--universal")) {
                now = now.withZoneSameInstant(ZoneOffset.UTC);
            } else if (format.isEmpty() && formatOf(argument).isPresent()) {
                format = formatOf(argument);
            } else {
                return Optional.empty();
            }
        }
        if (format.isEmpty() && !host.hasPosixDates()) {
            return Optional.empty();
        }
        return formatted(now, format.orElse("%a %b %e %H:%M:%S %Z %Y"));
    }

    private static Optional<String> formatOf(String argument) {
        return switch (argument) {
            case "-R", "--rfc-email", "--rfc-2822" -> Optional.of("%a, %d %b %Y %H:%M:%S %z");
            case "-I", "--iso-8601", "-Idate" -> Optional.of("%Y-%m-%d");
            case "-Iseconds", "--iso-8601=seconds" -> Optional.of("%Y-%m-%dT%H:%M:%S%:z");
            default -> argument.startsWith("+") ? Optional.of(argument.substring(1)) : Optional.empty();
        };
    }

    private Optional<String> formatted(ZonedDateTime time, String format) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < format.length(); at++) {
            char c = format.charAt(at);
            if (c != '%' || at + 1 == format.length()) {
                text.append(c);
                continue;
            }
            at++;
            boolean colon = format.startsWith(":z", at);
            at += colon ? 1 : 0;
            Optional<String> part = colon ? Optional.of(with("xxx", time)) : conversion(format.charAt(at), time);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            text.append(part.get());
        }
        return Optional.of(text.toString());
    }

    private Optional<String> conversion(char c, ZonedDateTime time) {
        if ("aAbBhp".indexOf(c) >= 0 && !host.hasPosixDates()) {
            return Optional.empty();
        }
        Optional<String> pattern = pattern(c);
        if (pattern.isPresent()) {
            return Optional.of(with(pattern.get(), time));
        }
        return switch (c) {
            case '%' -> Optional.of("%");
            case 'n' -> Optional.of("\n");
            case 't' -> Optional.of("\t");
            case 's' -> Optional.of(Long.toString(time.toEpochSecond()));
            case 'C' -> Optional.of(String.format(Locale.ROOT, "%02d", time.getYear() / 100));
            case 'e' -> Optional.of(String.format(Locale.ROOT, "%2d", time.getDayOfMonth()));
            case 'k' -> Optional.of(String.format(Locale.ROOT, "%2d", time.getHour()));
            case 'u' -> Optional.of(Integer.toString(time.get(ChronoField.DAY_OF_WEEK)));
            case 'w' -> Optional.of(Integer.toString(time.get(ChronoField.DAY_OF_WEEK) % 7));
            case 'V' -> Optional.of(String.format(Locale.ROOT, "%02d", time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)));
            case 'G' -> Optional.of(Integer.toString(time.get(IsoFields.WEEK_BASED_YEAR)));
            case 'Z' -> Optional.of(time.getOffset().equals(ZoneOffset.UTC) ? "UTC" : with("zzz", time));
            default -> Optional.empty();
        };
    }

    private static Optional<String> pattern(char c) {
        return Optional.ofNullable(
                switch (c) {
                    case 'Y' -> "uuuu";
                    case 'y' -> "uu";
                    case 'm' -> "MM";
                    case 'd' -> "dd";
                    case 'H' -> "HH";
                    case 'I' -> "hh";
                    case 'M' -> "mm";
                    case 'S' -> "ss";
                    case 'N' -> "nnnnnnnnn";
                    case 'F' -> "uuuu-MM-dd";
                    case 'T' -> "HH:mm:ss";
                    case 'R' -> "HH:mm";
                    case 'D' -> "MM/dd/uu";
                    case 'j' -> "DDD";
                    case 'a' -> "EEE";
                    case 'A' -> "EEEE";
                    case 'b', 'h' -> "MMM";
                    case 'B' -> "MMMM";
                    case 'p' -> "a";
                    case 'z' -> "xx";
                    default -> null;
                });
    }

    private static String with(String pattern, ZonedDateTime time) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US).format(time);
    }
}
