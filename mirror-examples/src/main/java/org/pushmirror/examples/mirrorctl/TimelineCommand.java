package org.pushmirror.examples.mirrorctl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.json.JsonFormException;
import org.pushmirror.core.json.ReportJson;
import org.pushmirror.core.push.PushReport;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.timeline.Timeline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mirrorctl timeline}: draws any report of a push as one HTML page. */
@Command(
        name = "timeline",
        description = "Draws the JSON report of a push as one HTML page that needs no network.",
        mixinStandardHelpOptions = true)
final class TimelineCommand implements Callable<Integer> {

    private static final String STANDARD = "-";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "REPORT", description = "The report; - is standard input.")
    private String report;

    @Option(
            names = {"-o", "--output", "--html"},
            paramLabel = "FILE",
            description = "Where the page is written; standard output if left out.")
    private @Nullable Path output;

    TimelineCommand() {}

    @Override
    public Integer call() throws IOException {
        byte[] page = Timeline.html(read()).getBytes(StandardCharsets.UTF_8);
        if (output != null && !output.toString().equals(STANDARD)) {
            AtomicFile.replace(output, page);
        } else {
            try (Output out = new Output()) {
                out.bytes(page);
            }
        }
        return 0;
    }

    private PushReport read() throws IOException {
        byte[] json;
        try {
            json = report.equals(STANDARD) ? System.in.readAllBytes() : AtomicFile.read(Path.of(report));
        } catch (IOException e) {
            throw new FileException(Path.of("standard input"), FileException.Operation.READ, e);
        }
        try {
            return ReportJson.read(EscapedUtf8.decode(json));
        } catch (JsonFormException e) {
            throw new ParameterException(spec.commandLine(), report + ": " + e.getMessage(), e);
        }
    }
}
