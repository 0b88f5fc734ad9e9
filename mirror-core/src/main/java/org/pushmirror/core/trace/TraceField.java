package org.pushmirror.core.trace;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A field of a trace: its name as ftpsync writes it, its name in ftpsync's README where that is another, and its type.
 * Immutable and thread-safe.
 *
 * @param <T> the type of its values
 */
public final class TraceField<T> {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern RATE = Pattern.compile("([0-9]{1,18}) B/s");

    /** When the sync ended. */
    public static final TraceField<Instant> DATE = date("Date");

    /** When the sync began. */
    public static final TraceField<Instant> DATE_STARTED = date("Date-Started");

    /** The serial of the archive; {@code unknown} counts as none. */
    public static final TraceField<ArchiveSerial> ARCHIVE_SERIAL = new TraceField<>(
            "Archive serial",
            "Archive Serial",
            text -> ArchiveSerial.isSerial(text) ? Optional.of(new ArchiveSerial(text)) : Optional.empty(),
            ArchiveSerial::value);

    /** The version of ftpsync, for old checkers; the README does not have it. */
    public static final TraceField<String> USED_FTPSYNC_VERSION = text("Used ftpsync version");

    /** The host that an older ftpsync was pushed from. */
    public static final TraceField<String> USED_FTPSYNC_PUSHRSYNC = text("Used ftpsync-pushrsync from");

    /** The software, and its version. */
    public static final TraceField<String> CREATOR = text("Creator");

    /** The real host name of the mirror. */
    public static final TraceField<String> RUNNING_ON_HOST = text("Running on host");

    /** Who looks after the mirror. */
    public static final TraceField<String> MAINTAINER = text("Maintainer");

    /** Who pays for the mirror. */
    public static final TraceField<String> SPONSOR = text("Sponsor");

    /** The country of the mirror. */
    public static final TraceField<String> COUNTRY = text("Country");

    /** Where the mirror stands. */
    public static final TraceField<String> LOCATION = text("Location");

    /** Its bandwidth. */
    public static final TraceField<String> THROUGHPUT = text("Throughput");

    /** What started the sync. */
    public static final TraceField<String> TRIGGER = text("Trigger");

    /** The architectures on disk. */
    public static final TraceField<List<String>> ARCHITECTURES = words("Architectures");

    /** The architectures that are asked for: {@code ALL}, or {@code INCLUDE} or {@code EXCLUDE} and a list. */
    public static final TraceField<List<String>> ARCHITECTURES_CONFIGURATION = words("Architectures-Configuration");

    /** The host that the mirror pulls from. */
    public static final TraceField<String> UPSTREAM_MIRROR =
            new TraceField<>("Upstream-mirror", "Upstream-Mirror", Optional::of, text -> text);

    /** How rsync reaches that host. */
    public static final TraceField<String> RSYNC_TRANSPORT = text("Rsync-Transport");

    /** Bytes that rsync received. */
    public static final TraceField<Long> BYTES_RECEIVED = number("Total bytes received in rsync");

    /** Seconds of stage 1. */
    public static final TraceField<Long> STAGE1_SECONDS = number("Total time spent in stage1 rsync");

    /** Seconds of stage 2. */
    public static final TraceField<Long> STAGE2_SECONDS = number("Total time spent in stage2 rsync");

    /** Seconds of both stages. */
    public static final TraceField<Long> RSYNC_SECONDS = number("Total time spent in rsync");

    /** Bytes a second. */
    public static final TraceField<Long> AVERAGE_RATE = new TraceField<>(
            "Average rate",
            "Average rate",
            text -> {
                Matcher rate = RATE.matcher(text);
                return rate.matches() ? Optional.of(Long.parseLong(rate.group(1))) : Optional.empty();
            },
            rate -> rate + " B/s");

    /** The revision of a program other than ftpsync. */
    public static final TraceField<String> REVISION = text("Revision");

    private final String name;
    private final String readmeName;
    private final Function<String, Optional<T>> reader;
    private final Function<T, String> writer;

    private TraceField(
            String name, String readmeName, Function<String, Optional<T>> reader, Function<T, String> writer) {
        this.name = name;
        this.readmeName = readmeName;
        this.reader = reader;
        this.writer = writer;
    }

    private static TraceField<String> text(String name) {
        return new TraceField<>(name, name, Optional::of, text -> text);
    }

    private static TraceField<Instant> date(String name) {
        return new TraceField<>(name, name, TraceDates::read, TraceFile::rfc822);
    }

    private static TraceField<Long> number(String name) {
        return new TraceField<>(
                name,
                name,
                text -> NUMBER.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty(),
                String::valueOf);
    }

    private static TraceField<List<String>> words(String name) {
        return new TraceField<>(
                name,
                name,
                text -> Optional.of(Arrays.stream(text.split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .toList()),
                words -> String.join(" ", words));
    }

    /**
     * The name.
     *
     * @param spelling whose
     * @return for example {@code Archive serial}
     */
    public String name(Spelling spelling) {
        return spelling == Spelling.FTPSYNC ? name : readmeName;
    }

    /** Whose names a trace is written with. They are read without regard to case. */
    public enum Spelling {
        /** As ftpsync writes them. Only so does an ftpsync downstream find the serial. */
        FTPSYNC,
        /** As ftpsync's README defines them. */
        README
    }

    /** The value that a text stands for; empty if it stands for none. */
    Optional<T> read(String text) {
        return reader.apply(text);
    }

    /** The text of a value. */
    String write(T value) {
        return writer.apply(value);
    }

    @Override
    public String toString() {
        return name;
    }
}
