package org.pushmirror.core.trace;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * The serial of an archive: ten digits, date and number of the day ({@code YYYYMMDDNN}), as Debian's archive writes it
 * into {@code project/trace/master}. Any other run of digits is kept and compared as a number. Immutable.
 *
 * @param value the digits as written
 */
public record ArchiveSerial(String value) implements Comparable<ArchiveSerial> {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,40}");
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    /**
     * Checks the digits.
     *
     * @param value the digits as written
     * @throws IllegalArgumentException if the value is not one to forty digits
     */
    public ArchiveSerial {
        if (!DIGITS.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "The archive serial \"" + value + "\" is not a number of 1 to 40 digits.");
        }
    }

    /**
     * Whether a text is a serial. Traces say {@code unknown} when there is none.
     *
     * @param text any text
     * @return true if {@link #ArchiveSerial(String)} takes it
     */
    public static boolean isSerial(String text) {
        return DIGITS.matcher(text).matches();
    }

    /**
     * The first serial of a day.
     *
     * @param day the day, in UTC
     * @return {@code YYYYMMDD01}
     */
    public static ArchiveSerial first(LocalDate day) {
        return new ArchiveSerial(DAY.format(day) + "01");
    }

    /**
     * The serial that follows this one: the first of the given day, or, if this one is of that day or later, this one
     * plus one. It is always greater than this one.
     *
     * @param day the day of the change, in UTC
     * @return the next serial
     */
    public ArchiveSerial next(LocalDate day) {
        ArchiveSerial first = first(day);
        if (first.compareTo(this) > 0) {
            return first;
        }
        return new ArchiveSerial(number().add(BigInteger.ONE).toString());
    }

    /** Compares as numbers, so that the count of leading zeros does not matter. */
    @Override
    public int compareTo(ArchiveSerial other) {
        return number().compareTo(other.number());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArchiveSerial serial && number().equals(serial.number());
    }

    @Override
    public int hashCode() {
        return number().hashCode();
    }

    @Override
    public String toString() {
        return value;
    }

    private BigInteger number() {
        return new BigInteger(value);
    }
}
