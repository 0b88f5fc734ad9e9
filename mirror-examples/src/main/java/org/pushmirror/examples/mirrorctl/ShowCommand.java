package org.pushmirror.examples.mirrorctl;

import java.util.List;
import java.util.concurrent.Callable;
import org.pushmirror.core.json.DocumentJson;
import org.pushmirror.core.text.FileException;
import org.pushmirror.examples.format.Format;
import org.pushmirror.examples.format.FormatOptions;
import org.pushmirror.examples.format.FormatOptions.Secrets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mirrorctl show}: files as JSON, one object a line, in order. */
@Command(
        name = "show",
        description = "Shows files as JSON, one object a line: what is written, and what the program makes of it.",
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {

    @Mixin
    private FormatArguments arguments;

    @Option(names = "--json", description = "The default, and the only form there is.")
    private boolean json;

    @Option(names = "--reveal", description = "Show passwords too.")
    private boolean reveal;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files; - is standard input.")
    private List<String> files;

    ShowCommand() {}

    @Override
    public Integer call() {
        List<Format> formats = files.stream().map(arguments::format).toList();
        FormatOptions options = arguments.options(reveal ? Secrets.REVEALED : Secrets.HIDDEN);
        int status = 0;
        try (Output out = new Output()) {
            for (int i = 0; i < files.size(); i++) {
                String file = files.get(i);
                try {
                    out.pieces(formats.get(i).show(file, InputFile.read(file), options));
                } catch (FileException e) {
                    out.line(DocumentJson.error(file, formats.get(i).word(), e.getMessage()));
                    status = Mirrorctl.CANNOT_OPEN;
                }
            }
        }
        return status;
    }
}
