package org.pushmirror.rsync;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A progress display of rsync ({@code --info=progress2}): the whole run, not one file. The share counts unchanged files
 * in the total only, so it may end below 100, and it may fall while rsync still finds files. Immutable.
 */
public final class RsyncProgress {

    private static final Pattern LINE =
            Pattern.compile("\\s*([\\d,.]{1,30})\\s+(\\d{1,3})%\\s+([\\d.,]{1,20})([kMGT]?)B/s\\s+"
                    + "(?:(\\d{1,8}):(\\d\\d):(\\d\\d)|\\?\\?:\\?\\?:\\?\\?)"
                    + "(?:\\s+\\(xfr#(\\d{1,18}), (to|ir)-chk=(\\d{1,18})/(\\d{1,18})\\))?\\s*");

    /**
     * How many files are done. Immutable.
     *
     * @param transferred regular files transferred so far
     * @param toCheck files that are still to be looked at
     * @param known files found so far
     * @param list whether all files have been found
     */
    public record Files(long transferred, long toCheck, long known, Completeness list) {}

    /** Whether rsync has found all files already. */
    public enum Completeness {
        /** The list of files is complete. */
        COMPLETE,
        /** The list of files still grows. */
        GROWING
    }

    private final long bytes;
    private final int percent;
    private final long bytesPerSecond;
    private final @Nullable Duration time;
    private final @Nullable Files files;

    private RsyncProgress(
            long bytes, int percent, long bytesPerSecond, @Nullable Duration time, @Nullable Files files) {
        this.bytes = bytes;
        this.percent = percent;
        this.bytesPerSecond = bytesPerSecond;
        this.time = time;
        this.files = files;
    }

    /**
     * Reads a display.
     *
     * @param text a piece of rsync's output, without its line end
     * @return the progress; empty if the text is something else
     */
    static Optional<RsyncProgress> parse(String text) {
        Matcher matcher = text.indexOf('%') < 0 ? null : LINE.matcher(text);
        if (matcher == null || !matcher.matches()) {
            return Optional.empty();
        }
        Duration time = matcher.group(5) == null
                ? null
                : Duration.ofHours(Long.parseLong(matcher.group(5)))
                        .plusMinutes(Long.parseLong(matcher.group(6)))
                        .plusSeconds(Long.parseLong(matcher.group(7)));
        Files files = matcher.group(8) == null
                ? null
                : new Files(
                        Long.parseLong(matcher.group(8)),
                        Long.parseLong(matcher.group(10)),
                        Long.parseLong(matcher.group(11)),
                        matcher.group(9).equals("to") ? Completeness.COMPLETE : Completeness.GROWING);
        String digits = matcher.group(1).replaceAll("[,.]", "");
        return digits.isEmpty() || digits.length() > 18
                ? Optional.empty()
                : Optional.of(new RsyncProgress(
                        Long.parseLong(digits),
                        Integer.parseInt(matcher.group(2)),
                        rate(matcher.group(3), matcher.group(4)),
                        time,
                        files));
    }

    private static long rate(String number, String unit) {
        double factor = Math.pow(1024, " kMGT".indexOf(unit.isEmpty() ? " " : unit));
        try {
            return (long) (Double.parseDouble(number.replace(',', '.')) * factor);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * Bytes of file content done so far.
     *
     * @return the count
     */
    public long bytes() {
        return bytes;
    }

    /**
     * The share of all bytes of the source.
     *
     * @return 0 to 100
     */
    public int percent() {
        return percent;
    }

    /**
     * The rate: of late within a file, of the whole run at the end of one.
     *
     * @return bytes a second
     */
    public long bytesPerSecond() {
        return bytesPerSecond;
    }

    /**
     * The time that is left, by rsync's guess.
     *
     * @return the time; empty if it does not say, as at the end of a file
     */
    public Optional<Duration> remaining() {
        return files == null ? Optional.ofNullable(time) : Optional.empty();
    }

    /**
     * The time since the start.
     *
     * @return the time; empty if it does not say, as within a file
     */
    public Optional<Duration> elapsed() {
        return files == null ? Optional.empty() : Optional.ofNullable(time);
    }

    /**
     * How many files are done.
     *
     * @return the counts; empty if it does not say, as within a file
     */
    public Optional<Files> files() {
        return Optional.ofNullable(files);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d bytes, %d%%, %,d B/s", bytes, percent, bytesPerSecond);
    }
}
