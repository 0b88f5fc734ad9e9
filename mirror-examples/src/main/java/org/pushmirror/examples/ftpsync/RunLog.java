package org.pushmirror.examples.ftpsync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.pushmirror.core.text.FileException;
import org.pushmirror.examples.log.LogFile;

/**
 * The three logs of a run: its own, rsync's, and what rsync complained of. They are rotated when the run ends, as ftpsync
 * does: the newest is {@code NAME.log.0}. Nothing is written before the first line, since a run that meets a lock leaves the
 * logs to the one that holds it.
 */
final class RunLog {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

    private final Path file;
    private final Path rsyncLog;
    private final Path rsyncErrors;
    private final String prefix;
    private final List<String> errors = new ArrayList<>();

    /**
     * The logs of a run.
     *
     * @param file its own log
     * @param folder where the logs of rsync are
     * @param name the name of the configuration
     * @param program the name in every line
     * @param host the short name of this host
     * @throws ConfigurationException if a folder cannot be made or written
     */
    RunLog(Path file, Path folder, String name, String program, String host) {
        this.file = file;
        this.rsyncLog = folder.resolve("rsync-" + name + ".log");
        this.rsyncErrors = folder.resolve("rsync-" + name + ".error");
        this.prefix = " " + host + " " + program + "[" + ProcessHandle.current().pid() + "]: ";
        try {
            Files.createDirectories(folder);
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The folder of the log file " + file + " cannot be made: " + FileException.reason(e) + ".");
        }
        boolean writable = Files.exists(file)
                ? Files.isWritable(file)
                : Files.isWritable(file.toAbsolutePath().getParent());
        if (!writable) {
            throw new ConfigurationException("The log file " + file + " cannot be written: permission denied.");
        }
    }

    /** Adds a line. A log that cannot be written any more, because the disk is full, does not stop a sync. */
    void say(String text) {
        append(file, TIME.format(OffsetDateTime.now()) + prefix + text.replace("\n", "; ") + "\n");
    }

    /** Adds a line about something that the operator must know. */
    void error(String text) {
        errors.add(text);
        say("ERROR: " + text);
    }

    /** Adds what rsync complained of. */
    void rsyncErrors(List<String> lines) {
        if (!lines.isEmpty()) {
            append(rsyncErrors, String.join("\n", lines) + "\n");
        }
    }

    /** The errors so far, in order. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    Path file() {
        return file;
    }

    Path rsyncLog() {
        return rsyncLog;
    }

    Path rsyncErrors() {
        return rsyncErrors;
    }

    /** Makes room for the next run. */
    void rotate(int keep) {
        rotate(rsyncLog, keep);
        rotate(rsyncErrors, keep);
        rotate(file, keep);
    }

    private static void rotate(Path log, int keep) {
        try {
            new LogFile(log).rotate(keep);
        } catch (IOException e) {
            sayOnStandardError(log, e);
        }
    }

    private static void append(Path log, String text) {
        try {
            new LogFile(log).append(text);
        } catch (IOException e) {
            sayOnStandardError(log, e);
        }
    }

    private static void sayOnStandardError(Path log, IOException problem) {
        System.err.println(
                "ftpsync: the log file " + log + " cannot be written: " + FileException.reason(problem) + ".");
    }
}
