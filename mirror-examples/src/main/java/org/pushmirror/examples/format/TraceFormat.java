package org.pushmirror.examples.format;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.pushmirror.core.json.TraceJson;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.trace.TraceFile;

/** Trace files, project/trace/NAME. */
final class TraceFormat implements Format {

    TraceFormat() {}

    @Override
    public String word() {
        return "trace";
    }

    @Override
    public boolean matches(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        boolean list = String.valueOf(file.getFileName()).startsWith("_");
        return folder != null && folder.endsWith(Path.of("project", "trace")) && !list;
    }

    @Override
    public Stream<String> show(String file, byte[] bytes, FormatOptions options) {
        return Stream.of(TraceJson.write(file, TraceFile.parse(bytes)));
    }

    @Override
    public byte[] roundtrip(String file, byte[] bytes) {
        return TraceFile.parse(bytes).bytes();
    }

    @Override
    public List<Diagnostic> check(String file, byte[] bytes, FormatOptions options) {
        return TraceFile.parse(bytes).diagnostics(file);
    }
}
