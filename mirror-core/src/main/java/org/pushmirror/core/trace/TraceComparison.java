package org.pushmirror.core.trace;

import java.time.Instant;
import java.util.Optional;

/**
 * How the state of one trace stands to that of another. The serial of the archive decides; only where one of them has none
 * do the dates, since a mirror that had nothing to do has a new date and an old archive. Immutable.
 *
 * @param order how the first stands to the second
 * @param decidedBy what decided
 */
public record TraceComparison(Order order, Decider decidedBy) {

    /** How one state stands to another. */
    public enum Order {
        /** It is older. */
        BEHIND,
        /** It is the same. */
        SAME,
        /** It is newer. */
        AHEAD,
        /** That cannot be told. */
        UNKNOWN
    }

    /** What decided. */
    public enum Decider {
        /** Both have a serial. */
        SERIAL,
        /** One has no serial, and both have a date. */
        DATE,
        /** Nothing: one of them has neither. */
        NOTHING
    }

    /**
     * Compares two traces.
     *
     * @param one the first, for example that of a mirror
     * @param other the second, for example that of the archive
     * @return how the first stands to the second
     */
    public static TraceComparison of(TraceFile one, TraceFile other) {
        Optional<ArchiveSerial> serial = one.serial();
        Optional<ArchiveSerial> otherSerial = other.serial();
        if (serial.isPresent() && otherSerial.isPresent()) {
            return new TraceComparison(order(serial.get().compareTo(otherSerial.get())), Decider.SERIAL);
        }
        Optional<Instant> date = one.date();
        Optional<Instant> otherDate = other.date();
        if (date.isPresent() && otherDate.isPresent()) {
            return new TraceComparison(order(date.get().compareTo(otherDate.get())), Decider.DATE);
        }
        return new TraceComparison(Order.UNKNOWN, Decider.NOTHING);
    }

    private static Order order(int sign) {
        if (sign == 0) {
            return Order.SAME;
        }
        return sign < 0 ? Order.BEHIND : Order.AHEAD;
    }
}
