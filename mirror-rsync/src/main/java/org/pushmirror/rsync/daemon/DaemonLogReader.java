package org.pushmirror.rsync.daemon;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Pull.Peer;
import org.pushmirror.rsync.daemon.DaemonEvent.Access;

/**
 * Reads lines of a daemon's log, as rsync 3.1 to 3.5 writes them. A client chooses names in them: rsync escapes their
 * control characters, and what a name could imitate is read from the end of the line. Immutable and thread-safe.
 */
public final class DaemonLogReader {

    private static final Pattern LINE =
            Pattern.compile("(\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d) \\[(\\d{1,10})\\] (.*)", Pattern.DOTALL);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT);
    private static final String PEER = "(\\S+) \\(([^() ]+)\\)";
    private static final int LONGEST = 20_000;

    /** When and by whom a line was logged. */
    private record Origin(Instant at, long pid) {}

    /** What a form of line is, and the event that it makes. */
    private record Form(Pattern pattern, Function<Matcher, Function<Origin, DaemonEvent>> event) {

        static Form of(String pattern, Function<Matcher, Function<Origin, DaemonEvent>> event) {
            return new Form(Pattern.compile(pattern), event);
        }
    }

    private static final List<Form> FORMS = List.of(
            Form.of(
                    "rsyncd version (\\S+) starting, listening on port (\\d{1,5})",
                    m -> o -> new DaemonEvent.Starting(o.at, o.pid, m.group(1), Integer.parseInt(m.group(2)))),
            Form.of("connect from " + PEER, m -> o -> new DaemonEvent.Connected(o.at, o.pid, peer(m, 1))),
            Form.of(
                    "module-list request from " + PEER,
                    m -> o -> new DaemonEvent.ModulesListed(o.at, o.pid, peer(m, 1))),
            Form.of(
                    "rsync allowed access on module (.*) from " + PEER,
                    m -> o -> new DaemonEvent.Allowed(o.at, o.pid, m.group(1), peer(m, 2))),
            Form.of(
                    "rsync denied on module (.*) from " + PEER,
                    m -> o -> new DaemonEvent.Denied(o.at, o.pid, m.group(1), peer(m, 2))),
            Form.of(
                    "unknown module '(.*)' tried from " + PEER,
                    m -> o -> new DaemonEvent.UnknownModule(o.at, o.pid, m.group(1), peer(m, 2))),
            Form.of(
                    "auth failed on module (\\S+) from " + PEER + "(?: for (.*?))?: ([a-z ]+)",
                    m -> o -> new DaemonEvent.LoginFailed(o.at, o.pid, m.group(1), peer(m, 2), m.group(4), m.group(5))),
            Form.of(
                    "max connections \\((-?\\d{1,9})\\) reached",
                    m -> o -> new DaemonEvent.Full(o.at, o.pid, Integer.parseInt(m.group(1)))),
            Form.of(
                    "rsync (on|to) ([^/]+)/(.*) from (?:([^@ ]*)@)?" + PEER,
                    m -> o -> new DaemonEvent.Opened(
                            o.at, o.pid, access(m.group(1)), m.group(2), path(m), peer(m, 5), m.group(4))),
            Form.of(
                    "sent (\\d{1,18}) bytes  received (\\d{1,18}) bytes  total size (\\d{1,18})",
                    m -> o -> new DaemonEvent.Ended(o.at, o.pid, number(m, 1), number(m, 2), number(m, 3))),
            Form.of(
                    "rsync error: .* \\(code (\\d{1,3})\\) at .*",
                    m -> o -> new DaemonEvent.Failed(o.at, o.pid, Integer.parseInt(m.group(1)), m.group(0))));

    private final ZoneId zone;

    /**
     * A reader of a log file.
     *
     * @param zone the zone of the daemon's clock; it writes no zone into its log
     */
    public DaemonLogReader(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * Reads a line of a log file.
     *
     * @param line the line, without its end
     * @return the event; empty if the line does not begin with time and process
     */
    public Optional<DaemonEvent> line(String line) {
        Matcher matcher = LINE.matcher(line.length() > LONGEST ? line.substring(0, LONGEST) : line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            Instant at =
                    LocalDateTime.parse(matcher.group(1), CLOCK).atZone(zone).toInstant();
            return Optional.of(message(at, Long.parseLong(matcher.group(2)), matcher.group(3)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads a message, as it comes from a system log that has time and process apart.
     *
     * @param at when
     * @param pid the process
     * @param text the message
     * @return the event
     */
    public static DaemonEvent message(Instant at, long pid, String text) {
        Origin origin = new Origin(at, pid);
        for (Form form : FORMS) {
            Matcher matcher = form.pattern().matcher(text);
            if (matcher.matches()) {
                return form.event().apply(matcher).apply(origin);
            }
        }
        return new DaemonEvent.Other(at, pid, text);
    }

    private static Peer peer(Matcher matcher, int group) {
        return new Peer(matcher.group(group), matcher.group(group + 1));
    }

    private static Access access(String word) {
        return word.equals("on") ? Access.READ : Access.WRITE;
    }

    private static String path(Matcher matcher) {
        @Nullable String path = matcher.group(3);
        return path == null ? "" : path.replaceFirst("/+$", "");
    }

    private static long number(Matcher matcher, int group) {
        return Long.parseLong(matcher.group(group));
    }
}
