package org.pushmirror.examples.ftpsync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/** The log file of a sync, one line an event: {@code LOGDIR/ftpsync-NAME.log}. */
final class SyncLog {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

    private final Path file;

    private SyncLog(Path file) {
        this.file = file;
    }

    /**
     * Opens the log.
     *
     * @throws ConfigurationException if it cannot be written
     */
    static SyncLog open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            SyncLog log = new SyncLog(file);
            log.append("");
            return log;
        } catch (IOException e) {
            throw new ConfigurationException("The log file " + file + " cannot be written: " + e + ".");
        }
    }

    /** Adds a line. A log that cannot be written any more, because the disk is full, does not stop a sync. */
    void say(String text) {
        try {
            append(TIME.format(OffsetDateTime.now()) + " ["
                    + ProcessHandle.current().pid() + "] " + text + "\n");
        } catch (IOException e) {
            System.err.println("ftpsync: the log file " + file + " cannot be written: " + e.getMessage());
        }
    }

    private void append(String text) throws IOException {
        Files.write(
                file,
                text.getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND);
    }
}
