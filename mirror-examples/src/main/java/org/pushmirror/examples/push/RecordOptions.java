package org.pushmirror.examples.push;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.journal.StateFolder;
import org.pushmirror.core.json.ReportJson;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.timeline.Timeline;
import picocli.CommandLine.Option;

/** What is written down. */
final class RecordOptions {

    private static final String STANDARD_OUTPUT = "-";

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "Where the push writes down how far it has come; by default in the state folder of the user.")
    private @Nullable Path journal;

    @Option(names = "--resume", description = "Go on with a push that was stopped.")
    private boolean resume;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = STANDARD_OUTPUT,
            description = "Write the report, or the plan, as JSON; - or nothing is standard output.")
    private @Nullable String json;

    @Option(
            names = "--wait-lock",
            paramLabel = "DURATION",
            defaultValue = "0",
            converter = TimeSpan.class,
            description = "Wait so long for another push of the archive to end, in place of ending with 75.")
    private Duration waitLock;

    @Option(names = "--html", paramLabel = "FILE", description = "Draw the report as an HTML page.")
    private @Nullable Path html;

    RecordOptions() {}

    Path journal(StateFolder state, ArchiveName archive) {
        return journal == null ? state.journal(archive) : journal;
    }

    boolean isResume() {
        return resume;
    }

    Duration waitLock() {
        return waitLock;
    }

    /**
     * Makes sure, before anybody is contacted, that what is asked for can be written.
     *
     * @throws FileException if a folder is not there or may not be written
     */
    void requireFolders() {
        if (json != null && !isJsonOnStandardOutput()) {
            requireFolder(Path.of(json));
        }
        if (html != null) {
            requireFolder(html);
        }
    }

    private static void requireFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new FileException(file, FileException.Operation.WRITE, "its folder is not there", null);
        }
        if (!Files.isWritable(folder)) {
            throw new FileException(file, FileException.Operation.WRITE, "its folder may not be written", null);
        }
    }

    /** Whether standard output is for JSON alone. */
    boolean isJsonOnStandardOutput() {
        return STANDARD_OUTPUT.equals(json);
    }

    /** Whether JSON is written anywhere. */
    boolean isJson() {
        return json != null;
    }

    /**
     * Writes and draws a report where that is wanted.
     *
     * @throws org.pushmirror.core.text.FileException if a file cannot be written
     */
    void write(PushReport report, PrintStream out) {
        write(ReportJson.write(report), out);
        if (html != null) {
            AtomicFile.replace(html, Timeline.html(report).getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Writes JSON where it is wanted, if it is.
     *
     * @throws org.pushmirror.core.text.FileException if the file cannot be written
     */
    void write(String text, PrintStream out) {
        if (json == null) {
            return;
        }
        byte[] bytes = (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8);
        if (isJsonOnStandardOutput()) {
            out.write(bytes, 0, bytes.length);
            out.flush();
        } else {
            AtomicFile.replace(Path.of(json), bytes);
        }
    }
}
