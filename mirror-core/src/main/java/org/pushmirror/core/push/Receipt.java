package org.pushmirror.core.push;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.trace.ArchiveSerial;

/** Proof that a mirror has an archive's state: who says so, which serial, and since when. Immutable. */
public final class Receipt {

    /** Who says so. */
    public enum Witness {
        /** Its trace shows our serial, or a newer one. */
        TRACE,
        /** It called back. */
        CALLBACK,
        /** Our daemon's log shows that it pulled. */
        DAEMON_LOG,
        /** Its trace shows a sync that began after the push (archives without a serial). */
        DATE;

        /**
         * The word in reports.
         *
         * @return for example {@code daemon-log}
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /**
         * The witness with this word.
         *
         * @param word a word of a report
         * @return the witness
         * @throws IllegalArgumentException if there is none
         */
        public static Witness of(String word) {
            for (Witness witness : values()) {
                if (witness.word().equals(word)) {
                    return witness;
                }
            }
            throw new IllegalArgumentException("There is no witness \"" + word + "\".");
        }
    }

    private final Witness witness;
    private final Instant completedAt;
    private final @Nullable ArchiveSerial serial;
    private final @Nullable Long bytes;

    private Receipt(Witness witness, Instant completedAt, @Nullable ArchiveSerial serial, @Nullable Long bytes) {
        this.witness = witness;
        this.completedAt = completedAt;
        this.serial = serial;
        this.bytes = bytes;
    }

    /**
     * A receipt without a serial.
     *
     * @param witness who says so
     * @param completedAt when the mirror was done
     * @return the receipt
     */
    public static Receipt of(Witness witness, Instant completedAt) {
        return new Receipt(witness, completedAt, null, null);
    }

    /**
     * The same receipt, for a serial.
     *
     * @param newSerial the serial that the mirror has
     * @return the changed copy
     */
    public Receipt withSerial(ArchiveSerial newSerial) {
        return new Receipt(witness, completedAt, newSerial, bytes);
    }

    /**
     * The same receipt, with the size of the transfer.
     *
     * @param newBytes the bytes that the mirror says it received in its last sync
     * @return the changed copy
     */
    public Receipt withBytes(long newBytes) {
        return new Receipt(witness, completedAt, serial, newBytes);
    }

    /**
     * Who says so.
     *
     * @return the witness
     */
    public Witness witness() {
        return witness;
    }

    /**
     * When the mirror was done, by the mirror's clock where the witness is its trace.
     *
     * @return the time
     */
    public Instant completedAt() {
        return completedAt;
    }

    /**
     * The serial that the mirror has.
     *
     * @return the serial; empty for archives without one
     */
    public Optional<ArchiveSerial> serial() {
        return Optional.ofNullable(serial);
    }

    /**
     * The bytes that the mirror says it received in its last sync.
     *
     * @return the count; empty if it does not say
     */
    public OptionalLong bytes() {
        return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
    }

    @Override
    public String toString() {
        return (serial == null ? "" : "serial " + serial + ", ") + completedAt + ", witnessed by " + witness.word();
    }
}
