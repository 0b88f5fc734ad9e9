package org.pushmirror.examples.mirrorctl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.pushmirror.core.json.DocumentJson;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.text.Severity;
import org.pushmirror.examples.format.Format;
import org.pushmirror.examples.format.FormatOptions;
import org.pushmirror.examples.format.FormatOptions.Secrets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mirrorctl check}: what is wrong with files, sorted by file and line. */
@Command(
        name = "check",
        description = "Prints what is wrong with files. Exit code 1: something is a hazard, or fatal.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    private static final Comparator<Diagnostic> BY_PLACE = Comparator.comparing(
                    (Diagnostic diagnostic) -> diagnostic.place().file())
            .thenComparing(diagnostic -> diagnostic.place().line())
            .thenComparing(diagnostic -> diagnostic.place().column());

    @Mixin
    private FormatArguments arguments;

    @Option(names = "--json", description = "Print each as a JSON object, one a line.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files; - is standard input.")
    private List<String> files;

    CheckCommand() {}

    @Override
    public Integer call() {
        List<Format> formats = files.stream().map(arguments::format).toList();
        FormatOptions options = arguments.options(Secrets.HIDDEN);
        List<Diagnostic> found = new ArrayList<>();
        int status = 0;
        for (int i = 0; i < files.size(); i++) {
            String file = files.get(i);
            try {
                found.addAll(formats.get(i).check(file, InputFile.read(file), options));
            } catch (FileException e) {
                System.err.println("mirrorctl: " + e.getMessage());
                status = Mirrorctl.CANNOT_OPEN;
            }
        }
        found.sort(BY_PLACE);
        try (Output out = new Output()) {
            found.forEach(diagnostic -> out.line(json ? DocumentJson.diagnostic(diagnostic) : diagnostic.toString()));
        }
        boolean wrong = found.stream()
                .anyMatch(diagnostic ->
                        diagnostic.severity() == Severity.HAZARD || diagnostic.severity() == Severity.FATAL);
        return status == 0 && wrong ? 1 : status;
    }
}
