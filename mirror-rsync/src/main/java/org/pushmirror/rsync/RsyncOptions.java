package org.pushmirror.rsync;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options of a run. Each method returns a changed copy. Options, filters and raw options keep the order in which
 * they are added: where rsync takes the last of several, the last added counts. Immutable.
 *
 * <p>Whatever is set here, a run always has {@code --stats}, plain numbers, and a timeout, since a server that falls
 * silent would hold it for ever. What rsync refuses in any case is refused when the command is built; whether a value
 * makes sense is left to rsync.
 */
public final class RsyncOptions {

    /** The timeout of a run that sets none. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);

    /** The connect timeout of a run that sets none. */
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofMinutes(1);

    private static final List<String> ALWAYS = List.of("--stats", "--no-human-readable");

    private final List<String> arguments;
    private final Delete delete;
    private final Duration timeout;
    private final Duration connectTimeout;
    private final @Nullable Integer bandwidth;

    private RsyncOptions(
            List<String> arguments,
            Delete delete,
            Duration timeout,
            Duration connectTimeout,
            @Nullable Integer bandwidth) {
        this.arguments = List.copyOf(arguments);
        this.delete = delete;
        this.timeout = timeout;
        this.connectTimeout = connectTimeout;
        this.bandwidth = bandwidth;
    }

    /**
     * No option but those of every run: folders are not entered.
     *
     * @return the options
     */
    public static RsyncOptions plain() {
        return new RsyncOptions(List.of(), Delete.NEVER, DEFAULT_TIMEOUT, DEFAULT_CONNECT_TIMEOUT, null);
    }

    /**
     * {@code --archive}: everything below the source, with links, modes, times, owners and devices.
     *
     * @return the options
     */
    public static RsyncOptions archive() {
        return plain().with(RsyncOption.ARCHIVE);
    }

    /**
     * {@code --recursive}: everything below the source, contents only.
     *
     * @return the options
     */
    public static RsyncOptions recursive() {
        return plain().with(RsyncOption.RECURSIVE);
    }

    /**
     * Adds an option without a value.
     *
     * @param option the option
     * @return the changed copy
     */
    public RsyncOptions with(RsyncOption<Void> option) {
        return with(OptionSetting.on(option));
    }

    /**
     * Adds an option with its value.
     *
     * @param <T> what the value is
     * @param option the option
     * @param value the value; a duration is rounded up to what rsync counts in
     * @return the changed copy
     * @throws IllegalArgumentException if the value has a NUL
     */
    public <T> RsyncOptions with(RsyncOption<T> option, T value) {
        return with(OptionSetting.of(option, value));
    }

    /**
     * Adds an option as it was read from a text.
     *
     * @param setting the option and its value
     * @return the changed copy
     */
    public RsyncOptions with(OptionSetting setting) {
        return adding(setting.words());
    }

    /**
     * Adds the opposite of an option, for example {@code --no-owner} after {@code --archive}.
     *
     * @param option the option
     * @return the changed copy
     * @throws IllegalArgumentException if rsync has no opposite of it
     */
    public RsyncOptions without(RsyncOption<?> option) {
        return with(OptionSetting.off(option));
    }

    /**
     * What becomes of symbolic links; without recursion or {@code --archive} they are left out.
     *
     * @param links what becomes of them
     * @return the changed copy
     */
    public RsyncOptions links(Links links) {
        return adding(links.arguments());
    }

    /**
     * Keeps files that arrived in part in a folder, from where the next run goes on ({@code --partial-dir}).
     *
     * @param folder a relative path is below the folder of each file
     * @return the changed copy
     */
    public RsyncOptions partialFolder(Path folder) {
        return with(RsyncOption.PARTIAL_DIR, folder);
    }

    /**
     * Writes new files in a folder before they are put in place ({@code --temp-dir}).
     *
     * @param folder a folder of the same file system, or files appear in part
     * @return the changed copy
     */
    public RsyncOptions temporaryFolder(Path folder) {
        return with(RsyncOption.TEMP_DIR, folder);
    }

    /**
     * When to delete what the source does not have; the default is never.
     *
     * @param when the time
     * @return the changed copy
     */
    public RsyncOptions delete(Delete when) {
        return new RsyncOptions(arguments, when, timeout, connectTimeout, bandwidth);
    }

    /**
     * Adds filter rules after those that are there.
     *
     * @param filters the rules, in order
     * @return the changed copy
     */
    public RsyncOptions filter(RsyncFilter... filters) {
        return filters(List.of(filters));
    }

    /**
     * Adds filter rules after those that are there.
     *
     * @param filters the rules, in order
     * @return the changed copy
     */
    public RsyncOptions filters(List<RsyncFilter> filters) {
        return adding(filters.stream().map(RsyncFilter::argument).toList());
    }

    /**
     * How long either side may send nothing ({@code --timeout}); {@link #DEFAULT_TIMEOUT} if not set. A server
     * that is frozen in the middle of a file is noticed only by {@link RsyncCommand#silence}.
     *
     * @param limit the limit, at least a second; rounded up to whole seconds
     * @return the changed copy
     * @throws IllegalArgumentException if it is not positive
     */
    public RsyncOptions timeout(Duration limit) {
        return new RsyncOptions(arguments, delete, positive("timeout", limit), connectTimeout, bandwidth);
    }

    /**
     * How long either side may send nothing: what an added {@code --timeout} says, or else the limit of these options.
     *
     * @return the limit; empty if an added option takes it away
     */
    public Optional<Duration> timeout() {
        return settings().stream()
                .filter(setting -> setting.option() == RsyncOption.TIMEOUT)
                .reduce((earlier, later) -> later)
                .map(setting ->
                        Duration.ofSeconds(setting.value().map(Long::parseLong).orElse(0L)))
                .or(() -> Optional.of(timeout))
                .filter(limit -> !limit.isZero() && !limit.isNegative());
    }

    /**
     * How long the connection to a daemon may take ({@code --contimeout}); {@link #DEFAULT_CONNECT_TIMEOUT} if not
     * set.
     *
     * @param limit the limit, at least a second; rounded up to whole seconds
     * @return the changed copy
     * @throws IllegalArgumentException if it is not positive
     */
    public RsyncOptions connectTimeout(Duration limit) {
        return new RsyncOptions(arguments, delete, timeout, positive("connect timeout", limit), bandwidth);
    }

    /**
     * The most that may be transferred ({@code --bwlimit}).
     *
     * @param kibibytesPerSecond KiB a second; 0 for no limit
     * @return the changed copy
     * @throws IllegalArgumentException if it is negative
     */
    public RsyncOptions bandwidthLimit(int kibibytesPerSecond) {
        if (kibibytesPerSecond < 0) {
            throw new IllegalArgumentException(
                    "A bandwidth limit of " + kibibytesPerSecond + " KiB/s is negative; 0 means no limit.");
        }
        return new RsyncOptions(arguments, delete, timeout, connectTimeout, kibibytesPerSecond);
    }

    /**
     * Any option as typed on a command line, as one argument: {@code --fuzzy}, {@code --temp-dir=/tmp}, {@code -H}, or one
     * that is newer than this library.
     *
     * @param option the option, with its value after an equals sign
     * @return the changed copy
     * @throws IllegalArgumentException if it does not start with a hyphen, or has a NUL
     */
    public RsyncOptions raw(String option) {
        if (!option.startsWith("-") || option.equals("-") || option.equals("--") || option.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "\"" + option + "\" is not an option of rsync: it must start with a hyphen.");
        }
        return adding(List.of(option));
    }

    /**
     * Several options as typed on a command line; a value may follow its option as a word of its own.
     *
     * @param words the words, in order; the first must start with a hyphen
     * @return the changed copy
     * @throws IllegalArgumentException if a word that starts with a hyphen is not one that {@link #raw} takes, or the
     *     first word does not start with one
     */
    public RsyncOptions rawWords(List<String> words) {
        RsyncOptions options = this;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean value = i > 0 && !word.startsWith("-") && word.indexOf('\0') < 0;
            options = value ? options.adding(List.of(word)) : options.raw(word);
        }
        return options;
    }

    private RsyncOptions adding(List<String> more) {
        List<String> longer = new ArrayList<>(arguments);
        longer.addAll(more);
        return new RsyncOptions(longer, delete, timeout, connectTimeout, bandwidth);
    }

    /** These options, and then others with their limits. */
    RsyncOptions then(RsyncOptions more) {
        List<String> longer = new ArrayList<>(arguments);
        longer.addAll(more.arguments);
        return new RsyncOptions(longer, delete, more.timeout, more.connectTimeout, bandwidth);
    }

    private static Duration positive(String what, Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("A " + what + " of " + limit + " is not positive.");
        }
        return limit;
    }

    /** The arguments for rsync; some are of use with a daemon or a remote shell only. */
    List<String> arguments(Ends ends) {
        List<String> all = new ArrayList<>(ALWAYS);
        all.add("--timeout=" + seconds(timeout));
        // rsync refuses it for a daemon behind a remote shell
        if (ends.hasDaemon() && !names(RsyncOption.RSH)) {
            all.add("--contimeout=" + seconds(connectTimeout));
        }
        ends.shell().ifPresent(shell -> all.addAll(shell.options()));
        if (bandwidth != null) {
            all.add("--bwlimit=" + bandwidth);
        }
        all.addAll(delete.arguments());
        all.addAll(arguments);
        new OptionConflicts(OptionReader.read(all)).requireNone(ends);
        return all;
    }

    /** What these options say, as far as rsync 3.5.0 knows them. */
    List<OptionSetting> settings() {
        return OptionReader.read(arguments);
    }

    boolean names(RsyncOption<?> option) {
        return settings().stream().anyMatch(setting -> setting.option() == option);
    }

    private static long seconds(Duration limit) {
        return Math.max(1, limit.plusNanos(999_999_999).toSeconds());
    }

    @Override
    public String toString() {
        return String.join(" ", arguments);
    }
}
