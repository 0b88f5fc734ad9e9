package org.pushmirror.core.trace;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.EscapedUtf8;

/**
 * A trace file: what a mirror says about its last sync, {@code project/trace/NAME}. The first line is the output of
 * {@code date -u} in the POSIX locale; the rest are {@code Field: value} lines in any order.
 *
 * <p>Reading never fails: lines that are not fields are kept and skipped. Field names are compared without regard to
 * case, since ftpsync and its documentation spell them differently; of a repeated field the first counts, as ftpsync
 * reads it. Immutable.
 */
public final class TraceFile {

    /** The serial of the archive, or {@code unknown}. */
    public static final String ARCHIVE_SERIAL = "Archive serial";

    /** When the sync ended, RFC 822. */
    public static final String DATE = "Date";

    /** When the sync began, RFC 822. */
    public static final String DATE_STARTED = "Date-Started";

    /** The program that wrote the trace, and its version. */
    public static final String CREATOR = "Creator";

    /** The real host name of the mirror. */
    public static final String RUNNING_ON_HOST = "Running on host";

    /** What started the sync, for example {@code ssh}. */
    public static final String TRIGGER = "Trigger";

    /** The host that the mirror pulls from. */
    public static final String UPSTREAM_MIRROR = "Upstream-mirror";

    /** Bytes that rsync received in the sync. */
    public static final String BYTES_RECEIVED = "Total bytes received in rsync";

    private static final String DAYS = "Mon Tue Wed Thu Fri Sat Sun";
    private static final String MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";
    private static final DateTimeFormatter FIRST_LINE = new DateTimeFormatterBuilder()
            .appendText(ChronoField.DAY_OF_WEEK, names(DAYS))
            .appendLiteral(' ')
            .appendText(ChronoField.MONTH_OF_YEAR, names(MONTHS))
            .appendPattern(" ppd HH:mm:ss 'UTC' uuuu")
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter RFC_822_WRITE = new DateTimeFormatterBuilder()
            .appendText(ChronoField.DAY_OF_WEEK, names(DAYS))
            .appendPattern(", dd ")
            .appendText(ChronoField.MONTH_OF_YEAR, names(MONTHS))
            .appendPattern(" uuuu HH:mm:ss '+0000'")
            .toFormatter(Locale.ROOT);

    private final byte[] content;
    private final String firstLine;
    private final Map<String, String> fields;

    /** The names by their numbers: Java would else ask the locale, which takes a short run long. */
    private static Map<Long, String> names(String words) {
        Map<Long, String> names = new HashMap<>();
        for (String name : words.split(" ")) {
            names.put(names.size() + 1L, name);
        }
        return names;
    }

    private TraceFile(byte[] content) {
        this.content = content;
        List<String> lines = lines(content);
        this.firstLine = lines.isEmpty() ? "" : lines.get(0);
        Map<String, String> found = new LinkedHashMap<>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                found.putIfAbsent(
                        line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        this.fields = found;
    }

    private static List<String> lines(byte[] content) {
        return Arrays.stream(EscapedUtf8.decode(content).split("\n"))
                .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
                .toList();
    }

    /**
     * Reads a trace.
     *
     * @param content the bytes of the file, UTF-8; any bytes at all
     * @return the trace
     */
    public static TraceFile parse(byte[] content) {
        return new TraceFile(content.clone());
    }

    /**
     * Begins a new trace: its first line, and its {@code Date} field.
     *
     * @param ended when the sync ended
     * @return a trace with these two lines
     */
    public static TraceFile written(Instant ended) {
        String first = FIRST_LINE.format(ended.atZone(ZoneOffset.UTC));
        return new TraceFile(EscapedUtf8.encode(first + "\n")).with(DATE, ended);
    }

    /**
     * The same trace with one more field at its end.
     *
     * @param field the name as written, without a colon
     * @param value the value; one line
     * @return the changed copy
     * @throws IllegalArgumentException if the name is empty or has a colon, or either has a line break or a NUL
     */
    public TraceFile with(String field, String value) {
        if (field.isEmpty() || field.indexOf(':') >= 0 || isBroken(field)) {
            throw new IllegalArgumentException(
                    "The trace field name \"" + field + "\" is empty or has a colon or a line break.");
        }
        if (isBroken(value)) {
            throw new IllegalArgumentException(
                    "The value of the trace field \"" + field + "\" has a line break or a NUL.");
        }
        boolean ended = content.length == 0 || content[content.length - 1] == '\n';
        byte[] line = EscapedUtf8.encode((ended ? "" : "\n") + field + ": " + value + "\n");
        byte[] longer = Arrays.copyOf(content, content.length + line.length);
        System.arraycopy(line, 0, longer, content.length, line.length);
        return new TraceFile(longer);
    }

    /**
     * The same trace with one more date field at its end, in RFC 822 form.
     *
     * @param field the name as written, without a colon
     * @param time the time, written in UTC with whole seconds
     * @return the changed copy
     * @throws IllegalArgumentException if the name is empty or has a colon or a line break
     */
    public TraceFile with(String field, Instant time) {
        return with(field, rfc822(time));
    }

    /**
     * The same trace with one more field at its end.
     *
     * @param field which field
     * @param value its value
     * @param spelling whose name it is written with
     * @param <T> the type of its values
     * @return the changed copy
     * @throws IllegalArgumentException if the value has a line break or a NUL
     */
    public <T> TraceFile with(TraceField<T> field, T value, TraceField.Spelling spelling) {
        return with(field.name(spelling), field.write(value));
    }

    /**
     * The value of a field.
     *
     * @param field which field
     * @param <T> the type of its values
     * @return the value; empty if the trace has no such field, or a value that is none of this type
     */
    public <T> Optional<T> get(TraceField<T> field) {
        return field(field.name(TraceField.Spelling.FTPSYNC)).flatMap(field::read);
    }

    /**
     * The value of a field.
     *
     * @param name its name, in any case
     * @return the value without blanks around it; empty if the trace has no such field
     */
    public Optional<String> field(String name) {
        for (Map.Entry<String, String> field : fields.entrySet()) {
            if (field.getKey().equalsIgnoreCase(name)) {
                return Optional.of(field.getValue());
            }
        }
        return Optional.empty();
    }

    /**
     * Every field, in the order of the file.
     *
     * @return names as written, with their values
     */
    public Map<String, String> fields() {
        return Collections.unmodifiableMap(fields);
    }

    /**
     * The first line as written.
     *
     * @return the line without its end; empty for an empty file
     */
    public String firstLine() {
        return firstLine;
    }

    /**
     * When the file was written, as its first line says. Other locales than POSIX are understood too.
     *
     * @return the time; empty if the line is no date, or one without a zone that is known
     */
    public Optional<Instant> writtenAt() {
        return TraceDates.read(firstLine);
    }

    /**
     * The software that wrote the trace: the field {@code Creator}, or what older and other producers say instead.
     *
     * @return name and version as far as the trace has them; empty if nothing says it
     */
    public Optional<String> creator() {
        return get(TraceField.CREATOR)
                .or(() -> get(TraceField.USED_FTPSYNC_VERSION).map(version -> "ftpsync " + version))
                .or(() -> get(TraceField.USED_FTPSYNC_PUSHRSYNC).map(host -> "ftpsync-pushrsync"))
                .or(() -> lines(content).stream()
                        .filter(line -> line.startsWith("DMS sync "))
                        .findFirst());
    }

    /**
     * What a reader of traces will stumble over.
     *
     * @param name the name of the file in places
     * @return the diagnostics in the order of the file
     */
    public List<Diagnostic> diagnostics(String name) {
        return new TraceChecks(name, this, content).run();
    }

    /**
     * The serial of the archive that the mirror has.
     *
     * @return the serial; empty if there is none, or it is {@code unknown}
     */
    public Optional<ArchiveSerial> serial() {
        return get(TraceField.ARCHIVE_SERIAL);
    }

    /**
     * When the sync ended: the {@code Date} field, else the first line.
     *
     * @return the time; empty if neither can be read
     */
    public Optional<Instant> date() {
        return get(TraceField.DATE).or(this::writtenAt);
    }

    /**
     * When the sync began.
     *
     * @return the time; empty if the field is missing or cannot be read
     */
    public Optional<Instant> dateStarted() {
        return get(TraceField.DATE_STARTED);
    }

    /**
     * How many bytes rsync received in the sync.
     *
     * @return the count; empty if the field is missing or no number
     */
    public OptionalLong bytesReceived() {
        return get(TraceField.BYTES_RECEIVED).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    /**
     * The bytes of the file.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return content.clone();
    }

    @Override
    public String toString() {
        return EscapedUtf8.decode(content);
    }

    private static boolean isBroken(String text) {
        return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 || text.indexOf('\0') >= 0;
    }

    /** In the form that ftpsync writes: RFC 822, UTC, whole seconds. */
    static String rfc822(Instant time) {
        return RFC_822_WRITE.format(time.atZone(ZoneOffset.UTC));
    }
}
