package org.pushmirror.examples.runmirrors;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pushmirror.core.text.FileException;
import org.pushmirror.examples.log.LogFile;

/**
 * The logs of a run: its own, which is rotated when it begins, and one for each mirror, which grows. A log that cannot be
 * written, because the disk is full, stops no push. Safe for use by several threads.
 */
final class HubLog {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MMM dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss 'UTC' uuuu", Locale.ROOT);

    private final Path file;
    private final Path folder;
    private final String prefix;
    private final PrintStream err;
    private final List<String> errors = new ArrayList<>();
    private boolean complained;

    /**
     * Begins the logs of a run.
     *
     * @param configuration where they are
     * @param program the name in every line
     * @param err where it is said that a log cannot be written
     * @throws ConfigurationException if a folder cannot be made
     */
    HubLog(Configuration configuration, String program, String host, PrintStream err) {
        this.file = configuration.log();
        this.folder = configuration.logFolder();
        this.prefix = " " + host + " " + program + "[" + ProcessHandle.current().pid() + "]: ";
        this.err = err;
        for (Path needed : List.of(folder, file.toAbsolutePath().getParent())) {
            try {
                Files.createDirectories(needed);
            } catch (IOException e) {
                throw new ConfigurationException(
                        "The folder " + needed + " of the logs cannot be made: " + FileException.reason(e) + ".");
            }
        }
        rotate(file, configuration.logsKept());
    }

    Path file() {
        return file;
    }

    /** Where the report of the run goes. */
    Path report() {
        String name = file.getFileName().toString().replaceFirst("\\.log$", "");
        return file.resolveSibling(name + ".json");
    }

    /** Adds a line to the log of the run. */
    void say(String text) {
        append(file, line(text));
    }

    /** Adds what the operator must know, which is mailed at the end. */
    synchronized void error(String text) {
        errors.add(text);
        say("ERROR: " + text);
    }

    synchronized List<String> errors() {
        return List.copyOf(errors);
    }

    /** Adds a line to the log of a mirror. */
    void mirror(String name, String text) {
        append(folder.resolve(name + ".log"), line(text));
    }

    /** Adds the date to the log of a mirror, as the first line of what follows. */
    void beginMirror(String name) {
        append(folder.resolve(name + ".log"), UTC.format(ZonedDateTime.now(ZoneOffset.UTC)) + "\n");
    }

    /** Adds what a mirror has printed to its log. */
    void mirrorOutput(String name, String output) {
        if (!output.isEmpty()) {
            append(folder.resolve(name + ".log"), output.endsWith("\n") ? output : output + "\n");
        }
    }

    private String line(String text) {
        return TIME.format(LocalDateTime.now()) + prefix + text.replace("\n", "; ") + "\n";
    }

    private synchronized void append(Path log, String text) {
        try {
            new LogFile(log).append(text);
        } catch (IOException e) {
            complain(log, e);
        }
    }

    private void rotate(Path log, int keep) {
        try {
            new LogFile(log).rotate(keep);
        } catch (IOException e) {
            complain(log, e);
        }
    }

    private synchronized void complain(Path log, IOException problem) {
        if (!complained) {
            complained = true;
            err.println(
                    "runmirrors: the log file " + log + " cannot be written: " + FileException.reason(problem) + ".");
        }
    }
}
