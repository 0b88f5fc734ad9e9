package org.pushmirror.core.json;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.Severity;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.core.trace.TraceFile;
import tools.jackson.databind.node.ObjectNode;

/** The JSON form of a trace. Thread-safe. */
public final class TraceJson {

    private TraceJson() {}

    /**
     * The object of a trace.
     *
     * @param file its name as given
     * @param trace the trace
     * @return one line of JSON, without a line end
     */
    public static String write(String file, TraceFile trace) {
        List<Diagnostic> diagnostics = trace.diagnostics(file);
        boolean accepted = diagnostics.stream().noneMatch(diagnostic -> diagnostic.severity() == Severity.FATAL);
        ObjectNode node = DocumentJson.begin(file, "trace", accepted, diagnostics);
        put(node, "written", trace.writtenAt());
        ObjectNode fields = node.putObject("fields");
        trace.fields().forEach(fields::put);
        trace.serial()
                .map(ArchiveSerial::value)
                .ifPresentOrElse(serial -> node.put("serial", serial), () -> node.putNull("serial"));
        put(node, "date", trace.date());
        put(node, "dateStarted", trace.dateStarted());
        return DocumentJson.line(node);
    }

    private static void put(ObjectNode node, String key, Optional<Instant> time) {
        time.ifPresentOrElse(value -> node.put(key, value.toString()), () -> node.putNull(key));
    }
}
