package org.pushmirror.rsync;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A line that rsync, or the other end, wrote for a human; control characters are replaced. Immutable. */
public final class RsyncMessage {

    /** How grave it is. */
    public enum Level {
        /** Something was not done. */
        ERROR,
        /** Something is odd, such as a file that vanished. */
        WARNING,
        /** Anything else. */
        INFO
    }

    private static final Pattern LAST =
            Pattern.compile("rsync (error|warning): (.*) \\(code (\\d{1,3})\\) at \\S+\\(\\d+\\) \\[(\\w+)=\\S+\\]");
    private static final Pattern SYSTEM =
            Pattern.compile("rsync: (?:\\[(\\w+)\\] )?(.*?)(?: \\((\\d{1,4})\\))?(?: \\(in [^)]*\\))?");
    private static final int LENGTH = 1000;

    private final Level level;
    private final String text;
    private final @Nullable String role;
    private final @Nullable Integer code;
    private final @Nullable Integer errno;

    private RsyncMessage(
            Level level, String text, @Nullable String role, @Nullable Integer code, @Nullable Integer errno) {
        this.level = level;
        this.text = text;
        this.role = role;
        this.code = code;
        this.errno = errno;
    }

    /** A line of standard output. */
    static RsyncMessage info(String line) {
        return new RsyncMessage(Level.INFO, printable(line), null, null, null);
    }

    /** A line of standard error. */
    static RsyncMessage parse(String line) {
        String text = printable(line);
        Matcher last = LAST.matcher(text);
        if (last.matches()) {
            Level level = last.group(1).equals("error") ? Level.ERROR : Level.WARNING;
            return new RsyncMessage(level, text, last.group(4), Integer.valueOf(last.group(3)), null);
        }
        Matcher system = SYSTEM.matcher(text);
        if (system.matches()) {
            Integer errno = system.group(3) == null ? null : Integer.valueOf(system.group(3));
            return new RsyncMessage(Level.ERROR, text, system.group(1), null, errno);
        }
        if (text.startsWith("@ERROR") || text.startsWith("ERROR:")) {
            return new RsyncMessage(Level.ERROR, text, null, null, null);
        }
        boolean vanished = text.startsWith("file has vanished:") || text.startsWith("WARNING:");
        return new RsyncMessage(vanished ? Level.WARNING : Level.INFO, text, null, null, null);
    }

    /** A server chooses what is printed; nothing of it may steer a terminal. */
    private static String printable(String line) {
        String cut = line.length() > LENGTH ? line.substring(0, LENGTH) + "…" : line;
        return cut.replaceAll("\\p{Cntrl}", "?").strip();
    }

    /**
     * How grave it is.
     *
     * @return the level
     */
    public Level level() {
        return level;
    }

    /**
     * The line.
     *
     * @return at most about 1000 characters
     */
    public String text() {
        return text;
    }

    /**
     * Which part of rsync says so.
     *
     * @return for example {@code sender} or {@code Receiver}; empty if the line does not say
     */
    public Optional<String> role() {
        return Optional.ofNullable(role);
    }

    /**
     * The exit code that it announces.
     *
     * @return the code; empty if this is not the last line of a failed run
     */
    public OptionalInt code() {
        return code == null ? OptionalInt.empty() : OptionalInt.of(code);
    }

    /**
     * The system's number of the error.
     *
     * @return for example 28 for a full disk; empty if the line has none
     */
    public OptionalInt errno() {
        return errno == null ? OptionalInt.empty() : OptionalInt.of(errno);
    }

    @Override
    public String toString() {
        return text;
    }
}
