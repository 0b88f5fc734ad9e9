package org.pushmirror.core.sshkeys;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneRules;
import java.util.Locale;

/** A time of {@code expiry-time}: a date, with or without the time of day, local or with {@code Z} or {@code UTC}. */
record ExpiryTime(LocalDateTime time, boolean utc) {

    private static final OpenSshVersion UTC_SINCE = new OpenSshVersion(9, 1);
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT);
    private static final int DATE_LENGTH = 8;
    private static final int MINUTE_LENGTH = 12;
    private static final int SECOND_LENGTH = 14;
    private static final int LAST_LEAP_SECOND = 61;

    /** Reads a value as sshd does; throws IllegalArgumentException with the reason if it would drop the line. */
    static ExpiryTime parse(String value) {
        String suffix = suffix(value);
        String digits = value.substring(0, value.length() - suffix.length());
        int length = digits.length();
        if (length != DATE_LENGTH && length != MINUTE_LENGTH && length != SECOND_LENGTH) {
            throw refused();
        }
        // Days and seconds that do not exist run on, as they do in C: 20300230 is the second of March.
        LocalDateTime time = LocalDateTime.of(field(digits, 0, 4, 0, 9999), field(digits, 4, 2, 1, 12), 1, 0, 0)
                .plusDays(field(digits, 6, 2, 1, 31) - 1L);
        if (length > DATE_LENGTH) {
            time = time.plusHours(field(digits, 8, 2, 0, 23)).plusMinutes(field(digits, 10, 2, 0, 59));
        }
        if (length > MINUTE_LENGTH) {
            time = time.plusSeconds(field(digits, 12, 2, 0, LAST_LEAP_SECOND));
        }
        ExpiryTime expiry = new ExpiryTime(time, !suffix.isEmpty());
        if (expiry.instant(ZoneId.systemDefault()).getEpochSecond() <= 0) {
            throw new IllegalArgumentException("The value of expiry-time= is not after the start of 1970.");
        }
        return expiry;
    }

    private static String suffix(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (lower.length() > 1 && lower.endsWith("z")) {
            return "z";
        }
        return lower.length() > 3 && lower.endsWith("utc") ? "utc" : "";
    }

    /** A number of fixed width, in which blanks may stand for zeros in front. */
    private static int field(String digits, int start, int width, int minimum, int maximum) {
        String field = digits.substring(start, start + width);
        int at = 0;
        while (at < width - 1 && field.charAt(at) == ' ') {
            at++;
        }
        int number = 0;
        for (; at < width; at++) {
            char digit = field.charAt(at);
            if (digit < '0' || digit > '9') {
                throw refused();
            }
            number = number * 10 + (digit - '0');
        }
        if (number < minimum || number > maximum) {
            throw refused();
        }
        return number;
    }

    private static IllegalArgumentException refused() {
        return new IllegalArgumentException("The value of expiry-time= is no time of the form YYYYMMDD,"
                + " YYYYMMDDHHMM or YYYYMMDDHHMMSS, with or without Z after it.");
    }

    void requireReadBy(OpenSshVersion version) {
        if (utc && !version.isAtLeast(UTC_SINCE)) {
            throw new IllegalArgumentException("OpenSSH " + version + " knows no Z after the value of expiry-time=,"
                    + " which came with " + UTC_SINCE + ".");
        }
    }

    /** The last second of validity. Local times are meant without summer time, as sshd reads them. */
    Instant instant(ZoneId zone) {
        if (utc) {
            return time.toInstant(ZoneOffset.UTC);
        }
        ZoneRules rules = zone.getRules();
        Instant guess = time.toInstant(rules.getOffset(time));
        return time.toInstant(rules.getStandardOffset(guess));
    }

    /** The value for a moment, in UTC; throws IllegalArgumentException if it cannot be written. */
    static String written(Instant moment) {
        try {
            String value = WRITTEN.format(moment.atOffset(ZoneOffset.UTC));
            parse(value);
            return value;
        } catch (DateTimeException outOfRange) {
            throw new IllegalArgumentException(
                    "The moment " + moment + " has no year of four digits, which expiry-time= needs.", outOfRange);
        }
    }
}
