package org.pushmirror.rsync.daemon;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.pushmirror.core.json.JsonFormException;
import org.pushmirror.core.json.OpenJson;
import org.pushmirror.rsync.process.Launch;
import org.pushmirror.rsync.process.OutputPiece;
import org.pushmirror.rsync.process.ProcessException;
import org.pushmirror.rsync.process.ProcessInput;
import org.pushmirror.rsync.process.ProcessLauncher;
import org.pushmirror.rsync.process.ProcessRun;
import org.pushmirror.rsync.process.StopReason;

/**
 * Follows the log of daemons that write to the system log, as the journal of systemd has it. Close it to end it. Safe for
 * use by several threads.
 */
public final class JournalFollower implements AutoCloseable {

    /** The tag that rsync logs under unless {@code syslog tag} says otherwise. */
    public static final String TAG = "rsyncd";

    private static final Path JOURNALCTL = Path.of("/usr/bin/journalctl");
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final ProcessRun process;

    private JournalFollower(ProcessRun process) {
        this.process = process;
    }

    /**
     * Follows the journal.
     *
     * @param tag the tag that the daemon logs under, usually {@link #TAG}
     * @param since the earliest entry
     * @param consumer takes the events, on one thread; if it throws, the following ends
     * @return the follower
     * @throws RsyncDaemonException if there is no journal on this system
     * @throws IllegalArgumentException if the tag is empty or has a control character
     */
    public static JournalFollower follow(String tag, Instant since, Consumer<DaemonEvent> consumer) {
        return follow(JOURNALCTL, tag, since, consumer);
    }

    static JournalFollower follow(Path journalctl, String tag, Instant since, Consumer<DaemonEvent> consumer) {
        if (tag.isEmpty() || tag.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The tag of a log is empty or has a control character.");
        }
        if (!Files.isExecutable(journalctl)) {
            throw new RsyncDaemonException(
                    RsyncDaemonException.Reason.ENDED,
                    "The journal cannot be followed: there is no " + journalctl + " on this system.",
                    null);
        }
        List<String> command = List.of(
                journalctl.toString(),
                "--follow",
                "--no-pager",
                "--quiet",
                "--output=json",
                "--output-fields=MESSAGE,SYSLOG_PID,_PID",
                "--since=@" + since.getEpochSecond(),
                "--identifier=" + tag);
        Launch launch = new Launch(
                command,
                Map.of("LC_ALL", "C", "PATH", "/usr/bin:/bin"),
                ProcessInput.none(),
                new Launch.Limits(null, null, GRACE),
                JournalFollower::daemonThread);
        try {
            return new JournalFollower(
                    ProcessLauncher.standard().launch(launch, piece -> read(piece, consumer), piece -> {}));
        } catch (ProcessException e) {
            throw new RsyncDaemonException(RsyncDaemonException.Reason.ENDED, e.getMessage(), e);
        }
    }

    private static Thread daemonThread(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    private static void read(OutputPiece piece, Consumer<DaemonEvent> consumer) {
        Map<String, Object> entry;
        try {
            entry = OpenJson.object(piece.text());
        } catch (JsonFormException e) {
            // not an entry, or one that is longer than any of rsync's
            return;
        }
        Object pid = entry.getOrDefault("SYSLOG_PID", entry.getOrDefault("_PID", "0"));
        try {
            long micros = Long.parseLong(String.valueOf(entry.get("__REALTIME_TIMESTAMP")));
            Instant at = Instant.ofEpochSecond(micros / 1_000_000);
            consumer.accept(DaemonLogReader.message(at, Long.parseLong(String.valueOf(pid)), text(entry)));
        } catch (NumberFormatException | DateTimeException e) {
            // an entry that has no time is of no use
            return;
        }
    }

    /** The journal writes a message that is not text as the list of its bytes. */
    private static String text(Map<String, Object> entry) {
        Object message = entry.getOrDefault("MESSAGE", "");
        if (message instanceof List<?> list) {
            byte[] bytes = new byte[list.size()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = list.get(i) instanceof Long value ? value.byteValue() : 0;
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
        return String.valueOf(message);
    }

    /** Ends the following, and waits until nothing of it is left. */
    @Override
    public void close() {
        process.stop(StopReason.CANCELLED);
        process.awaitStopped();
    }
}
