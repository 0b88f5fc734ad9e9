package org.pushmirror.core.trace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.Severity;
import org.pushmirror.core.text.SourceText;

/** What is odd in a trace, for those who read it: ftpsync downstream, and checkers. */
final class TraceChecks {

    private static final String UNKNOWN = "unknown";

    private final SourceText text;
    private final TraceFile trace;
    private final List<Diagnostic> found = new ArrayList<>();

    TraceChecks(String name, TraceFile trace, byte[] content) {
        this.text = SourceText.of(name, content);
        this.trace = trace;
    }

    List<Diagnostic> run() {
        if (trace.writtenAt().isEmpty()) {
            say(
                    1,
                    Severity.HAZARD,
                    "no-date",
                    "The first line is no date: checkers take a trace without one for broken; write the output of date -u.");
        }
        Set<String> names = new HashSet<>();
        for (int line = 2; line <= text.lineCount(); line++) {
            checkLine(line, text.text(text.lineContent(line)), names);
        }
        for (TraceField<?> field : List.of(TraceField.DATE, TraceField.DATE_STARTED)) {
            boolean unreadable = trace.field(field.toString()).isPresent()
                    && trace.get(field).isEmpty();
            if (unreadable) {
                say(lineOf(field.toString()), Severity.IGNORED, "bad-date", field + " is no date that can be read.");
            }
        }
        checkSerial();
        return List.copyOf(found);
    }

    private void checkLine(int line, String content, Set<String> names) {
        if (content.endsWith("\r")) {
            say(
                    line,
                    Severity.HAZARD,
                    "carriage-return",
                    "The line ends in a carriage return, which ftpsync takes for a part of the value.");
        }
        int colon = content.indexOf(':');
        if (colon <= 0) {
            if (!content.isBlank()) {
                say(line, Severity.ADVICE, "no-field", "This line is no field, and readers of traces skip it.");
            }
        } else if (!names.add(content.substring(0, colon).toLowerCase(Locale.ROOT))) {
            say(line, Severity.IGNORED, "repeated-field", "This field stands above already, and the first one counts.");
        }
    }

    private void checkSerial() {
        String name = TraceField.ARCHIVE_SERIAL.toString();
        String value = trace.field(name).orElse("");
        if (!value.isEmpty() && !value.equals(UNKNOWN) && !ArchiveSerial.isSerial(value)) {
            say(lineOf(name), Severity.IGNORED, "bad-serial", "The serial is no number.");
        }
        if (!value.isEmpty() && !trace.fields().containsKey(name)) {
            say(
                    lineOf(name),
                    Severity.ADVICE,
                    "serial-spelling",
                    "ftpsync copies the serial only from a field that is written \"" + name + "\".");
        }
    }

    private int lineOf(String name) {
        for (int line = 2; line <= text.lineCount(); line++) {
            String content = text.text(text.lineContent(line));
            if (content.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                return line;
            }
        }
        return 1;
    }

    private void say(int line, Severity severity, String rule, String message) {
        int offset = text.lineCount() == 0 ? 0 : text.line(line).start();
        found.add(new Diagnostic(text.place(offset), severity, rule, message));
    }
}
