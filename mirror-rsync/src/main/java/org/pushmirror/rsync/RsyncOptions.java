package org.pushmirror.rsync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of a pull. Each method returns a changed copy. Filters and raw options keep the order in which they are
 * added. Immutable.
 *
 * <p>Whatever is set here, a pull always runs with {@code --stats}, plain numbers, and a timeout, since a server
 * that falls silent would hold it for ever.
 */
public final class RsyncOptions {

    /** The timeout of a pull that sets none. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);

    /** The connect timeout of a pull that sets none. */
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofMinutes(1);

    private static final List<String> ALWAYS = List.of("--stats", "--no-human-readable");
    private static final List<String> OURS = List.of("--password-file", "--daemon", "--server", "--sender", "--");

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
     * No option but those of every pull: folders are not entered.
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
        return plain().raw("--archive");
    }

    /**
     * {@code --recursive}: everything below the source, contents only.
     *
     * @return the options
     */
    public static RsyncOptions recursive() {
        return plain().raw("--recursive");
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
     * How long either side may send nothing ({@code --timeout}); {@link #DEFAULT_TIMEOUT} if not set. A frozen server
     * is noticed somewhat later, since socket buffers fill first.
     *
     * @param limit the limit, at least a second; rounded up to whole seconds
     * @return the changed copy
     * @throws IllegalArgumentException if it is not positive
     */
    public RsyncOptions timeout(Duration limit) {
        return new RsyncOptions(arguments, delete, positive("timeout", limit), connectTimeout, bandwidth);
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
     * Any option as typed on a command line, as one argument: {@code --fuzzy}, {@code --temp-dir=/tmp}, {@code -H}. It
     * stands after the options of every pull, so it overrides them.
     *
     * @param option the option, with its value after an equals sign
     * @return the changed copy
     * @throws IllegalArgumentException if it does not start with a hyphen, has a NUL, or is one that the pull itself
     *     sets (the password file, and the server and daemon modes)
     */
    public RsyncOptions raw(String option) {
        if (!option.startsWith("-") || option.equals("-") || option.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "\"" + option + "\" is not an option of rsync: it must start with a hyphen.");
        }
        int equals = option.indexOf('=');
        if (OURS.contains(equals < 0 ? option : option.substring(0, equals))) {
            throw new IllegalArgumentException("The rsync option \"" + option + "\" is set by the run itself.");
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

    private static Duration positive(String what, Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("A " + what + " of " + limit + " is not positive.");
        }
        return limit;
    }

    /** The arguments for rsync; a connect timeout is one only for a daemon. */
    List<String> arguments(RsyncSource source) {
        List<String> all = new ArrayList<>(ALWAYS);
        all.add("--timeout=" + seconds(timeout));
        if (source instanceof DaemonSource) {
            all.add("--contimeout=" + seconds(connectTimeout));
        }
        if (bandwidth != null) {
            all.add("--bwlimit=" + bandwidth);
        }
        all.addAll(delete.arguments());
        all.addAll(arguments);
        return all;
    }

    private static long seconds(Duration limit) {
        return Math.max(1, limit.plusNanos(999_999_999).toSeconds());
    }

    @Override
    public String toString() {
        return String.join(" ", arguments);
    }
}
